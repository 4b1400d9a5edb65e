"""`pratique demo`: build the demo mission through the areas' own actions, or multiply its finished cases."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pratique.config.cli.local import add_data_dir, database_of, existing_folder_of, start_django
from pratique.foundation.supervisor.folder import read_mode
from pratique.foundation.trouble import Trouble

BUILT = "demo-built"


def register(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)
    parser.add_argument("--if-new", action="store_true", help="build it only where it has not been built")
    parser.add_argument("--persons", type=int, metavar="N", help="multiply the finished cases to N persons")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    data_dir = existing_folder_of(arguments)
    if read_mode(data_dir) != "demo":
        raise Trouble(f"{data_dir} holds a production; invented people are never put into it.")
    with database_of(data_dir):
        # The multiplication is done in SQL by the owner of the tables; all else by the application, as people do it.
        start_django(data_dir, role="application" if arguments.persons is None else "owner")
        from pratique.demo import mission

        if not mission.is_built():
            build()
        elif not arguments.if_new and arguments.persons is None:
            raise Trouble("The demo mission is built already; a new data folder gets a new one.")
        mark_built(data_dir)
        if arguments.persons is not None:
            from pratique.demo.multiply import multiply_persons

            multiply_persons(arguments.persons, progress=show)
        seal_what_was_done()
    return 0


def build() -> None:
    """One deed, all or nothing: an interrupted first start begins again from the beginning."""
    from pratique.demo import mission

    mission.build(progress=show)


def seal_what_was_done() -> None:
    """No worker may be running yet, and a trail that waits unsealed is reported as broken."""
    from pratique.foundation.actions.sealing import BATCH, seal_pending

    while seal_pending() == BATCH:
        pass


def is_marked_built(data_dir: Path) -> bool:
    """Whether a start need not look: the mark is set after the whole mission is in the database."""
    return (data_dir / BUILT).exists()


def mark_built(data_dir: Path) -> None:
    (data_dir / BUILT).touch(mode=0o600)


def show(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
