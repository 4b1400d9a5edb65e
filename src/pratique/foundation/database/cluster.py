"""The folder that holds the database: made once, and refused when it belongs to another PostgreSQL."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from pratique.foundation.database.account import Account, give
from pratique.foundation.database.logins import ADMINISTRATOR, Passwords, write_private
from pratique.foundation.database.programs import CURRENT, programs_for
from pratique.foundation.trouble import Trouble

NAME = "postgres"
WORKSHOP, VERIFIED = "upgrade", "verified"  # a new version's copy, and the mark that it holds everything
SOCKET_NOTE = "socket-folder"
LONGEST_SOCKET_FOLDER = 80  # a socket's whole path must stay under 100 bytes on every system


def version_of(cluster: Path) -> int | None:
    """The major version that made the folder; nothing when it has not been made."""
    try:
        return int((cluster / "PG_VERSION").read_text().strip())
    except FileNotFoundError:
        return None


def refuse_other_version(cluster: Path, major: int = CURRENT) -> None:
    if (cluster.parent / WORKSHOP / VERIFIED).exists():
        raise Trouble(f"An upgrade of {cluster.parent} was interrupted; call `pratique upgrade` once more.")
    found = version_of(cluster)
    if found is not None and found != major:
        raise Trouble(
            f"The database in {cluster} was written by PostgreSQL {found} and this version of Pratique brings "
            f"PostgreSQL {major}; carry it over with `pratique upgrade`."
        )


def seen_from_inside(folder: Path, account: Account | None) -> str:
    """How a server that we start inside its folder names it: under the dedicated account the folders above may be shut.

    PostgreSQL insists on an absolute path and enters it again; this one needs no permission on any folder above, so
    no mode outside the data folder is touched.
    """
    return "/proc/self/cwd" if account is not None and sys.platform == "linux" else str(folder)


def make(
    data_dir: Path,
    *,
    passwords: Passwords,
    account: Account | None,
    socket: Path,
    major: int = CURRENT,
    name: str = NAME,
    durable: bool = True,
) -> Path:
    """Make the folder in one step: an interrupted start leaves nothing that looks finished."""
    cluster = data_dir / name
    if version_of(cluster) is not None:
        return cluster
    unfinished = data_dir / f"{name}.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    give(unfinished, account)
    secret = socket / "first-password"
    write_private(secret, passwords.administrator.encode())
    give(secret, account)
    try:
        run_initdb(unfinished, secret=secret, account=account, major=major, durable=durable)
    finally:
        secret.unlink(missing_ok=True)
    unfinished.rename(cluster)
    return cluster


def run_initdb(folder: Path, *, secret: Path, account: Account | None, major: int, durable: bool) -> None:
    command = [
        str(programs_for(account, major) / "initdb"),
        "--pgdata", seen_from_inside(folder, account),
        "--username", ADMINISTRATOR,
        "--pwfile", str(secret),
        "--auth", "scram-sha-256",
        "--encoding", "UTF8",
        "--locale", "C.UTF-8",
        "--data-checksums",
        "--no-instructions",
        *([] if durable else ["--no-sync"]),
    ]  # fmt: skip
    done = subprocess.run(  # noqa: S603
        command, cwd=folder, check=False, capture_output=True, text=True, umask=0o077, **as_account(account)
    )
    if done.returncode:
        raise Trouble(f"The database could not be made in {folder}: {last_line(done.stderr)}")


def as_account(account: Account | None) -> dict[str, Any]:
    """What makes subprocess run a program under the dedicated account."""
    if account is None:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing."


def socket_folder(data_dir: Path, account: Account | None) -> Path:
    """The 0700 folder of the socket: in the data folder if its path is short, else a temporary one."""
    known = noted_socket_folder(data_dir)
    if known is not None and is_private(known, account):
        return known
    inside = data_dir / "socket"
    if account is None and len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
        inside.mkdir(mode=0o700, exist_ok=True)
        inside.chmod(0o700)
        chosen = inside
    else:
        base = "/tmp" if len(tempfile.gettempdir()) > LONGEST_SOCKET_FOLDER // 2 else None  # noqa: S108
        chosen = Path(tempfile.mkdtemp(prefix="pratique-", dir=base))
        give(chosen, account)
    write_private(data_dir / SOCKET_NOTE, os.fsencode(chosen))
    return chosen


def noted_socket_folder(data_dir: Path) -> Path | None:
    try:
        return Path(os.fsdecode((data_dir / SOCKET_NOTE).read_bytes()))
    except FileNotFoundError:
        return None


def is_private(folder: Path, account: Account | None) -> bool:
    """Still there, still ours and shut to others: a temporary folder may be cleaned, and made again by anybody."""
    try:
        facts = folder.lstat()
    except OSError:
        return False
    owner = os.geteuid() if account is None else account.uid
    return facts.st_mode == 0o40700 and facts.st_uid == owner
