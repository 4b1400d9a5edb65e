"""Multiplies finished families of the demo mission in SQL, with new names, numbers and dates, for tests of load."""

from collections.abc import Callable
from dataclasses import fields

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext_lazy as _

from pratique.demo.copying import COPIES, copy_rows, prepare_numbers
from pratique.demo.extras import Extra, Template, extras
from pratique.foundation.actions import Refusal, action, note
from pratique.foundation.actors.actor import Actor

Progress = Callable[[str], None]
MOST_TEMPLATES = 18
TEMPLATE_FIELDS = tuple(field.name for field in fields(Template))
# Families in which everybody's case is concluded, the oldest first: those that the mission was built with.
TEMPLATES = """
    SELECT p.id, p.family_id, p.family_name, p.sex, p.nationality, make_date(p.birth_year, p.birth_month, p.birth_day),
           (SELECT min(c.opened_at)::date FROM assessments_case c WHERE c.person_id = p.id),
           coalesce((SELECT d.issuer FROM people_document d WHERE d.person_id = p.id ORDER BY d.id LIMIT 1), ''),
           (SELECT d.expires_on FROM people_document d WHERE d.person_id = p.id ORDER BY d.id LIMIT 1),
           p.phone <> ''
    FROM people_person p
    WHERE p.family_id IN (
        SELECT m.family_id FROM people_person m LEFT JOIN assessments_case c ON c.person_id = m.id
        GROUP BY m.family_id HAVING bool_and(c.state = 'concluded') AND bool_and(m.birth_day IS NOT NULL)
        ORDER BY m.family_id LIMIT %s
    )
    ORDER BY p.family_id, p.id
"""


def multiply_persons(persons: int, progress: Progress) -> None:
    """Bring the mission to that many persons. Needs the owner's login, since it writes past the actions."""
    multiply_finished(by=Actor.system(name="demo"), persons=persons, progress=progress)


@action("demo.persons.multiply", needs="demo.persons.multiply")
def multiply_finished(*, by: Actor, persons: int, progress: Progress) -> int:
    """All of it or nothing; one audit record says how many.

    Certificates are not copied: each is signed for one person.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_person")
        present = int(cursor.fetchone()[0])
        families = _templates(cursor)
        if not families:
            raise Refusal(
                "demo.persons.none_finished", _("There is no finished family to multiply. Build the demo first.")
            )
        made = max(0, persons - present)
        if made:
            progress(f"Inventing {made:,} people.")
            people = extras(families, made, on=by.today())
            _lay_out_people(cursor, people)
            _lay_out_families(cursor, people)
            for copied in COPIES:
                progress(f"Copying {copied.what}.")
                copy_rows(cursor, copied)
            progress("Counting rows anew for the query planner.")
            _analyze(cursor)
    note(after={"persons": persons, "multiplied": made})
    return made


def _templates(cursor: CursorWrapper) -> list[list[Template]]:
    cursor.execute(TEMPLATES, [MOST_TEMPLATES])
    families: dict[int, list[Template]] = {}
    for row in cursor.fetchall():
        template = Template(**dict(zip(TEMPLATE_FIELDS, row, strict=True)))
        families.setdefault(template.family, []).append(template)
    return list(families.values())


def _lay_out_people(cursor: CursorWrapper, made: list[Extra]) -> None:
    """One row a new person, and the words under which she is found."""
    keys = _reserve(cursor, "people_person", len(made))
    numbers = prepare_numbers(cursor, "people_person", "P", len(made))
    cursor.execute(
        "CREATE TEMP TABLE new_people_person (old_id bigint, copy int, id bigint, number text, family_name text,"
        " given_names text, family_name_native text, given_names_native text, sort_key text, born date, phone text,"
        " paper_number text, mrz text) ON COMMIT DROP"
    )
    with cursor.copy("COPY new_people_person FROM STDIN") as rows:
        for extra, key, number in zip(made, keys, numbers, strict=True):
            rows.write_row((extra.template.pk, extra.copy, key, number, *extra.columns))
    cursor.execute("CREATE INDEX ON new_people_person (old_id, copy)")
    cursor.execute("ANALYZE new_people_person")
    cursor.execute("CREATE TEMP TABLE new_key (person_id bigint, key text) ON COMMIT DROP")
    with cursor.copy("COPY new_key FROM STDIN") as rows:
        for extra, key in zip(made, keys, strict=True):
            for word in extra.keys:
                rows.write_row((key, word))


def _lay_out_families(cursor: CursorWrapper, made: list[Extra]) -> None:
    """One row a new family."""
    families = list(dict.fromkeys((extra.template.family, extra.copy) for extra in made))
    keys = _reserve(cursor, "people_family", len(families))
    numbers = prepare_numbers(cursor, "people_family", "F", len(families))
    cursor.execute(
        "CREATE TEMP TABLE new_people_family (old_id bigint, copy int, id bigint, number text) ON COMMIT DROP"
    )
    with cursor.copy("COPY new_people_family FROM STDIN") as rows:
        for (family, copy), key, number in zip(families, keys, numbers, strict=True):
            rows.write_row((family, copy, key, number))


def _reserve(cursor: CursorWrapper, table: str, many: int) -> list[int]:
    """So many keys that nobody else will get."""
    cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, many])
    return [row[0] for row in cursor.fetchall()]


def _analyze(cursor: CursorWrapper) -> None:
    for table in dict.fromkeys(["people_searchkey", *(copied.table for copied in COPIES)]):
        cursor.execute(f"ANALYZE {table}")
