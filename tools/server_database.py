"""A throwaway server from the system's own PostgreSQL programs, reached over TCP as a real one would be."""

from __future__ import annotations

import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from pratique.foundation.database.account import give, server_account
from pratique.foundation.database.addresses import Address
from pratique.foundation.database.cluster import as_account
from pratique.foundation.database.lifeline import end_with_parent


@contextmanager
def server_database(programs: Path) -> Iterator[str]:
    """Give the owner's address; the server and its folder are gone afterwards."""
    account = server_account()
    folder = Path(tempfile.mkdtemp(prefix="pratique-server-"))
    give(folder, account)
    password = secrets.token_urlsafe(16)
    secret = folder / "password"
    secret.write_text(password)
    give(secret, account)
    as_server = as_account(account)
    subprocess.run(
        [programs / "initdb", "-D", folder / "data", "-U", "owner", "--pwfile", secret, "--no-sync",
         "--auth", "scram-sha-256", "--locale", "C.UTF-8", "--encoding", "UTF8"],
        check=True, capture_output=True, cwd=folder, **as_server,
    )  # fmt: skip
    address = Address(host="127.0.0.1", port=free_port(), user="owner", password=password, database="postgres")
    settings = {"listen_addresses": "127.0.0.1", "port": address.port, "unix_socket_directories": folder,
                "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}  # fmt: skip
    process = subprocess.Popen(
        [programs / "postgres", "-D", folder / "data", *(f"--{name}={value}" for name, value in settings.items())],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=end_with_parent, **as_server,  # noqa: PLW1509
    )  # fmt: skip
    try:
        wait_for(address)
        yield address.url()
    finally:
        process.terminate()
        process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: Address) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(address.conninfo(connect_timeout=2)).close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return
