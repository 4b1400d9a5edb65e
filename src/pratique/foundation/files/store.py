"""A folder of files named by their SHA-256; no name from outside ever becomes part of a path."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

FOLDER = "files"
LIMIT = 12 * 1024 * 1024
PIECE = 256 * 1024
DIGEST = re.compile(r"[0-9a-f]{64}")


class FileTooLarge(Exception):
    """The content is over the limit; nothing was stored."""


class FileMissing(Exception):
    """No file has this digest."""


@dataclass(frozen=True, kw_only=True)
class Store:
    """The store of one data folder."""

    folder: Path

    def store(self, content: bytes, *, limit: int = LIMIT) -> str:
        """Keep the content and give its digest; the same content is kept once."""
        if len(content) > limit:
            raise FileTooLarge(f"{len(content)} bytes, the limit is {limit}")
        digest = hashlib.sha256(content).hexdigest()
        path = self.path(digest)
        if not path.exists():
            unfinished = self._unfinished()
            write_whole(unfinished, [content], limit=limit)
            self._put(unfinished, path)
        return digest

    def store_stream(self, stream: BinaryIO, *, limit: int = LIMIT) -> str:
        """The same for a content too large to hold in memory."""
        unfinished = self._unfinished()
        digest = write_whole(unfinished, iter(lambda: stream.read(PIECE), b""), limit=limit)
        path = self.path(digest)
        if path.exists():
            unfinished.unlink()
        else:
            self._put(unfinished, path)
        return digest

    def open(self, digest: str) -> BufferedReader:
        """A stream of the content, unchecked; for small files `read` is the better choice."""
        try:
            return self.path(digest).open("rb")
        except FileNotFoundError as error:
            raise FileMissing(digest) from error

    def read(self, digest: str) -> bytes:
        """The content, checked against its digest: a damaged file is as good as none."""
        with self.open(digest) as stream:
            content = stream.read()
        if hashlib.sha256(content).hexdigest() != digest:
            raise FileMissing(digest)
        return content

    def path(self, digest: str) -> Path:
        if not DIGEST.fullmatch(digest):
            raise FileMissing(digest)
        return self.folder / digest[:2] / digest[2:4] / digest

    def digests(self) -> Iterator[str]:
        """Every file that is stored."""
        for path in sorted(self.folder.glob("??/??/*")):
            if DIGEST.fullmatch(path.name):
                yield path.name

    def damaged(self) -> list[str]:
        """The digests of files whose content is no longer what it was."""
        return [digest for digest in self.digests() if self._digest_on_disk(digest) != digest]

    def _digest_on_disk(self, digest: str) -> str:
        with self.open(digest) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    def _unfinished(self) -> Path:
        folder = self.folder / "unfinished"
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder / secrets.token_hex(16)

    def _put(self, unfinished: Path, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        unfinished.rename(path)
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_whole(path: Path, pieces: Iterator[bytes] | list[bytes], *, limit: int) -> str:
    """Write all of it (0600, down to the disk) and give the digest, or leave nothing."""
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            for piece in pieces:
                size += len(piece)
                if size > limit:
                    raise FileTooLarge(f"more than {limit} bytes")
                digest.update(piece)
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return digest.hexdigest()


def default_store() -> Store:
    """The store of the running application's data folder."""
    from django.conf import settings

    return Store(folder=Path(settings.DATA_DIR) / FOLDER)


def store(content: bytes, *, limit: int = LIMIT) -> str:
    """Keep the content in the application's store and give its digest."""
    return default_store().store(content, limit=limit)


def store_stream(stream: BinaryIO, *, limit: int = LIMIT) -> str:
    """Keep a stream in the application's store and give its digest."""
    return default_store().store_stream(stream, limit=limit)


def read(digest: str) -> bytes:
    """The content under a digest of the application's store, checked."""
    return default_store().read(digest)
