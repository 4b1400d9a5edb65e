"""Real processes in real folders; whatever a test starts is gone when it ends, however it ends."""

import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from pratique.foundation.database import postmaster


def processes_mentioning(text):
    """Every living process whose environment or working folder names this data folder."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        pid = int(folder.name)
        if pid == os.getpid() or postmaster.is_zombie(pid):
            continue
        try:
            named = text.encode() in (folder / "environ").read_bytes() + (folder / "cmdline").read_bytes()
            inside = os.readlink(folder / "cwd").startswith(text)
        except OSError:
            continue
        if named or inside:
            found.add(pid)
    return found


@pytest.fixture
def data_dir(tmp_path):
    """A data folder below a folder that other accounts cannot enter; its processes are ended afterwards."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    folder = closed / "data"
    yield folder
    for pid in processes_mentioning(str(folder)):
        os.kill(pid, signal.SIGKILL)
    for note in tmp_path.rglob("socket-folder"):
        shutil.rmtree(note.read_text(), ignore_errors=True)


@pytest.fixture
def wait_until():
    def wait(question, seconds=20.0):
        deadline = time.monotonic() + seconds
        while not question():
            assert time.monotonic() < deadline, "it did not happen in time"
            time.sleep(0.02)

    return wait


@pytest.fixture
def living_processes(data_dir):
    return lambda: processes_mentioning(str(data_dir))
