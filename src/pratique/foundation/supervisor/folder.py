"""The data folder: where it lies, what kind of mission it holds, and that only one Pratique runs on it."""

from __future__ import annotations

import fcntl
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from pratique.foundation.database.logins import write_private
from pratique.foundation.trouble import Trouble

Mode = Literal["demo", "production"]
MARK = "mode"
LOCK = "lock"
CHECKOUT = Path(__file__).resolve().parents[4]


def data_folder(given: Path | None) -> Path:
    """The folder that was given; else `.data` in a checkout, else the user's data folder."""
    if given is not None:
        return given.absolute()
    if (CHECKOUT / "Makefile").exists() and (CHECKOUT / "pyproject.toml").exists():
        return CHECKOUT / ".data"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Pratique"
    return Path.home() / ".local" / "share" / "pratique"


def open_folder(data_dir: Path) -> None:
    """Make the folder (0700), or say in one sentence why it cannot be used."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Trouble(
            f"The data folder {data_dir} cannot be made ({error.strerror}); choose one by --data-dir."
        ) from error
    try:
        tempfile.TemporaryFile(dir=data_dir).close()
    except OSError as error:
        raise Trouble(f"The data folder {data_dir} cannot be written; choose another by --data-dir.") from error


def read_mode(data_dir: Path) -> Mode | None:
    """What the folder is marked as; nothing before its first start."""
    try:
        text = (data_dir / MARK).read_text().strip()
    except FileNotFoundError:
        return None
    if text == "demo":
        return "demo"
    if text == "production":
        return "production"
    raise Trouble(f"The file {data_dir / MARK} should say demo or production.")


def claim_mode(data_dir: Path, mode: Mode) -> None:
    """Mark a new folder; refuse a folder of the other kind, so that invented and real people never meet."""
    known = read_mode(data_dir)
    if known == mode:
        return
    if known == "demo":
        raise Trouble(f"{data_dir} holds the demo mission; give a production its own folder by --data-dir.")
    if known == "production":
        raise Trouble(f"{data_dir} holds a production; start it with --no-demo, or give the demo its own --data-dir.")
    write_private(data_dir / MARK, f"{mode}\n".encode())


@contextmanager
def only_one(data_dir: Path) -> Iterator[None]:
    """Hold the folder's lock; the system lets it go when the process ends, however it ends."""
    descriptor = os.open(data_dir / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Trouble(f"Pratique is already running on {data_dir}; stop it first.") from error
        yield
    finally:
        os.close(descriptor)
