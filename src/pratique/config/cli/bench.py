"""`pratique bench [NAME]`: run the benchmarks of a checkout; without a name, write the table of all figures."""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from pratique.foundation.database.programs import programs
from pratique.foundation.supervisor.folder import CHECKOUT
from pratique.foundation.trouble import Trouble

FOLDER = CHECKOUT / "bench"
TABLE = CHECKOUT / "docs" / "operate" / "performance.md"


def register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", help="one benchmark, without writing the table")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    found = {path.stem: path for path in sorted(FOLDER.glob("*.py"))}
    if not found:
        raise Trouble("There are no benchmarks here; they lie in the folder bench of a checkout.")
    if arguments.name is not None and arguments.name not in found:
        raise Trouble(f"There is no benchmark {arguments.name}; there are {', '.join(found)}.")
    if arguments.name is not None:
        measure(found[arguments.name])
        return 0
    figures = {name: measure(path) for name, path in found.items()}
    TABLE.write_text(table(figures))
    print(f"Written to {TABLE}.")
    return 0


def measure(path: Path) -> str:
    """The lines one benchmark prints; it runs in a process of its own, so that none warms another up."""
    print(f"{path.stem}:", flush=True)
    done = subprocess.run([sys.executable, path], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Trouble(f"The benchmark {path.stem} failed: {done.stderr.strip().splitlines()[-1]}")
    print(done.stdout, end="", flush=True)
    return done.stdout.strip()


def table(figures: dict[str, str]) -> str:
    start = "# Performance\n\nMeasured by `pratique bench`, one process after the other.\n\n"
    return start + machine() + "\n".join(f"## {name}\n\n```\n{lines}\n```\n" for name, lines in figures.items())


def machine() -> str:
    postgres = subprocess.run([programs() / "postgres", "--version"], capture_output=True, text=True, check=True)
    facts = {
        "Day": datetime.now(UTC).date().isoformat(),
        "Machine": f"{processor()}, {os.cpu_count()} cores",
        "System": platform.platform(),
        "Python": platform.python_version(),
        "PostgreSQL": postgres.stdout.split()[2],
        "Django": version("django"),
        "Typst": version("typst"),
    }
    rows = "\n".join(f"| {name} | {fact} |" for name, fact in facts.items())
    return f"| | |\n|---|---|\n{rows}\n\n"


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
