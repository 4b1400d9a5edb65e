"""The embedded PostgreSQL through everything that can happen to it."""

import os
import signal
import stat
import subprocess
import sys

import psycopg
import pytest

from pratique.foundation.database import server as servers
from pratique.foundation.database.roles import prepare_embedded
from pratique.foundation.trouble import Trouble

KILLED_OWNER = """
import sys, time
from pathlib import Path
from pratique.foundation.database import server
started = server.start(Path(sys.argv[1]), durable=False)
print(started.pid, flush=True)
time.sleep(60)
"""


def start(data_dir, **more):
    return servers.start(data_dir, durable=False, **more)


def test_a_started_server_answers_on_its_socket_alone_and_is_gone_when_stopped(data_dir, living_processes):
    server = start(data_dir)
    with psycopg.connect(server.administrator().conninfo()) as connection:
        shown = connection.execute("SELECT current_setting('listen_addresses'), current_setting('server_encoding')")
        assert shown.fetchone() == ("", "UTF8")

    servers.stop(server)

    assert living_processes() == set()
    assert not (data_dir / "postgres" / "postmaster.pid").exists()


def test_nobody_signs_in_without_a_password(data_dir):
    server = start(data_dir)
    try:
        with pytest.raises(psycopg.OperationalError, match="no password supplied"):
            psycopg.connect(f"host={server.socket} user=pratique_administrator dbname=postgres")
    finally:
        servers.stop(server)


def test_everything_is_shut_to_others_and_no_folder_above_is_touched(data_dir):
    above = stat.S_IMODE(data_dir.parent.stat().st_mode)
    server = start(data_dir)
    try:
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in data_dir.iterdir() if path.name != "socket"}
        assert modes == {"database.json": 0o600, "postgres": 0o700, "postgres.log": 0o600, "socket-folder": 0o600}
        assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700
        assert len(os.fsencode(server.socket / ".s.PGSQL.5432")) < 100
        assert stat.S_IMODE(data_dir.parent.stat().st_mode) == above
    finally:
        servers.stop(server)


def test_a_second_start_adopts_the_living_server(data_dir):
    first = start(data_dir)
    told = []
    try:
        second = start(data_dir, progress=told.append)

        assert (second.pid, second.adopted) == (first.pid, True)
        assert told == ["A PostgreSQL server of this data folder is living already; waiting until it answers."]
    finally:
        servers.stop(first)


def test_data_outlive_a_killed_server(data_dir):
    server = servers.start(data_dir)
    prepare_embedded(server)
    with psycopg.connect(server.owner().conninfo(), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (number int)")
        connection.execute("INSERT INTO kept VALUES (7)")
    os.kill(server.pid, signal.SIGKILL)

    again = start(data_dir)
    try:
        assert not again.adopted
        with psycopg.connect(again.owner().conninfo()) as connection:
            assert connection.execute("SELECT number FROM kept").fetchall() == [(7,)]
    finally:
        servers.stop(again)


def test_a_killed_owner_leaves_a_server_that_the_next_one_stops(data_dir, living_processes, wait_until):
    owner = subprocess.Popen([sys.executable, "-c", KILLED_OWNER, str(data_dir)], stdout=subprocess.PIPE, text=True)
    with owner:
        pid = int(owner.stdout.readline())
        owner.kill()

    again = start(data_dir)
    assert (again.pid, again.adopted) == (pid, True)
    servers.stop(again)
    wait_until(lambda: living_processes() == set(), seconds=5)


def test_a_number_that_belongs_to_another_program_now_does_not_stop_a_start(data_dir):
    server = start(data_dir)
    note = (data_dir / "postgres" / "postmaster.pid").read_text()
    servers.stop(server)
    (data_dir / "postgres" / "postmaster.pid").write_text(note.replace(str(server.pid), str(os.getpid()), 1))

    again = start(data_dir)
    assert not again.adopted
    servers.stop(again)


def test_a_first_start_that_was_cut_off_begins_anew(data_dir):
    (data_dir / "postgres.unfinished").mkdir(parents=True)
    (data_dir / "postgres.unfinished" / "PG_VERSION").write_text("18\n")

    server = start(data_dir)
    servers.stop(server)

    assert not (data_dir / "postgres.unfinished").exists()


def test_another_version_is_refused_in_one_sentence_and_nothing_changes(data_dir):
    cluster = data_dir / "postgres"
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("16\n")

    with pytest.raises(Trouble) as refused:
        start(data_dir)

    assert refused.value.sentence == (
        f"The database in {cluster} was written by PostgreSQL 16 and this version of Pratique brings PostgreSQL 18; "
        "carry it over with `pratique upgrade`."
    )
    assert sorted(path.name for path in data_dir.rglob("*")) == ["PG_VERSION", "postgres"]


def test_a_server_that_cannot_start_says_why_in_one_sentence(data_dir):
    servers.stop(start(data_dir))
    (data_dir / "postgres" / "postgresql.conf").write_text("no_such_setting = 1\n")

    with pytest.raises(Trouble, match=r"^PostgreSQL did not start: .*configuration file .* Its log is "):
        start(data_dir)


def test_what_is_written_into_records_never_reaches_the_log_of_the_server(data_dir):
    server = start(data_dir)
    prepare_embedded(server)
    with psycopg.connect(server.owner().conninfo(), autocommit=True) as connection:
        connection.execute("CREATE TABLE person (name text UNIQUE, born date)")
        connection.execute("INSERT INTO person (name) VALUES ('Amina Haddad')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO person (name) VALUES (%s)", ["Amina Haddad"])
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO person (name) VALUES ('Amina Haddad')")
    servers.stop(server)

    log = (data_dir / "postgres.log").read_text()
    assert log.count("duplicate key value violates unique constraint") == 2
    assert "Amina" not in log
