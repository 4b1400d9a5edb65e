"""The whole database out of one server and into another, and the proof that everything came over."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import LiteralString

import psycopg
from psycopg import sql

from pratique.foundation.database.addresses import Address
from pratique.foundation.database.cluster import last_line
from pratique.foundation.trouble import Trouble

KNOWN_RIGHTS: tuple[LiteralString, ...] = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
UNKNOWN_TO_OLDER_SERVERS = b"SET transaction_timeout = 0;\n"
TABLES = """
    SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
"""
RIGHTS = """
    SELECT table_schema, table_name, privilege_type FROM information_schema.role_table_grants
    WHERE grantee = %s ORDER BY 1, 2, 3
"""
SEQUENCES = "SELECT schemaname, sequencename, coalesce(last_value, 0) FROM pg_sequences ORDER BY 1, 2"


def dump(address: Address, file: Path, *, programs: Path, snapshot: str = "") -> None:
    """One consistent picture of the database, as the owner sees it."""
    command = ["pg_dump", "--format=custom", "--compress=6", f"--file={file}"]
    if snapshot:
        command.append(f"--snapshot={snapshot}")
    run(programs, command, address, "The database could not be written out")


def restore(address: Address, file: Path, *, programs: Path, with_rights: bool = True) -> None:
    """All of it into an empty database, or nothing; without rights where the logins have other names."""
    trouble = "The database could not be brought back"
    options = [] if with_rights else ["--no-owner", "--no-acl"]
    reading = [str(programs / "pg_restore"), "--file=-", *options, str(file)]
    writing = [str(programs / "psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    environment = {**address.environment(), "LC_ALL": "C"}
    with (
        subprocess.Popen(reading, env=environment, stdout=PIPE, stderr=PIPE) as reader,  # noqa: S603
        subprocess.Popen(  # noqa: S603
            writing, env=environment, stdin=PIPE, stdout=DEVNULL, stderr=PIPE
        ) as writer,
    ):
        hand_over(reader, writer)
        said = writer.stderr.read() if writer.stderr else b""
        said += reader.stderr.read() if reader.stderr else b""
    if reader.returncode or writer.returncode:
        raise Trouble(f"{trouble}: {first_error(said.decode(errors='replace'))}")


def hand_over(reader: subprocess.Popen[bytes], writer: subprocess.Popen[bytes]) -> None:
    """The script from one to the other, but for a setting that a server older than the programs does not know."""
    if reader.stdout is None or writer.stdin is None:
        return
    with suppress(BrokenPipeError), reader.stdout as script:
        for line in script:
            if line == UNKNOWN_TO_OLDER_SERVERS:
                break
            writer.stdin.write(line)
        shutil.copyfileobj(script, writer.stdin)
    if reader.wait():
        writer.kill()  # or it would keep the half it was given
    with suppress(BrokenPipeError):
        writer.stdin.close()


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
        raise Trouble(f"{trouble}: {first_error(done.stderr)}")


def first_error(said: str) -> str:
    """What went wrong, without the details, which may quote a record."""
    errors = [line for line in said.splitlines() if "error:" in line.lower()]
    return errors[0] if errors else last_line(said)


def rows(connection: psycopg.Connection) -> dict[str, int]:
    """How many rows each table holds, as this transaction sees it."""
    counted = {}
    for schema, name in connection.execute(TABLES).fetchall():
        row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, name))).fetchone()
        counted[f"{schema}.{name}"] = int(row[0]) if row else 0
    return counted


def sequences(connection: psycopg.Connection) -> dict[str, int]:
    """How far each sequence has come."""
    return {f"{schema}.{name}": int(value) for schema, name, value in connection.execute(SEQUENCES).fetchall()}


def application_rights(connection: psycopg.Connection, application: str) -> list[list[str]]:
    """What the application may do to each table: schema, table, right."""
    return [list(row) for row in connection.execute(RIGHTS, [application]).fetchall()]


def give_rights(connection: psycopg.Connection, application: str, rights: list[list[str]]) -> None:
    """Exactly these rights on tables, and what every application has on sequences and functions."""
    role = sql.Identifier(application)
    for statement in (
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}",
        "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {}",
    ):
        connection.execute(sql.SQL(statement).format(role))
    for schema, table, right in rights:
        known = next(word for word in KNOWN_RIGHTS if word == right)
        connection.execute(sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(known), sql.Identifier(schema, table), role))


def refuse_difference(before: Mapping[str, object], after: Mapping[str, object]) -> None:
    differing = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    if differing:
        raise Trouble(
            f"The copy differs from the database in {len(differing)} places ({', '.join(differing[:3])}); "
            "nothing was changed, and the database is as it was."
        )
