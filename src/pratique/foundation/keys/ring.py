"""The key ring: secrets kept by AES-256-GCM, each bound to the one place it belongs to; searchable by a blind index.

What was sealed for one record, column or table opens nowhere else, so rows cannot be swapped in the database. New
secrets use the newest key, older keys stay to open older secrets.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FORM: Final = 1
_HEAD: Final = 5
_NONCE: Final = 12


class SealedError(Exception):
    """A secret that does not open: changed, moved from another place, or its key is gone."""


class UnknownKeyError(SealedError):
    """The secret was sealed with a key that this ring does not hold."""


@dataclass(frozen=True)
class Place:
    """Where a secret lives. The record is named by something that never changes."""

    table: str
    column: str
    record: str

    def as_bytes(self) -> bytes:
        return b"".join(len(part).to_bytes(4, "big") + part for part in map(str.encode, self._parts()))

    def _parts(self) -> tuple[str, str, str]:
        return self.table, self.column, self.record


class KeyRing:
    def __init__(self, keys: Mapping[int, bytes], index_key: bytes) -> None:
        self._keys = dict(keys)
        self._newest = max(self._keys)
        self._index_key = index_key

    @property
    def newest(self) -> int:
        return self._newest

    def seal(self, secret: bytes, place: Place) -> bytes:
        head = bytes([_FORM]) + self._newest.to_bytes(4, "big")
        nonce = secrets.token_bytes(_NONCE)
        return head + nonce + AESGCM(self._keys[self._newest]).encrypt(nonce, secret, head + place.as_bytes())

    def open(self, sealed: bytes, place: Place) -> bytes:
        head, nonce, body = sealed[:_HEAD], sealed[_HEAD : _HEAD + _NONCE], sealed[_HEAD + _NONCE :]
        number = int.from_bytes(head[1:], "big")
        if len(nonce) != _NONCE or head[0] != _FORM:
            raise SealedError("not a sealed secret")
        if number not in self._keys:
            raise UnknownKeyError(f"sealed with key {number}, which is not in the ring")
        try:
            return AESGCM(self._keys[number]).decrypt(nonce, body, head + place.as_bytes())
        except InvalidTag as problem:
            raise SealedError("changed, or sealed for another place") from problem

    def blind_index(self, text: str, *, table: str, column: str) -> str:
        """The same for the same text, and nothing to anybody who has not the key: what an equality search compares."""
        message = Place(table, column, text).as_bytes()
        return hmac.new(self._index_key, message, hashlib.sha256).hexdigest()
