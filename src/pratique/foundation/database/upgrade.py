"""Carries a data folder from an older PostgreSQL to this version's: out with the old programs, in with the new."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from pratique.foundation.database import cluster as clusters
from pratique.foundation.database import server as servers
from pratique.foundation.database.copying import application_rights, dump, refuse_difference, restore, rows, sequences
from pratique.foundation.database.lifeline import end_with_parent
from pratique.foundation.database.logins import FILE, write_private
from pratique.foundation.database.programs import CURRENT, FOLDERS, programs
from pratique.foundation.database.roles import make_logins, prepare_embedded
from pratique.foundation.database.server import Progress, Server
from pratique.foundation.trouble import Trouble

WORKSHOP = clusters.WORKSHOP
VERIFIED = clusters.VERIFIED


def upgrade(data_dir: Path, *, progress: Progress) -> Path | None:
    """Upgrade the folder and give where the old database was kept; nothing if there was nothing to do.

    The old folder is only renamed, and only after the copy was compared with it, so an interruption at any
    moment loses nothing: begin again, and it goes on or starts anew.
    """
    workshop, cluster = data_dir / WORKSHOP, data_dir / clusters.NAME
    found = clusters.version_of(cluster)
    if not (workshop / VERIFIED).exists():
        if found == CURRENT:
            return None
        refuse_unknown(cluster, found)
        shutil.rmtree(workshop, ignore_errors=True)
        copy_over(data_dir, workshop, old=int(found or 0), progress=progress)
        write_private(workshop / VERIFIED, f"{found}\n".encode())
    return switch(data_dir, workshop, old=int((workshop / VERIFIED).read_text()))


def refuse_unknown(cluster: Path, found: int | None) -> None:
    if found is None:
        raise Trouble(f"There is no database in {cluster}.")
    if found not in FOLDERS:
        known = " and ".join(str(major) for major in sorted(FOLDERS))
        raise Trouble(f"The database in {cluster} is of PostgreSQL {found}; this version of Pratique knows {known}.")


def copy_over(data_dir: Path, workshop: Path, *, old: int, progress: Progress) -> None:
    workshop.mkdir(mode=0o700)
    shutil.copy2(data_dir / FILE, workshop / FILE)
    file = workshop / "database.dump"
    with running(data_dir, major=old) as before:
        progress(f"Writing out the database with PostgreSQL {old}.")
        dump(before.owner(), file, programs=programs(old))
        expected = contents(before)
    with running(workshop, major=CURRENT) as after:
        make_logins(after)
        progress(f"Reading it in with PostgreSQL {CURRENT}.")
        restore(after.owner(), file, programs=programs(CURRENT))
        progress("Comparing the copy, table by table.")
        refuse_difference(expected, contents(after))
        prepare_embedded(after)
        with psycopg.connect(after.owner().conninfo(), autocommit=True) as connection:
            connection.execute("ANALYZE")
    file.unlink()


def contents(server: Server) -> dict[str, object]:
    """Every row counted, how far each sequence has come, and what the application may do."""
    with psycopg.connect(server.owner().conninfo()) as connection:
        rights = application_rights(connection, server.application().user)
        return {**rows(connection), **sequences(connection), **{" ".join(right): True for right in rights}}


@contextmanager
def running(data_dir: Path, *, major: int) -> Iterator[Server]:
    server = servers.start(data_dir, major=major, before_exec=end_with_parent)
    try:
        yield server
    finally:
        servers.stop(server, within=60)


def switch(data_dir: Path, workshop: Path, *, old: int) -> Path:
    """Two renames; after an interruption between them a start refuses, and the next upgrade goes on here."""
    cluster, kept = data_dir / clusters.NAME, data_dir / f"{clusters.NAME}-{old}"
    if (workshop / clusters.NAME).exists():
        if cluster.exists():
            cluster.rename(kept)
        (workshop / clusters.NAME).rename(cluster)
    (workshop / VERIFIED).unlink()
    shutil.rmtree(workshop, ignore_errors=True)
    return kept
