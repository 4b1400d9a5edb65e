"""Copies the rows of finished cases to new people: every table in one statement, references turned to the copies."""

# ruff: noqa: S608 - every name in these statements is a constant of this file

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.backends.utils import CursorWrapper

from pratique.foundation.numbers import new_number


@dataclass(frozen=True, kw_only=True)
class Copied:
    """One table. Its rows follow the copies of the `parent` that their column `by` names.

    `values`: columns that differ, as SQL over t (the old row), n (its copy), p (the copy of the parent) and `joins`.
    `prefix`: its rows have a number of their own. `is_laid_out`: the copies were chosen before.
    """

    what: str
    table: str
    parent: str = ""
    by: str = ""
    prefix: str = ""
    joins: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    has_id: bool = True
    is_laid_out: bool = False


def _link(column: str, table: str, alias: str) -> tuple[str, str]:
    """A join to the copy of the row that another column of the old row names."""
    return f" LEFT JOIN new_{table} {alias} ON {alias}.old_id = t.{column} AND {alias}.copy = n.copy", f"{alias}.id"


_GUARDIAN_JOIN, _GUARDIAN = _link("guardian_id", "people_person", "g")
_CORRECTED_JOIN, _CORRECTED = _link("corrected_from_id", "encounters_entry", "s")
_ENTRY_JOIN, _ENTRY = _link("entry_id", "encounters_entry", "e")
_CONTACT_JOIN, _CONTACT = _link("encounter_id", "encounters_encounter", "c")
_FAMILY_JOIN, _FAMILY = _link("family_id", "people_family", "f")

COPIES = (
    Copied(what="families", table="people_family", values={"number": "n.number"}, is_laid_out=True),
    Copied(
        what="persons",
        table="people_person",
        joins=_FAMILY_JOIN,
        values={
            "number": "n.number",
            "family_id": _FAMILY,
            "family_name": "n.family_name",
            "given_names": "n.given_names",
            "family_name_native": "n.family_name_native",
            "given_names_native": "n.given_names_native",
            "sort_key": "n.sort_key",
            "birth_year": "extract(year FROM n.born)::int",
            "birth_month": "extract(month FROM n.born)::int",
            "birth_day": "extract(day FROM n.born)::int",
            "phone": "CASE WHEN t.phone = '' THEN '' ELSE n.phone END",
        },
        is_laid_out=True,
    ),
    Copied(
        what="documents",
        table="people_document",
        parent="people_person",
        by="person_id",
        values={"person_id": "p.id", "number": "p.paper_number", "mrz": "p.mrz"},
    ),
    Copied(
        what="photographs", table="people_photo", parent="people_person", by="person_id", values={"person_id": "p.id"}
    ),
    Copied(
        what="consents",
        table="people_consent",
        parent="people_person",
        by="person_id",
        joins=_GUARDIAN_JOIN,
        values={"person_id": "p.id", "guardian_id": _GUARDIAN},
    ),
    Copied(
        what="safe contacts",
        table="people_safecontact",
        parent="people_person",
        by="person_id",
        values={"person_id": "p.id", "number": "CASE WHEN t.number = '' THEN '' ELSE p.phone END"},
        has_id=False,
    ),
    Copied(
        what="interpreter needs",
        table="people_interpreterneed",
        parent="people_person",
        by="person_id",
        values={"person_id": "p.id"},
        has_id=False,
    ),
    Copied(
        what="contacts",
        table="encounters_encounter",
        parent="people_person",
        by="person_id",
        prefix="E",
        values={"person_id": "p.id"},
    ),
    Copied(
        what="submitted forms",
        table="encounters_entry",
        parent="people_person",
        by="person_id",
        prefix="N",
        joins=_CONTACT_JOIN + _CORRECTED_JOIN,
        values={"person_id": "p.id", "encounter_id": _CONTACT, "corrected_from_id": _CORRECTED},
    ),
    Copied(
        what="findings",
        table="encounters_finding",
        parent="people_person",
        by="person_id",
        joins=_CONTACT_JOIN + _ENTRY_JOIN,
        values={"person_id": "p.id", "encounter_id": _CONTACT, "entry_id": _ENTRY},
    ),
    Copied(
        what="cases",
        table="assessments_case",
        parent="people_person",
        by="person_id",
        prefix="C",
        values={"person_id": "p.id"},
    ),
    Copied(
        what="destinations",
        table="assessments_destination",
        parent="assessments_case",
        by="case_id",
        values={"case_id": "p.id"},
    ),
    Copied(what="steps", table="assessments_step", parent="assessments_case", by="case_id", values={"case_id": "p.id"}),
    Copied(
        what="changes of steps",
        table="assessments_stepchange",
        parent="assessments_step",
        by="step_id",
        values={"step_id": "p.id"},
    ),
    Copied(
        what="conclusions",
        table="assessments_conclusion",
        parent="assessments_destination",
        by="destination_id",
        joins=(
            " JOIN assessments_destination d ON d.id = t.destination_id"
            " JOIN assessments_case k ON k.id = d.case_id"
            " JOIN new_people_person w ON w.old_id = k.person_id AND w.copy = n.copy"
        ),
        values={
            "destination_id": "p.id",
            "facts": "t.facts || jsonb_build_object('birth_earliest', w.born, 'birth_latest', w.born)",
        },
    ),
    Copied(
        what="care relations",
        table="people_carerelation",
        parent="people_person",
        by="person_id",
        joins=(
            " LEFT JOIN assessments_case k ON k.number = t.ground"
            " LEFT JOIN new_assessments_case c ON c.old_id = k.id AND c.copy = n.copy"
        ),
        values={"person_id": "p.id", "ground": "coalesce(c.number, t.ground)"},
    ),
)


def copy_rows(cursor: CursorWrapper, copied: Copied) -> None:
    """Choose the copies' keys and numbers, then insert them all."""
    if copied.has_id and not copied.is_laid_out:
        _choose_copies(cursor, copied)
    columns = _columns(cursor, copied.table)
    number = {"number": "n.number"} if copied.prefix else {}
    values = {"id": "n.id", **number, **copied.values} if copied.has_id else dict(copied.values)
    chosen = ", ".join(values.get(column, f't."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    cursor.execute(f"INSERT INTO {copied.table} ({names}) SELECT {chosen} {_source(copied)}")
    if copied.table == "people_person":
        cursor.execute("INSERT INTO people_searchkey (person_id, key) SELECT person_id, key FROM new_key")


def prepare_numbers(cursor: CursorWrapper, table: str, prefix: str, many: int) -> list[str]:
    """So many new numbers with their check characters, none of them taken."""
    cursor.execute(f"SELECT number FROM {table}")
    taken = {row[0] for row in cursor.fetchall()}
    fresh: set[str] = set()
    while len(fresh) < many:
        number = new_number(prefix)
        if number not in taken:
            fresh.add(number)
    return list(fresh)


def _source(copied: Copied) -> str:
    if copied.is_laid_out:
        return f"FROM {copied.table} t JOIN new_{copied.table} n ON n.old_id = t.id {copied.joins}"
    parent = f"new_{copied.parent}"
    if not copied.has_id:
        return f"FROM {copied.table} t JOIN {parent} p ON p.old_id = t.{copied.by}"
    return (
        f"FROM {copied.table} t JOIN new_{copied.table} n ON n.old_id = t.id"
        f" JOIN {parent} p ON p.old_id = t.{copied.by} AND p.copy = n.copy {copied.joins}"
    )


def _choose_copies(cursor: CursorWrapper, copied: Copied) -> None:
    table = copied.table
    cursor.execute(
        f"CREATE TEMP TABLE new_{table} ON COMMIT DROP AS"
        f" SELECT t.id AS old_id, p.copy, nextval(pg_get_serial_sequence('{table}', 'id')) AS id,"
        f" row_number() OVER () AS place, ''::text AS number"
        f" FROM {table} t JOIN new_{copied.parent} p ON p.old_id = t.{copied.by}"
    )
    if copied.prefix:
        _give_numbers(cursor, copied)
    cursor.execute(f"CREATE INDEX ON new_{table} (old_id, copy)")
    cursor.execute(f"ANALYZE new_{table}")


def _give_numbers(cursor: CursorWrapper, copied: Copied) -> None:
    table = copied.table
    cursor.execute(f"SELECT count(*) FROM new_{table}")
    numbers = prepare_numbers(cursor, table, copied.prefix, int(cursor.fetchone()[0]))
    cursor.execute(f"CREATE TEMP TABLE numbers_{table} (place bigint, number text) ON COMMIT DROP")
    with cursor.copy(f"COPY numbers_{table} (place, number) FROM STDIN") as rows:
        for place, number in enumerate(numbers, start=1):
            rows.write_row((place, number))
    cursor.execute(f"UPDATE new_{table} n SET number = f.number FROM numbers_{table} f WHERE f.place = n.place")


def _columns(cursor: CursorWrapper, table: str) -> list[str]:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name = %s ORDER BY ordinal_position",
        [table],
    )
    return [row[0] for row in cursor.fetchall()]
