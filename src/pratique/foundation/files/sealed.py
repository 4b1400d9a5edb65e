"""A stream sealed with a passphrase: read back whole and unaltered, or refused in one sentence.

The key comes from the passphrase by scrypt. The content goes in pieces under AES-256-GCM; the nonce of each counts
the pieces and marks the last one, so a missing, moved, repeated or foreign piece is found.
"""

from __future__ import annotations

import hashlib
import io
import secrets
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from pratique.foundation.trouble import Trouble

MAGIC: Final = b"PRATIQUE-SEALED-1\n"
PIECE: Final = 1024 * 1024
TAG: Final = 16
SALT: Final = 16
PREFIX: Final = 7
CHECK: Final = 8
MOST_PIECES: Final = 2**32 - 1  # the number after it proves the passphrase
SHORTEST_PASSPHRASE: Final = 12

ALTERED = "The archive is cut off or was altered; take another copy of it. Nothing was restored."
FOREIGN = "This file is not an archive of Pratique."
WRONG_WORDS = "The passphrase does not fit this archive. Nothing was restored."


def derive_key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**16, r=8, p=1).derive(passphrase.encode())


def nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4) + bytes([last])


class SealingStream(io.RawIOBase):
    """Seals what is written to it; only `finish` makes it whole."""

    def __init__(self, target: BinaryIO, passphrase: str) -> None:
        super().__init__()
        if len(passphrase) < SHORTEST_PASSPHRASE:
            raise Trouble(f"The passphrase needs {SHORTEST_PASSPHRASE} characters at least.")
        salt, self._prefix = secrets.token_bytes(SALT), secrets.token_bytes(PREFIX)
        self._header = header(salt, self._prefix)
        self._cipher = AESGCM(derive_key(passphrase, salt))
        self._target, self._waiting, self._number = target, bytearray(), 0
        target.write(self._header)
        target.write(self._cipher.encrypt(nonce(self._prefix, MOST_PIECES, last=False), b"", self._header))

    def writable(self) -> bool:
        return True

    def write(self, content: bytes, /) -> int:  # type: ignore[override]
        self._waiting += content
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(content)

    def finish(self) -> None:
        """Seal the rest as the last piece; without it the stream counts as cut off."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, piece: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(nonce(self._prefix, self._number, last=last), piece, self._header))
        self._number += 1


class OpeningStream(io.RawIOBase):
    """Gives back what was sealed, each piece only after it was proven; `finish` proves that nothing is missing."""

    def __init__(self, source: BinaryIO, passphrase: str) -> None:
        super().__init__()
        self._source, self._opened, self._number, self._done = source, b"", 0, False
        self._header = source.read(len(MAGIC) + SALT + PREFIX + CHECK)
        salt, self._prefix = read_header(self._header)
        self._cipher = AESGCM(derive_key(passphrase, salt))
        proof = source.read(TAG)
        if len(proof) < TAG:
            raise Trouble(ALTERED)
        try:
            self._cipher.decrypt(nonce(self._prefix, MOST_PIECES, last=False), proof, self._header)
        except InvalidTag as error:
            raise Trouble(WRONG_WORDS) from error
        self._next = source.read(PIECE + TAG)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        while not self._done and (size < 0 or len(self._opened) < size):
            self._opened += self._open_piece()
        if size < 0:
            size = len(self._opened)
        given, self._opened = self._opened[:size], self._opened[size:]
        return given

    def finish(self) -> None:
        while not self._done:
            self._open_piece()

    def _open_piece(self) -> bytes:
        sealed, self._next = self._next, self._source.read(PIECE + TAG)
        self._done = not self._next
        try:
            opened = self._cipher.decrypt(nonce(self._prefix, self._number, last=self._done), sealed, self._header)
        except (InvalidTag, ValueError) as error:
            raise Trouble(ALTERED) from error
        self._number += 1
        return opened


def header(salt: bytes, prefix: bytes) -> bytes:
    """Its checksum tells an altered header from a wrong passphrase."""
    start = MAGIC + salt + prefix
    return start + hashlib.sha256(start).digest()[:CHECK]


def read_header(found: bytes) -> tuple[bytes, bytes]:
    if not found.startswith(MAGIC):
        raise Trouble(FOREIGN)
    salt, prefix = found[len(MAGIC) : len(MAGIC) + SALT], found[len(MAGIC) + SALT : len(MAGIC) + SALT + PREFIX]
    if found != header(salt, prefix):
        raise Trouble(ALTERED)
    return salt, prefix
