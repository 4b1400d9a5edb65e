"""The embedded PostgreSQL: start it, adopt one that is already living in this folder, stop it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from psycopg.pq import PGconn, Ping

from pratique.foundation.database import cluster as clusters
from pratique.foundation.database import postmaster
from pratique.foundation.database.account import Account, server_account
from pratique.foundation.database.addresses import Address
from pratique.foundation.database.logins import ADMINISTRATOR, APPLICATION, DATABASE, OWNER, Passwords, keep_passwords
from pratique.foundation.database.programs import CURRENT, programs_for
from pratique.foundation.trouble import Trouble

Progress = Callable[[str], None]

# Values of people's records never reach the log: no detail lines, no statements, no parameters.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "256MB"}
LOG = "postgres.log"
LARGEST_LOG = 5_000_000
PATIENCE = 600.0  # a recovery after a power cut may take minutes; it shows that it goes on
STILL_HELD = ("shared memory block", "lock file")
OVERLAP = 15.0  # how long the processes of a killed server may take to notice and end


@dataclass(frozen=True, kw_only=True)
class Server:
    """A living server of a data folder."""

    data_dir: Path
    cluster: Path
    socket: Path
    pid: int
    adopted: bool
    passwords: Passwords

    def administrator(self, database: str = "postgres") -> Address:
        return self._address(ADMINISTRATOR, self.passwords.administrator, database)

    def owner(self, database: str = DATABASE) -> Address:
        return self._address(OWNER, self.passwords.owner, database)

    def application(self, database: str = DATABASE) -> Address:
        return self._address(APPLICATION, self.passwords.application, database)

    def is_living(self) -> bool:
        postmaster.reap(self.pid)
        return postmaster.serves(self.pid, self.cluster)

    def _address(self, user: str, password: str, database: str) -> Address:
        return Address(host=str(self.socket), user=user, password=password, database=database)


def start(
    data_dir: Path,
    *,
    progress: Progress = lambda sentence: None,
    durable: bool = True,
    major: int = CURRENT,
    name: str = clusters.NAME,
    before_exec: Callable[[], None] | None = None,
) -> Server:
    """Start the server of a data folder and wait until it answers, or adopt the one that lives there already.

    `before_exec` runs in the child just before PostgreSQL: the supervisor ties the server's life to its own there.
    """
    account = server_account()
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    clusters.refuse_other_version(data_dir / name, major)
    passwords = keep_passwords(data_dir)
    socket = clusters.socket_folder(data_dir, account)
    if clusters.version_of(data_dir / name) is None:
        progress("Making the database.")
    cluster = clusters.make(
        data_dir, passwords=passwords, account=account, socket=socket, major=major, name=name, durable=durable
    )
    living = adopt(data_dir, cluster, passwords, progress)
    if living is not None:
        return living
    command = [str(programs_for(account, major) / "postgres"), "-D", clusters.seen_from_inside(cluster, account)]
    settings = {**SETTINGS, **({} if durable else THROWAWAY), "unix_socket_directories": str(socket)}
    command += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    pid = launch(command, cluster, socket, data_dir / LOG, account=account, before_exec=before_exec, progress=progress)
    return Server(data_dir=data_dir, cluster=cluster, socket=socket, pid=pid, adopted=False, passwords=passwords)


def stop(server: Server, *, within: float = 3.0) -> None:
    """Stop the server, adopted or not, and leave nothing of it outside the data folder."""
    postmaster.stop(server.cluster, server.pid, within=within)
    if server.data_dir not in server.socket.parents:
        shutil.rmtree(server.socket, ignore_errors=True)


def find(data_dir: Path, name: str = clusters.NAME) -> Server | None:
    """The living server of a data folder, for a command that comes beside a running Pratique."""
    known = postmaster.find(data_dir / name)
    if known is None or known.status == "stopping":
        return None
    return Server(
        data_dir=data_dir,
        cluster=data_dir / name,
        socket=known.socket,
        pid=known.pid,
        adopted=True,
        passwords=keep_passwords(data_dir),
    )


def adopt(data_dir: Path, cluster: Path, passwords: Passwords, progress: Progress) -> Server | None:
    """The living server of this folder once it answers; nothing when there is none, or when it was on its way out."""
    known = postmaster.find(cluster)
    if known is None:
        return None
    progress("A PostgreSQL server of this data folder is living already; waiting until it answers.")
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        known = postmaster.find(cluster)
        if known is None:
            return None
        if known.status != "stopping" and ping(known.socket) == Ping.OK:
            return Server(
                data_dir=data_dir, cluster=cluster, socket=known.socket, pid=known.pid, adopted=True,
                passwords=passwords,
            )  # fmt: skip
        time.sleep(0.05)
    raise Trouble(
        f"A PostgreSQL server lives in {cluster} but does not answer; stop process {known.pid} and try again."
    )


def launch(
    command: list[str],
    cluster: Path,
    socket: Path,
    log: Path,
    *,
    account: Account | None,
    before_exec: Callable[[], None] | None,
    progress: Progress,
) -> int:
    """Start the program and wait for it, again while what is left of a killed server still holds the folder."""
    deadline = time.monotonic() + OVERLAP
    while True:
        postmaster.clear_stale(cluster, socket)
        turn_log(log)
        written = log.stat().st_size if log.exists() else 0
        with open(os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as stream:
            process = subprocess.Popen(  # noqa: S603
                command, cwd=cluster, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream, umask=0o077,
                start_new_session=True, preexec_fn=before_exec, **clusters.as_account(account),  # noqa: PLW1509
            )  # fmt: skip
        try:
            if wait_until_ready(process, cluster, progress):
                process.returncode = 0  # from here on it is known by its number, like an adopted one
                return process.pid
        except BaseException:  # told to stop while waiting: leave nothing behind
            postmaster.stop(cluster, process.pid, within=1.2)
            raise
        said = log.read_text(errors="replace")[written:]
        if time.monotonic() > deadline or not any(held in said for held in STILL_HELD):
            raise Trouble(f"PostgreSQL did not start: {fatal_line(said)}. Its log is {log}.")
        time.sleep(0.2)


def fatal_line(said: str) -> str:
    """Why a server gave up, without the time and the process."""
    fatal = [line.rpartition("FATAL:")[2].strip() for line in said.splitlines() if "FATAL:" in line]
    return fatal[0] if fatal else clusters.last_line(said)


def turn_log(log: Path) -> None:
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.rename(log.with_name(f"{log.name}.1"))


def wait_until_ready(process: subprocess.Popen[bytes], cluster: Path, progress: Progress) -> bool:
    """True once it answers, false when it ended; a long recovery reports every few seconds that it goes on."""
    began = told = time.monotonic()
    while process.poll() is None:
        known = postmaster.read(cluster)
        if known is not None and known.pid == process.pid and ping(known.socket) == Ping.OK:
            return True
        now = time.monotonic()
        if now - told > 3:
            told = now
            progress(f"PostgreSQL is not ready yet; after an interrupted stop it recovers first ({now - began:.0f} s).")
        if now - began > PATIENCE:
            raise Trouble(f"PostgreSQL has not answered for {PATIENCE:.0f} s; its log is beside {cluster}.")
        time.sleep(0.02)
    return False


def ping(socket: Path) -> Ping:
    return Ping(PGconn.ping(f"host='{socket}' port=5432 dbname=postgres user=nobody connect_timeout=2".encode()))
