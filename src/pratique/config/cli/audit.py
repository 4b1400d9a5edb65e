"""`pratique audit`: verify the sealed audit trail, and set after how many years the details of records may go."""

from __future__ import annotations

import argparse
import json

from pratique.config.cli.local import add_data_dir, database_of, existing_folder_of, start_django
from pratique.foundation.trouble import Trouble


def register(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    verify = commands.add_parser("verify", help="find the first break: exit code 0 whole, 1 broken")
    verify.add_argument("--json", action="store_true", help="print the verdict as JSON")
    add_data_dir(verify)
    verify.set_defaults(run=run_verify)
    retention = commands.add_parser("retention", help="after how many years the details of a record are erased")
    retention.add_argument("years", type=int, nargs="?", help="the new number of years; without it, print the present")
    add_data_dir(retention)
    retention.set_defaults(run=run_retention)


def run_verify(arguments: argparse.Namespace) -> int:
    data_dir = existing_folder_of(arguments)
    with database_of(data_dir):
        start_django(data_dir)
        return report_audit(as_json=arguments.json)


def run_retention(arguments: argparse.Namespace) -> int:
    """Only the owner of the tables may change the rule; the application can but read it."""
    data_dir = existing_folder_of(arguments)
    with database_of(data_dir):
        start_django(data_dir, role="owner")
        from pratique.foundation.actions.erasure import retention_years, set_retention
        from pratique.foundation.actions.refusal import Refusal
        from pratique.foundation.actors.actor import Actor

        years = retention_years()
        if arguments.years is not None:
            try:
                years = set_retention(by=Actor.system(name="pratique audit retention"), years=arguments.years)
            except Refusal as refusal:
                raise Trouble(str(refusal.sentence)) from refusal
        print(f"The details of audit records are erased after {years} years; who, when and on what stay.")
    return 0


def report_audit(*, as_json: bool = False) -> int:
    """Print the verdict; 1 if the trail is broken."""
    from pratique.foundation.actions.sealing import verify

    verdict = verify()
    if as_json:
        shown = {"ok": verdict.ok, "sealed": verdict.sealed, "unsealed": verdict.unsealed, "head": verdict.head}
        print(json.dumps(shown | {"first_break": verdict.first_break or None}))
    else:
        print(f"Audit trail: {verdict.sealed} records sealed, {verdict.unsealed} waiting, head {verdict.head[:16]}.")
        if verdict.first_break:
            print(f"The trail is broken: {verdict.first_break}.")
    return 0 if verdict.ok else 1
