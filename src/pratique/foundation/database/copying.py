"""The whole database out of one server and into another, and the proof that everything came over."""

from __future__ import annotations

import subprocess
from pathlib import Path

import psycopg
from psycopg import sql

from pratique.foundation.database.addresses import Address
from pratique.foundation.database.cluster import last_line
from pratique.foundation.trouble import Trouble

TABLES = """
    SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
"""
RIGHTS = """
    SELECT table_schema, table_name, grantee, privilege_type FROM information_schema.role_table_grants
    WHERE grantee <> current_user
"""
SEQUENCES = "SELECT schemaname, sequencename, coalesce(last_value, 0) FROM pg_sequences ORDER BY 1, 2"


def dump(address: Address, file: Path, *, programs: Path) -> None:
    """One consistent picture of the database, as the owner sees it."""
    command = ["pg_dump", "--format=custom", "--compress=6", f"--file={file}"]
    run(programs, command, address, "The database could not be written out")


def restore(address: Address, file: Path, *, programs: Path) -> None:
    """All of it into an empty database, or nothing."""
    command = ["pg_restore", "--single-transaction", "--exit-on-error", f"--dbname={address.database}", str(file)]
    run(programs, command, address, "The database could not be brought back")


def run(programs: Path, command: list[str], address: Address, trouble: str) -> None:
    done = subprocess.run(  # noqa: S603
        [str(programs / command[0]), "--no-password", *command[1:]],
        env={**address.environment(), "LC_ALL": "C"},
        umask=0o077,
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise Trouble(f"{trouble}: {last_line(done.stderr)}")


def contents(address: Address) -> dict[str, int]:
    """How many rows each table holds, how far each sequence has come, and who else may do what."""
    with psycopg.connect(address.conninfo()) as connection:
        found = {
            f"{schema}.{name}": connection.execute(
                sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, name))
            ).fetchone()
            for schema, name in connection.execute(TABLES).fetchall()
        }
        counted = {name: row[0] for name, row in found.items() if row is not None}
        reached = {f"{schema}.{name}": value for schema, name, value in connection.execute(SEQUENCES).fetchall()}
        rights = {
            f"{schema}.{name}: {who} may {what}": 1 for schema, name, who, what in connection.execute(RIGHTS).fetchall()
        }
    return {**counted, **reached, **rights}


def refuse_difference(before: dict[str, int], after: dict[str, int]) -> None:
    differing = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    if differing:
        raise Trouble(
            f"The copy differs from the database in {len(differing)} places ({', '.join(differing[:3])}); "
            "nothing was changed, and the database is as it was."
        )
