"""`pratique audit verify`: walk the sealed audit trail and name the first break."""

from __future__ import annotations

import argparse

from pratique.config.cli.local import add_data_dir, database_of, existing_folder_of, start_django


def register(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    verify = commands.add_parser("verify", help="verify seals, gaps and the tail that is not sealed yet")
    add_data_dir(verify)
    verify.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    data_dir = existing_folder_of(arguments)
    with database_of(data_dir):
        start_django(data_dir)
        return report_audit()


def report_audit() -> int:
    """Print the verdict; 1 if the trail is broken."""
    from pratique.foundation.actions.sealing import verify

    verdict = verify()
    print(f"Audit trail: {verdict.sealed} records sealed, {verdict.unsealed} waiting, head {verdict.head[:16]}.")
    if verdict.first_break:
        print(f"The trail is broken: {verdict.first_break}.")
        return 1
    return 0
