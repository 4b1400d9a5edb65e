"""The logins of a data folder: who administers, who owns the tables, who runs the application."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

Role = Literal["application", "owner"]

ADMINISTRATOR = "pratique_administrator"
OWNER = "pratique_owner"
APPLICATION = "pratique_application"
DATABASE = "pratique"
FILE = "database.json"


@dataclass(frozen=True, kw_only=True)
class Passwords:
    administrator: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    owner: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    application: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)


def read_passwords(data_dir: Path) -> Passwords | None:
    try:
        return Passwords(**json.loads((data_dir / FILE).read_text()))
    except FileNotFoundError:
        return None


def keep_passwords(data_dir: Path) -> Passwords:
    """The passwords of this data folder, generated and written (0600) at the first start."""
    known = read_passwords(data_dir)
    if known is not None:
        return known
    made = Passwords()
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_private(data_dir / FILE, json.dumps(asdict(made)).encode())
    return made


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only we may read, whole or not at all."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.rename(path)
