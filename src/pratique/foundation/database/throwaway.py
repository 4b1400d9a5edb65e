"""A database for one run of the tests: a throwaway cluster that writes nothing through, or a server that was given."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg

from pratique.foundation.database import server as servers
from pratique.foundation.database.addresses import Address
from pratique.foundation.database.lifeline import end_with_parent
from pratique.foundation.database.logins import APPLICATION
from pratique.foundation.database.roles import keep_role, prepare_embedded, refuse_other_server

PASSWORD = "only-for-tests"  # noqa: S105


@dataclass(frozen=True, kw_only=True)
class Throwaway:
    """The owner may create databases; both logins work on every database that the owner makes."""

    owner: Address
    application: Address


@contextmanager
def throwaway_database(url: str = "") -> Iterator[Throwaway]:
    """Give the logins for a run of the tests: on the server at `url`, else on a cluster that is gone afterwards."""
    if url:
        yield on_server(Address.from_url(url))
        return
    folder = Path(tempfile.mkdtemp(prefix="pratique-test-"))
    try:
        server = servers.start(folder, durable=False, before_exec=end_with_parent)
        try:
            prepare_embedded(server, for_tests=True)
            yield Throwaway(owner=server.owner(), application=server.application())
        finally:
            servers.stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def on_server(owner: Address) -> Throwaway:
    application = replace(owner, user=APPLICATION, password=PASSWORD)
    with psycopg.connect(owner.conninfo(connect_timeout=10), autocommit=True) as connection:
        refuse_other_server(connection)
        keep_role(connection, application, "NOCREATEDB")
    return Throwaway(owner=owner, application=application)
