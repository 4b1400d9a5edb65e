"""What a folder's postmaster.pid says, and whether the server it names is really living."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

FILE = "postmaster.pid"
SOCKET_LOCK = ".s.PGSQL.5432.lock"


@dataclass(frozen=True, kw_only=True)
class Postmaster:
    pid: int
    socket: Path
    status: str  # starting, ready, standby or stopping


def read(cluster: Path) -> Postmaster | None:
    """The file as the server wrote it; nothing while it is missing or half written."""
    try:
        lines = (cluster / FILE).read_text().splitlines()
        return Postmaster(pid=abs(int(lines[0])), socket=Path(lines[4]), status=lines[7].strip())
    except (OSError, ValueError, IndexError):
        return None


def find(cluster: Path) -> Postmaster | None:
    """The living server of this folder, if there is one."""
    known = read(cluster)
    return known if known is not None and serves(known.pid, cluster) else None


def serves(pid: int, cluster: Path) -> bool:
    """Whether the process lives and is the server of this folder: a number may long belong to another program."""
    if not lives(pid):
        return False
    if sys.platform == "linux":
        try:
            return os.path.samefile(f"/proc/{pid}/cwd", cluster)
        except OSError:
            return False
    shown = subprocess.run(["ps", "-p", str(pid), "-o", "command="], check=False, capture_output=True)  # noqa: S603, S607
    return b"postgres" in shown.stdout


def lives(pid: int) -> bool:
    return has_process(pid) and not is_zombie(pid)


def has_process(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def is_zombie(pid: int) -> bool:
    """Ended, but its parent has not asked for the exit code yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return False


def clear_stale(cluster: Path, socket: Path) -> None:
    """Remove the notes of a server that is no more, where their number is a zombie's or another program's.

    PostgreSQL judges its folder itself when the number belongs to nobody; the socket's folder is ours alone.
    """
    known = read(cluster)
    if known is not None:
        reap(known.pid)
        if serves(known.pid, cluster):
            return
        if has_process(known.pid):
            (cluster / FILE).unlink(missing_ok=True)
    (socket / SOCKET_LOCK).unlink(missing_ok=True)


def stop(cluster: Path, pid: int, *, within: float) -> None:
    """Stop fast (what `pg_ctl stop -m fast` sends); at once when that takes too long, which recovers at next start."""
    for number, patience in ((signal.SIGINT, within), (signal.SIGQUIT, 0.6), (signal.SIGKILL, 2.0)):
        if not serves(pid, cluster):
            return
        os.kill(pid, number)
        if wait_for_end(pid, cluster, patience):
            return


def wait_for_end(pid: int, cluster: Path, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        reap(pid)
        if not serves(pid, cluster):
            return True
        time.sleep(0.02)
    return False


def reap(pid: int) -> None:
    """Take the exit code of an ended child; the server may also be nobody's child, or another process's."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return
