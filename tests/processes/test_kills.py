"""Every process is killed in turn while people write: no acknowledged write is lost, none is half done."""

import os
import random
import signal
import time
from pathlib import Path

from tests.processes.clerk import Clerk, invented_names, registered
from tests.processes.running import Running, command

WRITES = 200
SEED = 20261120
TARGETS = ["web", "worker", "database", "supervisor", "page process"] * 2


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
    chance, names = random.Random(SEED), invented_names(WRITES)  # noqa: S311 - the same moments in every run
    with Running(data_dir, "--no-demo", DJANGO_SETTINGS_MODULE="") as running:
        clerk = Clerk(running.start().wait_until_ready(), names)
        clerk.start()
        for turn, target in enumerate(TARGETS, start=1):
            due = turn * WRITES // (len(TARGETS) + 1)
            wait_until(lambda due=due: len(clerk.acknowledged) >= due, seconds=120)
            time.sleep(chance.uniform(0, 0.1))
            kill(running, target)
            if target == "supervisor":
                wait_until(lambda: living_processes() == set(), seconds=20)
                running.start()
            running.wait_until_ready()
        clerk.join(timeout=120)

        assert clerk.refusals == []
        assert clerk.acknowledged == names
        assert clerk.attempts > WRITES
        wait_until(lambda: ", 0 waiting" in verified_trail(data_dir))
        assert running.stop() < 4
        assert living_processes() == set()

    assert registered(data_dir) == {"names": names, "searchable": WRITES, "seen": WRITES, "records": WRITES}
    assert ", 0 waiting" in verified_trail(data_dir)
    assert living_processes() == set()


def verified_trail(data_dir):
    verified = command("audit", "verify", "--data-dir", data_dir, DJANGO_SETTINGS_MODULE="")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    return verified.stdout
