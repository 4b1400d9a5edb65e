"""`pratique bench [NAME]`: run the benchmarks of a checkout; without a name, write the table of all figures."""

from __future__ import annotations

import argparse
import ast
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from pratique.config import env
from pratique.foundation.database.programs import programs
from pratique.foundation.supervisor.folder import CHECKOUT
from pratique.foundation.trouble import Trouble

FOLDER = CHECKOUT / "bench"
START = """# Performance

Written by `pratique bench` (half an hour on a quiet machine); `pratique bench NAME` measures one, `--small` only shows
that it works. One process after the other. *median* and *95th* are by the clock, *processor* is the time of the
processor in the measuring process. A limit that was not kept says so. Where no peer can be installed beside this
program, that is said.
"""
TABLE = CHECKOUT / "docs" / "operate" / "performance.md"


def register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", help="one benchmark, without writing the table")
    parser.add_argument("--small", action="store_true", help="few people and runs: shows that it works; no table")
    parser.add_argument(
        "--data-dir", type=env.parse_path, metavar="DIR", help="a demo of 100,000 persons, for the benchmark pages"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    found = {path.stem: path for path in sorted(FOLDER.glob("[!_]*.py"))}
    if not found:
        raise Trouble("There are no benchmarks here; they lie in the folder bench of a checkout.")
    if arguments.name is not None and arguments.name not in found:
        raise Trouble(f"There is no benchmark {arguments.name}; there are {', '.join(found)}.")
    options = ["--small"] if arguments.small else []
    if arguments.data_dir is not None:
        options += ["--data-dir", str(arguments.data_dir)]
    chosen = found if arguments.name is None else {arguments.name: found[arguments.name]}
    figures = {path: measure(path, options) for path in chosen.values()}
    if arguments.name is None and not arguments.small:
        TABLE.write_text(table(figures))
        print(f"Written to {TABLE}.")
    return 0


def measure(path: Path, options: list[str]) -> str:
    """The lines one benchmark prints; it runs in a process of its own, so that none warms another up."""
    print(f"{path.stem}:", flush=True)
    command = [sys.executable, str(path), *options]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["it said nothing"]
        raise Trouble(f"The benchmark {path.stem} failed: {said[-1]}")
    print(done.stdout, end="", flush=True)
    return done.stdout.strip()


def table(figures: dict[Path, str]) -> str:
    """The page of all figures: the machine first, then each benchmark with what it measures and against whom."""
    parts = [f"## {path.stem}\n\n{about(path)}\n\n```\n{lines}\n```\n" for path, lines in figures.items()]
    return f"{START}\n{machine()}" + "\n".join(parts)


def about(path: Path) -> str:
    """What the benchmark says of itself."""
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def machine() -> str:
    postgres = subprocess.run([programs() / "postgres", "--version"], capture_output=True, text=True, check=True)
    facts = {
        "Day": datetime.now(UTC).date().isoformat(),
        "Machine": f"{processor()}, {os.cpu_count()} cores, {memory()}",
        "System": platform.platform(),
        "Python": platform.python_version(),
        "PostgreSQL": postgres.stdout.split()[2],
        "Django": version("django"),
        "Typst": version("typst"),
    }
    rows = "\n".join(f"| {name} | {fact} |" for name, fact in facts.items())
    return f"| | |\n|---|---|\n{rows}\n\n"


def memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB of memory"


def processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
