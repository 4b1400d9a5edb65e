"""A Pratique started as an operator starts it, spoken to over HTTP."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
COMMAND = [sys.executable, "-m", "pratique.config.cli"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(**more):
    """A clean environment with the small application of these tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PRATIQUE_", "DJANGO_"))}
    return {**kept, "DJANGO_SETTINGS_MODULE": "standin", "PYTHONPATH": str(HERE), **more}


def command(*words, **more):
    """Run one command to its end."""
    return subprocess.run(
        [*COMMAND, *map(str, words)],
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
        stdin=subprocess.DEVNULL,
    )


class Running:
    """`pratique run` on a data folder, with a log beside it."""

    def __init__(self, data_dir, *words, **more):
        self.data_dir, self.port, self.more = data_dir, free_port(), more
        self.words = [*COMMAND, "run", "--data-dir", str(data_dir), "--port", str(self.port), *words]
        self.process = None

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        if self.process is not None and self.process.poll() is None:
            self.stop()

    @property
    def said(self):
        return self.data_dir.with_name("said.txt").read_text()

    def start(self):
        with self.data_dir.with_name("said.txt").open("ab") as log:
            self.process = subprocess.Popen(
                self.words, env=environment(**self.more), stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        return self

    def wait_until_ready(self, seconds=120):
        deadline = time.monotonic() + seconds
        while self.get("/readyz")[0] != 200:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)
        return self

    def stop(self, number=signal.SIGTERM):
        """Stop it and give the seconds that took."""
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(timeout=20)
        return time.monotonic() - began

    def get(self, path):
        return self.ask(urllib.request.Request(f"http://127.0.0.1:{self.port}{path}"))

    def post(self, path, **fields):
        content = urllib.parse.urlencode(fields).encode()
        return self.ask(urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data=content))

    def ask(self, request):
        """The status and the JSON that came, or 0 where nothing whole came."""
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()
        except (OSError, ValueError):
            return 0, None

    def pid_of(self, name):
        return {entry["name"]: entry["pid"] for entry in json.loads((self.data_dir / "processes.json").read_text())}[
            name
        ]
