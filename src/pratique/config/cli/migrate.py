"""`pratique migrate`: bring the tables up to this version, as the owner, and lay out what the pages are made of."""

from __future__ import annotations

import argparse

from pratique.config.cli.local import add_data_dir, database_of, existing_folder_of, start_django


def register(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    data_dir = existing_folder_of(arguments)
    with database_of(data_dir):
        start_django(data_dir, role="owner")
        from django.core.management import call_command

        from pratique.foundation.actions.protection import protect

        call_command("migrate", interactive=False, verbosity=0)
        protect()
        call_command("collectstatic", interactive=False, verbosity=0)
    return 0
