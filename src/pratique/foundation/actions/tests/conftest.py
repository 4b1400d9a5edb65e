"""What tests of the audit trail share: the owner's login, and a saboteur who switches the triggers off."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from pytest_django import Settings

from pratique.foundation.actions.protection import GUARDED
from pratique.foundation.database.throwaway import Throwaway


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.fixture
def owner(throwaway: Throwaway, transactional_db: None) -> Iterator[psycopg.Connection]:
    name = connection.settings_dict["NAME"]
    with psycopg.connect(replace(throwaway.owner, database=name).conninfo(), autocommit=True) as own:
        yield own


@pytest.fixture
def sabotage(owner: psycopg.Connection) -> Callable[..., None]:
    """Run a statement as somebody who owns the tables and has switched every guard off for the moment."""

    def run(statement: str, *values: object) -> None:
        with _unguarded(owner):
            owner.execute(statement, values)

    return run


@contextmanager
def _unguarded(owner: psycopg.Connection) -> Iterator[None]:
    for table in GUARDED:
        owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    constraints = owner.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE contype = 'f' AND confrelid = 'actions_auditrecord'::regclass"
    ).fetchall()
    for table, name, _ in constraints:
        owner.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    yield
    for table, name, definition in constraints:
        owner.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition} NOT VALID')
    for table in GUARDED:
        owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
