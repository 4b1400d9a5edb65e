"""The master key: one small file, outside the database, without which nothing sealed there can be read.

The file holds one key a line, the newest first; a second line is there only while a rotation is under way.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pratique.foundation.trouble import Trouble

_LENGTH: Final = 32
_NONCE: Final = 12


class MasterKeyError(Trouble):
    """The file is missing, unreadable, or holds no key; the message says what to do."""


class MasterKey:
    """Wraps the keys of the ring: what is in the database opens only with what is in the file."""

    def __init__(self, keys: tuple[bytes, ...]) -> None:
        self._keys = keys

    def derive(self, purpose: str) -> bytes:
        """A secret that needs no row of its own; it changes when the master key does."""
        return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode()).derive(self._keys[0])

    def wrap(self, secret: bytes, *, name: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + AESGCM(self._keys[0]).encrypt(nonce, secret, name.encode())

    def unwrap(self, wrapped: bytes, *, name: str) -> bytes:
        for key in self._keys:
            try:
                return AESGCM(key).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], name.encode())
            except InvalidTag:
                continue
        raise MasterKeyError("The master key does not belong to this database. Give the file that was made with it.")


def read_master_key(path: Path) -> MasterKey:
    try:
        lines = path.read_text("ascii").split()
    except (OSError, UnicodeDecodeError) as problem:
        raise MasterKeyError(f"The master key file {path} cannot be read. Restore it from the backup.") from problem
    try:
        keys = tuple(base64.urlsafe_b64decode(line) for line in lines)
    except binascii.Error:
        keys = ()
    if not keys or any(len(key) != _LENGTH for key in keys):
        raise MasterKeyError(f"The master key file {path} holds no key. Restore it from the backup.")
    return MasterKey(keys)


def make_master_key(path: Path) -> None:
    """Make the file at first start, readable by its owner alone; an existing file is never touched."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _write(path, [_new_line()])


def master_key_file(data_dir: Path, given: Path | None) -> Path:
    return given or data_dir / "keys" / "master.key"


def django_secret(path: Path) -> str:
    """Django's secret (sessions, tokens). Makes the master key where there is none yet: this is the first start."""
    make_master_key(path)
    return read_master_key(path).derive("django secret").hex()


def begin_rotation(path: Path) -> None:
    """Put a new key before the present one: both open, the new one closes."""
    _write(path, [_new_line(), *path.read_text("ascii").split()])


def end_rotation(path: Path) -> None:
    """Forget every key but the newest, once everything is wrapped with it."""
    _write(path, path.read_text("ascii").split()[:1])


def _new_line() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(_LENGTH)).decode()


def _write(path: Path, lines: list[str]) -> None:
    unfinished = path.with_name(path.name + ".new")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write("\n".join(lines) + "\n")
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
