"""Writes the archive: a picture of the database, then everything else of the data folder that cannot be made again."""

from __future__ import annotations

import contextlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import IsolationLevel

from pratique.foundation.database.addresses import Address
from pratique.foundation.database.copying import application_rights, dump, rows
from pratique.foundation.database.programs import programs
from pratique.foundation.files.sealed import SealingStream
from pratique.foundation.trouble import Trouble

MANIFEST, DATABASE, FOLDER = "manifest.json", "database.dump", "data"
MASTER_KEY = Path("keys/master.key")
# What a start makes again, or what belongs to one machine alone; everything else of the folder goes into the archive.
LEFT_OUT = (
    "postgres*",
    "upgrade",
    "socket*",
    "lock",
    "database.json",
    "processes.json",
    "worker-alive",
    "static",
    "*.log*",
)


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What the archive says of itself: when it was made, and what the database held."""

    made_at: str
    rows: dict[str, int]
    rights: list[list[str]]


def write_archive(
    target: Path, *, data_dir: Path, owner: Address, application: str, passphrase: str, master_key: Path | None = None
) -> Manifest:
    """Write the archive, whole or not at all. A master key kept outside the data folder goes in, too."""
    if target.exists():
        raise Trouble(f"{target} is there already; give the archive another name.")
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    try:
        with contextlib.ExitStack() as stack:
            sealed = stack.enter_context(open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"))
            stream = SealingStream(sealed, passphrase)
            manifest = fill(stream, data_dir, owner, application, master_key)
            stream.finish()
            sealed.flush()
            os.fsync(sealed.fileno())
        unfinished.rename(target)
    except OSError as error:
        raise Trouble(
            f"The archive {target} could not be written ({error.strerror}); nothing was left there."
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def fill(stream: SealingStream, data_dir: Path, owner: Address, application: str, master_key: Path | None) -> Manifest:
    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        with tempfile.NamedTemporaryFile(dir=data_dir, prefix="postgres-dump-") as file:
            manifest = picture(owner, application, Path(file.name))
            add_bytes(tar, MANIFEST, json.dumps(asdict(manifest)).encode())
            add_file(tar, DATABASE, Path(file.name))
        # After the database: a file is stored before the record that names it, so none can be missing.
        for path in kept_files(data_dir):
            add_file(tar, f"{FOLDER}/{path.relative_to(data_dir)}", path)
        if master_key is not None and not (data_dir / MASTER_KEY).exists():
            add_file(tar, f"{FOLDER}/{MASTER_KEY}", master_key)
    return manifest


def picture(owner: Address, application: str, file: Path) -> Manifest:
    """The dump and the numbers of rows, both of the same moment."""
    with psycopg.connect(owner.conninfo()) as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        found = connection.execute("SELECT pg_export_snapshot()").fetchone()
        counted, rights = rows(connection), application_rights(connection, application)
        dump(owner, file, programs=programs(), snapshot=str(found[0]) if found else "")
    return Manifest(made_at=datetime.now(UTC).isoformat(timespec="seconds"), rows=counted, rights=rights)


def kept_files(data_dir: Path) -> Iterator[Path]:
    for entry in sorted(data_dir.iterdir()):
        if any(entry.match(pattern) for pattern in LEFT_OUT):
            continue
        yield from sorted(path for path in [entry, *entry.rglob("*")] if path.is_file() and not path.is_symlink())


def add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))


def add_file(tar: tarfile.TarFile, name: str, path: Path) -> None:
    """As long as it is now: what is added to it meanwhile belongs to the next backup."""
    with path.open("rb") as stream:
        entry = tarfile.TarInfo(name)
        entry.size = os.fstat(stream.fileno()).st_size
        tar.addfile(entry, stream)
