"""Starts the processes in order, watches them, and stops them all within four seconds."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from pratique.foundation.database import server as servers
from pratique.foundation.database.lifeline import end_with_parent
from pratique.foundation.database.roles import prepare_embedded
from pratique.foundation.database.server import Server
from pratique.foundation.supervisor.children import Child, Patience, stop_all
from pratique.foundation.supervisor.state import ProcessState, write_states
from pratique.foundation.trouble import Trouble

LOOK_EVERY = 0.1
PROGRAMS_STOP_WITHIN = 1.8
DATABASE_STOPS_WITHIN = 1.2

Say = Callable[[str], None]


class Stopped(BaseException):
    """Somebody asked us to stop: Ctrl-C, SIGTERM, a closed terminal."""


@dataclass(kw_only=True)
class Supervisor:
    """Database first, then steps that run once, then the programs; stopped in the opposite order."""

    data_dir: Path
    embedded: bool
    environment: Mapping[str, str]
    say: Say
    server: Server | None = None
    children: list[Child] = field(default_factory=list)
    patience: Patience = field(default_factory=Patience)
    database_started: float = 0.0
    database_restarts: int = 0

    def start_database(self) -> None:
        if self.embedded:
            self.server = servers.start(self.data_dir, progress=self.say, before_exec=end_with_parent)
            self.database_started = time.monotonic()
            prepare_embedded(self.server)

    def run_step(self, command: list[str], environment: Mapping[str, str] | None = None) -> None:
        """One program that must succeed before the next begins; stopped with us if we are stopped meanwhile."""
        step = Child(name="step", command=command, environment=environment or self.environment)
        step.start()
        try:
            code = step.process.wait() if step.process is not None else 0
        except BaseException:
            stop_all([step], within=PROGRAMS_STOP_WITHIN)
            raise
        if code:
            words = " ".join(command[3:])  # after the interpreter and the module
            raise Trouble(f"`pratique {words}` failed; what it said stands above. Nothing was started.")

    def start_child(self, name: str, command: list[str]) -> None:
        child = Child(name=name, command=command, environment=self.environment)
        self.children.append(child)
        child.start()
        self.write_states()

    def wait_until(self, ready: Callable[[], bool], *, seconds: float) -> None:
        """Keep the children alive until the question is answered with yes."""
        deadline = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > deadline:
                raise Trouble(f"The pages did not answer within {seconds:.0f} s; what their process said stands above.")
            self.look_after()
            time.sleep(LOOK_EVERY)

    def watch(self) -> None:
        """Until somebody stops us."""
        while True:
            self.look_after()
            time.sleep(LOOK_EVERY)

    def look_after(self) -> None:
        changed = self.look_after_database()
        for child in self.children:
            changed = child.look_after() or changed
        if changed:
            self.write_states()

    def look_after_database(self) -> bool:
        if not self.embedded:
            return False
        now = time.monotonic()
        if self.server is not None:
            if self.server.is_living():
                return False
            self.server = None
            self.patience.after_death(lived=now - self.database_started, now=now)
            return True
        if now < self.patience.next_start:
            return False
        self.database_restarts += 1
        try:
            self.server = servers.start(self.data_dir, progress=self.say, before_exec=end_with_parent)
        except Trouble as trouble:
            self.say(trouble.sentence)
            self.patience.after_death(lived=0.0, now=time.monotonic())
        else:
            self.database_started = time.monotonic()
        return True

    def write_states(self) -> None:
        states = [child.state() for child in self.children]
        if self.embedded:
            living = self.server is not None
            database = ProcessState(
                name="database",
                state="running" if living else "restarting",
                pid=self.server.pid if self.server is not None else 0,
                restarts=self.database_restarts,
                since=0.0,
            )
            states.insert(0, database)
        write_states(self.data_dir, states)

    def stop(self) -> None:
        """Programs first, so that none loses the database in the middle of a write; then the database."""
        stop_all(self.children, within=PROGRAMS_STOP_WITHIN)
        if self.embedded:
            server = self.server or servers.find(self.data_dir)
            if server is not None:
                servers.stop(server, within=DATABASE_STOPS_WITHIN)
        with suppress(OSError):
            write_states(self.data_dir, [])


@contextmanager
def stopping_on_signals() -> Iterator[None]:
    """SIGTERM and a closed terminal do what Ctrl-C does; while we stop, a second one changes nothing."""

    def stop(number: int, frame: FrameType | None) -> None:
        for each in watched:
            signal.signal(each, signal.SIG_IGN)
        raise Stopped

    watched = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, stop) for number in watched}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
