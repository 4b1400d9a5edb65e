"""`pratique check`: are tables, records, files and the audit trail of a data folder whole?"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from pratique.config.cli.audit import report_audit
from pratique.config.cli.local import add_data_dir, database_of, existing_folder_of, start_django

# Which columns name a stored file by its digest: model, column.
STORED_FILES = (
    ("people.Photo", "digest"),
    ("people.Consent", "signature"),
    ("certificates.Certificate", "pdf"),
)


def register(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    data_dir = existing_folder_of(arguments)
    with database_of(data_dir):
        start_django(data_dir)
        problems = [*tables(), *records(), *damaged_pages(), *files(data_dir)]
        for problem in problems:
            print(problem)
        broken = report_audit()
    if problems or broken:
        print(f"Problems found: {len(problems) + broken}. Keep the data folder as it is, restore the last good backup.")
        return 1
    print("Tables, records, files and audit trail are whole.")
    return 0


def tables() -> Iterator[str]:
    """Every table is there, as this version wants it, and every row of it can be read."""
    from django.apps import apps
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield f"{len(waiting)} migrations have not run; start Pratique or call `pratique migrate`."
        return
    for model in apps.get_models():
        try:
            for _ in model._base_manager.values_list().iterator(chunk_size=2000):
                pass
        except DatabaseError as error:
            yield f"The table {model._meta.db_table} cannot be read ({type(error).__name__})."


def records() -> Iterator[str]:
    """What each area demands of its own records."""
    from pratique.areas.assessments.public import case_problems
    from pratique.areas.certificates.public import certificate_problems
    from pratique.areas.encounters.public import encounter_problems
    from pratique.areas.people.public import people_problems
    from pratique.foundation.actors.actor import Actor

    by = Actor.system(name="check")
    for problems in (people_problems, encounter_problems, case_problems, certificate_problems):
        yield from problems(by=by)


def damaged_pages() -> Iterator[str]:
    """PostgreSQL proves a checksum whenever it reads a page; it counts those that failed."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(checksum_failures, 0) FROM pg_stat_database WHERE datname = current_database()")
        found = cursor.fetchone()
    if found is not None and found[0]:
        yield f"PostgreSQL has found {found[0]} damaged pages on the disk."


def files(data_dir: Path) -> Iterator[str]:
    """Every stored file is what its name says, and every file that a record names is stored."""
    from django.apps import apps

    from pratique.foundation.files.store import FOLDER, Store

    store = Store(folder=data_dir / FOLDER)
    stored = set(store.digests())
    for digest in store.damaged():
        yield f"The stored file {digest} is damaged."
    for label, column in STORED_FILES:
        named = apps.get_model(label)._base_manager.exclude(**{column: ""}).values_list(column, flat=True)
        for digest in sorted(set(named) - stored):
            yield f"A {label.partition('.')[2].lower()} names the file {digest}, which is not stored."
