"""What the supervisor knows of its processes, in a small file that `/readyz` reads."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pratique.foundation.database.logins import write_private

FILE = "processes.json"


@dataclass(frozen=True, kw_only=True)
class ProcessState:
    """One process: running, restarting or stopped; how often it had to be started again, and since when it lives."""

    name: str
    state: str
    pid: int
    restarts: int
    since: float


def write_states(data_dir: Path, states: list[ProcessState]) -> None:
    write_private(data_dir / FILE, json.dumps([asdict(state) for state in states]).encode())


def read_states(data_dir: Path) -> list[ProcessState]:
    """The states as last written; none where no supervisor has run."""
    try:
        return [ProcessState(**entry) for entry in json.loads((data_dir / FILE).read_text())]
    except FileNotFoundError:
        return []
