"""From the end of downloads to a serving page: a first start with the demo mission, and the starts after it.

Everything that `make run` downloads is here already. A first start makes the database, the tables, the demo mission and
the static files. The limit is 120 s; no peer publishes a figure for the whole.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from _measure import options

LIMIT_S = 120.0
STARTS = 2
PAUSE_S = 0.05


def main() -> None:
    again = 1 if options().small else STARTS
    with tempfile.TemporaryDirectory(prefix="pratique-bench-") as folder:
        first, busy = start(Path(folder))
        kept = "" if first <= LIMIT_S else " NOT KEPT"
        print(f"first start, demo mission built: {first:6.1f} s, processor {busy:.1f} s (limit {LIMIT_S:.0f} s{kept})")
        for _ in range(again):
            later, busy = start(Path(folder))
            print(f"start of a folder that is there: {later:5.1f} s, processor {busy:.1f} s")


def start(folder: Path) -> tuple[float, float]:
    """Seconds until a page answers, and processor seconds of all its processes until they have ended."""
    port, before = free_port(), os.times()
    began = time.perf_counter()
    command = [sys.executable, "-m", "pratique.config.cli", "run", "--data-dir", str(folder), "--port", str(port)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not answers(port):
            if running.poll() is not None:
                raise SystemExit("Pratique ended before it served a page.")
            time.sleep(PAUSE_S)
        took = time.perf_counter() - began
    finally:
        running.send_signal(signal.SIGTERM)
        running.wait(timeout=30)
    after = os.times()
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return took, busy


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=5) as page:
            return page.status == 200
    except (urllib.error.URLError, OSError):
        return False


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


if __name__ == "__main__":
    main()
