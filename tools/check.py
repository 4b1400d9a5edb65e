"""What `make test` does, step by step and in order; each step has a make target of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
RULES_VENV = ROOT / ".tools" / "rules"
REQUIRED = set(os.environ.get("PRATIQUE_REQUIRE", "").replace(",", " ").split())
# Where records are written and the database's own rules are tested: enough to tell one PostgreSQL from another.
SERVER_TESTS = tuple(f"src/pratique/{place}" for place in ("foundation/actions", "areas/people", "areas/assessments"))
SERVER_FOLDERS = "/usr/lib/postgresql/*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/opt/postgresql@*/bin"


class Failed(Exception):
    """A step did not pass; what it said stands above."""


def call(*command: object, **more: str) -> None:
    print("$ " + " ".join(str(word).replace(f"{ROOT}/", "") for word in command), flush=True)
    done = subprocess.run([str(word) for word in command], cwd=ROOT, env={**os.environ, **more}, check=False)
    if done.returncode:
        raise Failed(" ".join(str(word) for word in command))


def pytest(*words: str, **more: str) -> None:
    call(BIN / "python", "-m", "pytest", "-q", *words, **more)


def lint() -> None:
    """Style, types, import contracts, migrations, translations, editions."""
    call(BIN / "ruff", "check", ".")
    call(BIN / "ruff", "format", "--check", ".")
    call(BIN / "lint-imports")
    call(BIN / "mypy")
    settings = "pratique.config.settings.test"
    call(
        BIN / "django-admin",
        "makemigrations",
        "--check",
        "--dry-run",
        DJANGO_SETTINGS_MODULE=settings,
        PRATIQUE_DATABASE_ROLE="owner",
    )
    call(BIN / "python", "tools/catalogues.py", "check")
    call(BIN / "python", "-m", "pratique.config.cli", "rules", "lint")


def rules() -> None:
    """The rules stand on their own: no Django, no database, nothing but pytest and hypothesis."""
    uv = ROOT / ".tools" / "uv" / "bin" / "uv"
    lock = ROOT / "requirements" / "rules.lock"
    stamp = RULES_VENV / "stamp"
    if not stamp.exists() or stamp.read_text() != lock.read_text():
        call(uv, "venv", "--quiet", "--clear", "--python", BIN / "python", RULES_VENV)
        call(uv, "pip", "sync", "--quiet", "--python", RULES_VENV / "bin" / "python", "--require-hashes", lock)
        stamp.write_text(lock.read_text())
    folder = "src/pratique/rules"
    call(
        *(RULES_VENV / "bin" / "python", "-m", "pytest", "-q", "-c", "/dev/null", "--rootdir", ROOT),
        *("--confcutdir", folder, "--import-mode=importlib", "-W", "error", "-p", "no:cacheprovider", folder),
        PYTHONPATH=str(ROOT / "src"),
    )


def server() -> None:
    """The tests that touch the database, on a PostgreSQL server instead of the wheel's."""
    given = os.environ.get("PRATIQUE_TEST_DATABASE_URL")
    if given:
        pytest("-m", "not journey", *SERVER_TESTS, PRATIQUE_TEST_DATABASE_URL=given)
        return
    programs = installed_server()
    if programs is None:
        if "server" in REQUIRED:
            raise Failed("PRATIQUE_REQUIRE names server, but no PostgreSQL server programs are installed")
        print(
            "skipped: the run against a server database (no PostgreSQL server programs, no PRATIQUE_TEST_DATABASE_URL)"
        )
        return
    from server_database import server_database

    with server_database(programs) as url:
        pytest("-m", "not journey", *SERVER_TESTS, PRATIQUE_TEST_DATABASE_URL=url)


def installed_server() -> Path | None:
    """The programs of the newest PostgreSQL that the system brings."""
    found = [path for pattern in SERVER_FOLDERS for path in Path("/").glob(pattern.lstrip("/"))]
    usable = [path for path in found if (path / "initdb").exists() and (path / "postgres").exists()]
    return max(usable, default=None)


def house() -> None:
    """The repository itself: storeys, rooms, limits, documents."""
    pytest("tests/house")


def journeys() -> None:
    """The browser stories."""
    pytest("-m", "journey", "tests/journeys")


def docs() -> None:
    """Tables that come from the code, written; then everything that documents promise, checked."""
    for program in sorted((ROOT / "tools").glob("write_*.py")):
        call(BIN / "python", program)
    pytest("tests/house", "-k", "doc or guide")


def catalogues() -> None:
    """New sentences of the pages, found for translators; what is translated, compiled."""
    call(BIN / "python", "tools/catalogues.py", "extract")
    call(BIN / "python", "tools/catalogues.py", "compile")


def everything() -> None:
    """One shuffled run over everything else; its summary is the last line."""
    pytest("--ignore=tests/house", "--ignore=src/pratique/rules", "src", "tests")


STEPS = {step.__name__: step for step in (lint, rules, server, house, journeys, docs, catalogues)}
TEST = (lint, rules, server, house, everything)


def main(words: list[str]) -> int:
    chosen = TEST if words[0] == "test" else (STEPS[words[0]],)
    for step in chosen:
        began = time.monotonic()
        print(f"\n== {step.__name__}: {step.__doc__}", flush=True)
        try:
            step()
        except Failed as failed:
            print(f"\n{step.__name__} failed: {failed}", file=sys.stderr)
            return 1
        if step is not TEST[-1]:
            print(f"   {time.monotonic() - began:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
