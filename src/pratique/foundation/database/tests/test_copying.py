from dataclasses import replace

import psycopg
import pytest

from pratique.foundation.database.copying import dump, first_error, refuse_difference, restore, rows
from pratique.foundation.database.programs import programs
from pratique.foundation.trouble import Trouble


@pytest.fixture
def databases(throwaway):
    """A database with two rows, and an empty one."""
    with psycopg.connect(throwaway.owner.conninfo(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE copied_from")
        connection.execute("CREATE DATABASE copied_to")
        source, target = (replace(throwaway.owner, database=name) for name in ("copied_from", "copied_to"))
        with psycopg.connect(source.conninfo(), autocommit=True) as filled:
            filled.execute("CREATE TABLE note (text text)")
            filled.execute("INSERT INTO note VALUES ('SET transaction_timeout = 0;'), ('two')")
        yield source, target
        connection.execute("DROP DATABASE copied_from")
        connection.execute("DROP DATABASE copied_to")


def counted(address):
    with psycopg.connect(address.conninfo()) as connection:
        return rows(connection)


def test_every_row_comes_over_even_one_that_reads_like_a_setting(databases, tmp_path):
    source, target = databases
    dump(source, tmp_path / "dump", programs=programs())

    restore(target, tmp_path / "dump", programs=programs())

    with psycopg.connect(target.conninfo()) as connection:
        assert connection.execute("SELECT text FROM note ORDER BY text").fetchall() == [
            ("SET transaction_timeout = 0;",),
            ("two",),
        ]


def test_a_dump_that_breaks_off_leaves_the_target_empty(databases, tmp_path):
    source, target = databases
    dump(source, tmp_path / "dump", programs=programs())
    whole = (tmp_path / "dump").read_bytes()
    (tmp_path / "dump").write_bytes(whole[: len(whole) - 40])

    with pytest.raises(Trouble, match=r"^The database could not be brought back: "):
        restore(target, tmp_path / "dump", programs=programs())

    assert counted(target) == {}


def test_a_target_that_holds_the_same_tables_is_left_as_it_was(databases, tmp_path):
    source, target = databases
    dump(source, tmp_path / "dump", programs=programs())
    with psycopg.connect(target.conninfo(), autocommit=True) as connection:
        connection.execute("CREATE TABLE note (text text)")

    with pytest.raises(Trouble, match='relation "note" already exists'):
        restore(target, tmp_path / "dump", programs=programs())

    assert counted(target) == {"public.note": 0}


def test_an_error_is_told_without_its_details():
    said = "psql: ERROR:  duplicate key value\nDETAIL:  Key (name)=(Amina) already exists.\nCONTEXT:  COPY note, line 2"

    assert first_error(said) == "psql: ERROR:  duplicate key value"


def test_a_copy_with_a_row_less_is_refused_by_the_name_of_the_table():
    with pytest.raises(Trouble, match=r"differs from the database in 1 places \(public\.note\)"):
        refuse_difference({"public.note": 2, "public.other": 1}, {"public.note": 1, "public.other": 1})
