"""`pratique upgrade`: carry a data folder over to the PostgreSQL of this version."""

from __future__ import annotations

import argparse

from pratique.config.cli.local import add_data_dir, existing_folder_of, say
from pratique.foundation.database.programs import CURRENT
from pratique.foundation.database.upgrade import upgrade
from pratique.foundation.supervisor.folder import only_one


def register(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    data_dir = existing_folder_of(arguments)
    with only_one(data_dir):
        kept = upgrade(data_dir, progress=say)
    if kept is None:
        print(f"{data_dir} is of PostgreSQL {CURRENT} already; there is nothing to do.")
    else:
        print(f"{data_dir} is of PostgreSQL {CURRENT} now.")
        print(f"The old database is kept in {kept}; remove it when you are sure.")
    return 0
