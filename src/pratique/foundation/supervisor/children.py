"""One process in a session of its own: started, started again with patience when it died, stopped with its group."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from pratique.foundation.database.lifeline import end_with_parent
from pratique.foundation.supervisor.state import ProcessState

FIRST_PAUSE = 0.25
LONGEST_PAUSE = 30.0
STEADY_AFTER = 60.0  # a process that lived this long has earned a quick restart again


@dataclass(kw_only=True)
class Patience:
    """How long to wait before the next start: twice as long each time, until a start holds."""

    pause: float = 0.0
    next_start: float = 0.0

    def after_death(self, *, lived: float, now: float) -> None:
        if lived > STEADY_AFTER:
            self.pause = 0.0
        self.pause = min(max(FIRST_PAUSE, self.pause * 2), LONGEST_PAUSE)
        self.next_start = now + self.pause


@dataclass(kw_only=True)
class Child:
    """A program of ours that the supervisor keeps alive."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0
    started: float = 0.0
    since: float = 0.0
    patience: Patience = field(default_factory=Patience)

    def start(self) -> None:
        self.started, self.since = time.monotonic(), time.time()
        self.process = subprocess.Popen(  # noqa: S603
            self.command,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=end_of_child,  # noqa: PLW1509 - async-signal-safe: one system call
        )

    def is_living(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def look_after(self) -> bool:
        """Start again what has died, when its time has come; true if anything changed."""
        if self.is_living():
            return False
        now = time.monotonic()
        if self.process is not None:
            self.end_group(signal.SIGKILL)
            self.process = None
            self.patience.after_death(lived=now - self.started, now=now)
            return True
        if now < self.patience.next_start:
            return False
        self.restarts += 1
        self.start()
        return True

    def state(self) -> ProcessState:
        living = self.is_living()
        return ProcessState(
            name=self.name,
            state="running" if living else "restarting",
            pid=self.process.pid if self.process is not None and living else 0,
            restarts=self.restarts,
            since=self.since,
        )

    def end_group(self, number: int) -> None:
        """Signal the process and everything it started: a killed server leaves workers that hold the port."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


def end_of_child() -> None:
    end_with_parent(signal.SIGTERM)


def stop_all(children: list[Child], *, within: float) -> None:
    """Ask all at once, wait for all together, then end what is left."""
    for child in children:
        if child.is_living() and child.process is not None:
            child.process.terminate()
    deadline = time.monotonic() + within
    while time.monotonic() < deadline and any(child.is_living() for child in children):
        time.sleep(0.02)
    for child in children:
        child.end_group(signal.SIGKILL)
        if child.process is not None:
            child.process.wait()
            child.process = None
