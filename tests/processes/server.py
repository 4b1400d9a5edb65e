"""A PostgreSQL server that somebody else runs: the one that was given, or one from the system's own programs."""

import sys
from contextlib import contextmanager
from dataclasses import replace

import psycopg
import pytest
from tests.processes.running import HERE

from pratique.config import env
from pratique.foundation.database.addresses import Address

sys.path.insert(0, str(HERE.parents[1] / "tools"))

from check import installed_server
from server_database import server_database


@contextmanager
def some_server():
    """Its owner's address; skipped by name where there is none, unless PRATIQUE_REQUIRE names it."""
    given, programs = env.TEST_DATABASE_URL.read(), installed_server()
    if given:
        yield Address.from_url(given)
    elif programs is not None:
        with server_database(programs) as url:
            yield Address.from_url(url)
    elif "server" in env.REQUIRE.read():
        pytest.fail("PRATIQUE_REQUIRE names server, but no PostgreSQL server programs are installed")
    else:
        pytest.skip("no PostgreSQL server: give PRATIQUE_TEST_DATABASE_URL or install postgresql")


@contextmanager
def fresh_database(owner, name):
    """An empty database on that server, gone afterwards with the login that was made for it."""
    with psycopg.connect(owner.conninfo(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield replace(owner, database=name)
        connection.execute(f"DROP DATABASE {name}")
        connection.execute(f"DROP ROLE IF EXISTS {name}_application")
