"""Every process is killed in turn while people write: no acknowledged write is lost, none is half done."""

import os
import random
import signal
import threading
import time
from pathlib import Path

from tests.processes.running import Running, command

WRITES = 200
SEED = 20261120
NAMES = [f"write {number:03}" for number in range(WRITES)]
TARGETS = ["web", "worker", "database", "supervisor", "page process"] * 2


class Writer(threading.Thread):
    """Sends each write until it is acknowledged, always under the same submission key."""

    def __init__(self, running):
        super().__init__(daemon=True)
        self.running, self.acknowledged, self.attempts = running, [], 0

    def run(self):
        for name in NAMES:
            while self.send(name) != 200:
                time.sleep(0.05)
            self.acknowledged.append(name)

    def send(self, name):
        self.attempts += 1
        return self.running.post("/write", name=name)[0]


def kill(running, target):
    """Kill one process by its number; a killed supervisor is started again, as a service manager would."""
    if target == "supervisor":
        running.process.kill()
        running.process.wait()
        return
    pid = running.pid_of("web" if target == "page process" else target)
    if target == "page process":
        pid = int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)


def test_no_acknowledged_write_is_lost_and_none_is_half_done(data_dir, living_processes, wait_until):
    chance = random.Random(SEED)  # noqa: S311 - the same moments in every run
    with Running(data_dir, "--no-demo") as running:
        writer = Writer(running.start().wait_until_ready())
        writer.start()
        for turn, target in enumerate(TARGETS, start=1):
            due = turn * WRITES // (len(TARGETS) + 1)
            wait_until(lambda due=due: len(writer.acknowledged) >= due, seconds=60)
            time.sleep(chance.uniform(0, 0.05))
            kill(running, target)
            if target == "supervisor":
                wait_until(lambda: living_processes() == set(), seconds=10)
                running.start()
            running.wait_until_ready()
        writer.join(timeout=60)

        assert writer.acknowledged == NAMES
        assert writer.attempts > WRITES
        assert running.get("/count") == (200, {"names": NAMES, "records": WRITES})
        wait_until(lambda: verified_trail(data_dir) == f"Audit trail: {WRITES} records sealed, 0 waiting")
        assert running.stop() < 4
        assert living_processes() == set()

    assert verified_trail(data_dir) == f"Audit trail: {WRITES} records sealed, 0 waiting"
    assert living_processes() == set()


def verified_trail(data_dir):
    verified = command("audit", "verify", "--data-dir", data_dir)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    return verified.stdout.rpartition(", head")[0]
