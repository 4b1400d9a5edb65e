"""The worker's sign of life: a file that it touches every few seconds."""

from __future__ import annotations

from pathlib import Path

FILE = "worker-alive"


def beat(data_dir: Path) -> None:
    (data_dir / FILE).touch(mode=0o600)
