"""Brings a fresh machine to a running Pratique: standard library only, pinned and hash-checked, each step once.

python3 tools/boot.py install | run | test | lint | rules | server | house | journeys | docs | catalogues | bench
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = ROOT / "requirements"
OLDEST, NEWEST = (3, 11), (3, 13)
CHECKS = ("test", "lint", "rules", "server", "house", "journeys", "docs", "catalogues")
COMMANDS = ("install", "run", "bench", *CHECKS)


class Stop(Exception):
    """An expected no, said in one sentence."""


def check_python() -> None:
    """Between 3.11 and 3.13, with venv; anything else is one sentence."""
    found = f"{sys.version_info[0]}.{sys.version_info[1]}"
    advice = "call `make PYTHON=python3.12 ...`, or another between 3.11 and 3.13."
    if sys.version_info[:2] < OLDEST:
        raise Stop(f"Python {found} is too old for Pratique; {advice}")
    if sys.version_info[:2] > NEWEST:
        raise Stop(f"Python {found} is too new for Pratique; {advice}")
    if sys.platform == "win32":
        raise Stop("Pratique runs on Linux and macOS; on Windows use it inside WSL.")
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        raise Stop("Python's venv is missing; on Debian and Ubuntu: apt install python3-venv.") from None


def digest(*parts: object) -> str:
    """What a step depends on: files by their content, the rest by its text."""
    total = hashlib.sha256()
    for part in parts:
        total.update(part.read_bytes() if isinstance(part, Path) else str(part).encode())
    return total.hexdigest()


def is_done(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text() == wanted


def call(what: str, *command: object) -> None:
    """Run one program; show what it said only when it failed."""
    print(what, flush=True)
    done = subprocess.run([str(word) for word in command], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout[-4000:] + done.stderr[-4000:], file=sys.stderr)
        raise Stop(f"This step failed: {what} What it said stands above; call the same command again to go on.")


def make_installer() -> Path:
    """The pinned uv in a folder of its own: it installs everything else within seconds."""
    folder = TOOLS / "uv"
    program, stamp = folder / "bin" / "uv", folder / "stamp"
    wanted = digest(LOCKS / "installer.lock", platform.python_version())
    if not (is_done(stamp, wanted) and program.exists()):
        shutil.rmtree(folder, ignore_errors=True)
        call("Making a folder for the installer.", sys.executable, "-m", "venv", folder)
        call(
            "Fetching the installer.",
            *(folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--require-hashes"),
            *("--only-binary", ":all:", "-r", LOCKS / "installer.lock"),
        )
        stamp.write_text(wanted)
    return program


def sync(group: str) -> None:
    """The virtual environment, exactly as the lock says; what tests need holds what running needs, too."""
    wanted = {name: digest(LOCKS / (name + ".lock"), platform.python_version(), name) for name in ("run", "dev")}
    stamp = VENV / "stamp"
    if is_done(stamp, wanted["dev"]) or is_done(stamp, wanted[group]):
        return
    uv, reader = make_installer(), {"run": "Pratique", "dev": "the tests"}[group]
    if not PYTHON.exists():
        call("Making the virtual environment.", uv, "venv", "--clear", "--python", sys.executable, VENV)
    call(
        f"Installing what {reader} needs; the first time takes a while.",
        *(uv, "pip", "sync", "--python", PYTHON, "--require-hashes", LOCKS / (group + ".lock")),
    )
    stamp.write_text(wanted[group])


def make_importable() -> None:
    """The checkout itself is the package: a path file and a command, so no build is needed."""
    packages = next((VENV / "lib").glob("python3.*/site-packages"))
    (packages / "pratique-source.pth").write_text(str(ROOT / "src") + "\n")
    command = VENV / "bin" / "pratique"
    command.unlink(missing_ok=True)
    command.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -m pratique.config.cli "$@"\n')
    command.chmod(0o755)


def fetch_assets(for_tests: bool) -> None:
    """Fonts, icons and scripts of the pages; the script keeps its own stamp."""
    lock = digest(ROOT / "assets.lock.json", ROOT / "tools" / "vendor.py")
    stamps = [ROOT / "src/pratique/foundation/ui/static/vendor/.stamp"] + ([ROOT / "tests/vendor/.stamp"] * for_tests)
    stamp = TOOLS / ("assets-dev.stamp" if for_tests else "assets-run.stamp")
    if is_done(stamp, lock) and all(each.exists() for each in stamps):
        return
    words = ["--uv", make_installer()] + (["--tests"] if for_tests else [])
    call("Fetching what the pages are made of.", PYTHON, ROOT / "tools" / "vendor.py", *words)
    stamp.write_text(lock)


def compile_catalogues() -> None:
    """Translations into the form that is read at run time; no gettext program is needed."""
    sources = sorted((ROOT / "src").glob("**/*.po"))
    stale = [
        source
        for source in sources
        if not source.with_suffix(".mo").exists() or source.with_suffix(".mo").stat().st_mtime < source.stat().st_mtime
    ]
    if stale:
        call("Compiling the translations.", PYTHON, ROOT / "tools" / "catalogues.py", "compile")


def install(group: str) -> None:
    TOOLS.mkdir(exist_ok=True)
    sync(group)
    make_importable()
    fetch_assets(for_tests=group == "dev")
    compile_catalogues()


def main(words: list) -> int:
    if not words or words[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    command, rest = words[0], words[1:]
    try:
        check_python()
        install("dev" if command in CHECKS else "run")
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1
    if command == "install":
        print("Pratique is installed; start it with `make run` or .venv/bin/pratique run.")
        return 0
    sys.stdout.flush()
    if command in CHECKS:
        words = [str(ROOT / "tools" / "check.py"), command, *rest]
    else:
        words = ["-m", "pratique.config.cli", command, *rest]
    # Replaced, not called: so that Ctrl-C and SIGTERM reach the program itself.
    os.execv(PYTHON, [str(PYTHON), *words])  # noqa: S606
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
