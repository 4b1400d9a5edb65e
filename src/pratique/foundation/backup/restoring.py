"""Brings an archive back into an empty data folder: checked to its last byte before anything takes its place."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import psycopg

from pratique.foundation.backup.archive import DATABASE, FOLDER, MANIFEST, Manifest
from pratique.foundation.database import server as servers
from pratique.foundation.database.addresses import Address
from pratique.foundation.database.copying import give_rights, refuse_difference, restore, rows
from pratique.foundation.database.lifeline import end_with_parent
from pratique.foundation.database.programs import programs
from pratique.foundation.database.roles import make_logins, prepare_embedded
from pratique.foundation.files.sealed import ALTERED, OpeningStream
from pratique.foundation.trouble import Trouble

Say = Callable[[str], None]
# On a server that somebody else runs: makes the application's login, its password kept in the folder that is being
# restored, and gives the owner's address and the application's name.
Logins = Callable[[Path], tuple[Address, str]]


def read_archive(
    source: Path, *, data_dir: Path, passphrase: str, say: Say, on_server: Logins | None = None
) -> Manifest:
    """Restore beside the data folder, and rename at the very end; into an empty database where a server is given."""
    refuse_full_folder(data_dir)
    workshop = data_dir.with_name(f".{data_dir.name}.restoring")
    shutil.rmtree(workshop, ignore_errors=True)
    try:
        workshop.mkdir(parents=True, mode=0o700)
        unpack(source, workshop, passphrase, say)
        folder, file = workshop / FOLDER, workshop / DATABASE
        manifest = Manifest(**json.loads((workshop / MANIFEST).read_text()))
        say("Reading in the database.")
        if on_server is None:
            fill_embedded(folder, file, manifest)
        else:
            fill_database(*on_server(folder), file, manifest)
        shutil.rmtree(data_dir, ignore_errors=True)
        folder.rename(data_dir)
    except OSError as error:
        raise Trouble(f"The archive could not be restored: {error.strerror}. Nothing was restored.") from error
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    return manifest


def refuse_full_folder(data_dir: Path) -> None:
    if data_dir.exists() and (not data_dir.is_dir() or any(data_dir.iterdir())):
        raise Trouble(f"{data_dir} is not empty; an archive is restored into an empty data folder only.")


def unpack(source: Path, workshop: Path, passphrase: str, say: Say) -> None:
    try:
        sealed = source.open("rb")
    except OSError as error:
        raise Trouble(f"The archive {source} cannot be read ({error.strerror}).") from error
    with sealed:
        stream = OpeningStream(sealed, passphrase)
        say("Unpacking the archive and checking every byte of it.")
        try:
            with tarfile.open(fileobj=stream, mode="r|") as tar:
                for entry in tar:
                    unpack_one(tar, entry, workshop)
        except tarfile.TarError as error:
            raise Trouble(ALTERED) from error
        stream.finish()


def unpack_one(tar: tarfile.TarFile, entry: tarfile.TarInfo, workshop: Path) -> None:
    """One ordinary file (0600) below the workshop; nothing else is ever in an archive of ours."""
    name, content = PurePosixPath(entry.name), tar.extractfile(entry) if entry.isfile() else None
    if content is None or name.is_absolute() or ".." in name.parts:
        raise Trouble(ALTERED)
    path = workshop / name
    for folder in reversed(path.relative_to(workshop).parents):
        (workshop / folder).mkdir(mode=0o700, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
        shutil.copyfileobj(content, target)
        target.flush()
        os.fsync(target.fileno())


def fill_embedded(folder: Path, file: Path, manifest: Manifest) -> None:
    server = servers.start(folder, before_exec=end_with_parent)
    try:
        make_logins(server)
        fill_database(server.owner(), server.application().user, file, manifest)
        prepare_embedded(server)
    finally:
        servers.stop(server, within=60)


def fill_database(owner: Address, application: str, file: Path, manifest: Manifest) -> None:
    """Every row and every right as it was; the logins may have other names here."""
    with psycopg.connect(owner.conninfo()) as connection:
        if rows(connection):
            raise Trouble(f"The database {owner.database} is not empty; an archive is restored into an empty one only.")
    restore(owner, file, programs=programs(), with_rights=False)
    with psycopg.connect(owner.conninfo()) as connection:
        refuse_difference(manifest.rows, rows(connection))
        give_rights(connection, application, manifest.rights)
        connection.execute("ANALYZE")
