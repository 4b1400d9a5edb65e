"""The heads of the chain, noted in a file of the data folder: so a tail that was cut off is found.

One line of JSON for each round of sealing, written through to the disk. Who wants to hide the latest records has to
change the database and this file; a copy of the last line kept elsewhere convicts even then.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, kw_only=True)
class Head:
    """Where the chain stood after one round of sealing."""

    sequence: int
    hash: str
    sealed_at: str


def heads_file() -> Path:
    """The file of this data folder."""
    return Path(settings.DATA_DIR) / "audit" / "heads.jsonl"


def note_head(head: Head) -> None:
    """Append one head and return only when it is on the disk."""
    path = heads_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
        os.write(descriptor, (("\n" if torn else "") + json.dumps(asdict(head)) + "\n").encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def noted_heads() -> Iterator[Head]:
    """Every head that was noted; a last line that a power cut left half written does not count."""
    try:
        with heads_file().open(encoding="utf-8") as lines:
            for line in lines:
                if line.endswith("}\n"):
                    yield Head(**json.loads(line))
    except FileNotFoundError:
        return
