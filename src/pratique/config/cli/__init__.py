"""The command `pratique`: one group of commands a file, loaded only when it is called."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from pratique.foundation.trouble import Trouble

# Group, the module that registers it, and its line in `pratique --help`.
# rules, mrz and verify start without Django and need no database.
GROUPS: dict[str, tuple[str, str]] = {
    "run": ("pratique.config.cli.run", "start every process: database, pages, worker"),
    "admin": ("pratique.config.cli.admin", "make the first administrator of a production data folder"),
    "demo": ("pratique.config.cli.demo", "build the demo mission, or multiply its finished cases"),
    "places": ("pratique.config.cli.places", "import countries, administrative areas and incidence"),
    "rules": ("pratique.config.cli.rules", "judge worked cases, decide, lint the editions"),
    "mrz": ("pratique.config.cli.mrz", "read machine-readable zones"),
    "keys": ("pratique.config.cli.keys", "rotate keys, take trust from a stolen one, give out the trust list"),
    "verify": ("pratique.config.cli.verify", "verify a certificate without a network"),
    "check": ("pratique.config.cli.check", "check the integrity of records, files and audit"),
    "audit": ("pratique.config.cli.audit", "verify the audit trail"),
    "backup": ("pratique.config.cli.backup", "write one encrypted archive of database, files and keys"),
    "restore": ("pratique.config.cli.restore", "bring an archive back into an empty data folder"),
    "upgrade": ("pratique.config.cli.upgrade", "carry a data folder over to this version's PostgreSQL"),
    "tls": ("pratique.config.cli.tls", "make a certificate for a clinic's own network"),
    "migrate": ("pratique.config.cli.migrate", "bring the tables up to this version"),
    "worker": ("pratique.config.cli.worker", "seal the audit trail and do the housekeeping"),
    "bench": ("pratique.config.cli.bench", "measure, and write the table of figures"),
}


def overview() -> str:
    width = max(map(len, GROUPS))
    return "\n".join(f"  {name:<{width}}  {line}" for name, (_, line) in GROUPS.items())


def build_parser(group: str) -> argparse.ArgumentParser:
    """The parser of one group; its module sets the default `run`: from the arguments to the exit code."""
    module, line = GROUPS[group]
    parser = argparse.ArgumentParser(prog=f"pratique {group}", description=line[0].upper() + line[1:] + ".")
    importlib.import_module(module).register(parser)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 done, 1 an expected no, 2 a wrong command line."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in {"-h", "--help", "help"}:
        print(f"Pratique, the open migration health platform.\n\nCommands:\n{overview()}\n\npratique COMMAND --help")
        return 0 if words else 2
    if words[0] not in GROUPS:
        print(f"There is no command {words[0]!r}. The commands are:\n{overview()}", file=sys.stderr)
        return 2
    parser = build_parser(words[0])
    arguments = parser.parse_args(words[1:])
    if not hasattr(arguments, "run"):
        parser.print_help(sys.stderr)
        return 2
    try:
        return int(arguments.run(arguments))
    except Trouble as trouble:
        print(trouble.sentence, file=sys.stderr)
        return trouble.exit_code
