"""The account PostgreSQL runs under: our own, or a dedicated one where we are root."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from pratique.foundation.trouble import Trouble

NAME = "pratique"
ADVICE = (
    f"PostgreSQL does not run as root. Make the account with `useradd --system {NAME}`, or start Pratique as an "
    "ordinary user."
)


@dataclass(frozen=True, kw_only=True)
class Account:
    uid: int
    gid: int


def server_account() -> Account | None:
    """The dedicated account, made if need be, when we are root; nothing for everybody else."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        entry = make_account()
    return Account(uid=entry.pw_uid, gid=entry.pw_gid)


def make_account() -> pwd.struct_passwd:
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin")
    if program is None:
        raise Trouble(ADVICE)
    command = [program, "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent",
               "--shell", "/usr/sbin/nologin", NAME]  # fmt: skip
    # Two first starts at once: the second one's useradd fails, and the account is there all the same.
    subprocess.run(command, check=False, capture_output=True)  # noqa: S603
    try:
        return pwd.getpwnam(NAME)
    except KeyError as error:
        raise Trouble(ADVICE) from error


def reachable(path: Path, account: Account) -> bool:
    """Whether the account may enter the folder and every folder above it."""
    folder = path.resolve()
    return all(may_enter(step.stat(), account) for step in (folder, *folder.parents))


def may_enter(facts: os.stat_result, account: Account) -> bool:
    if facts.st_uid == account.uid:
        return bool(facts.st_mode & stat.S_IXUSR)
    if facts.st_gid == account.gid:
        return bool(facts.st_mode & stat.S_IXGRP)
    return bool(facts.st_mode & stat.S_IXOTH)


def give(path: Path, account: Account | None) -> None:
    """Hand a file or folder of ours to the account; nothing to do where we are that account ourselves."""
    if account is not None:
        os.chown(path, account.uid, account.gid)
