"""Finding one person among 100,000, and opening her file: on the embedded database, with the queries of the pages.

Limits: name search 20 ms in the median; search and a person's file 100 ms at the 95th percentile. The peer is what most
programs do: `ILIKE '%...%'` on the names, for each word, in the same database and with the same view of it (it finds
no other spelling and no other script). `pg_trgm`, which others use, is no part of the core and is not needed here.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from _measure import Times, line, options

from pratique.config import env
from pratique.config.cli.local import database_of

if TYPE_CHECKING:
    from pratique.foundation.actors.actor import Actor

OPTIONS = options()
PERSONS = OPTIONS.persons
SITES = 4
RUNS = OPTIONS.runs(300)
MEDIAN_MS, LATE_MS = 20.0, 100.0
SEED = 20261120
PEER = "peer: the same names by plain ILIKE"
# fmt: off
GIVEN = (
    "Mohammed", "Muhammad", "Ahmed", "Ali", "Fatima", "Fatuma", "Maryam", "Mariam", "Hassan", "Hussein",
    "Youssef", "Yusuf", "Ibrahim", "Abdullah", "Khadija", "Aisha", "Omar", "Osman", "Amina", "Zainab", "Mustafa",
    "Khalid", "Layla", "Samira", "Nasser", "Tariq", "John", "Mary", "Joseph", "Peter", "Grace", "Ruth", "Daniel",
    "Samuel", "Esther", "Sarah", "David", "Paul", "Rose", "Agnes", "Ivan", "Olena", "Oksana", "Dmytro", "Natalia",
    "Andriy", "Svitlana", "Maria", "Jose", "Juan", "Carlos", "Ana", "Luisa", "Carmen", "Jesus", "Rosa", "Nguyen",
    "Minh", "Thi", "Lan", "Hoa", "Duc", "Aye", "Htun", "Zaw", "Khin", "Thein", "Myint", "Sita", "Ram", "Krishna",
    "Laxmi", "Bishnu", "Abebe", "Tigist", "Almaz", "Hagos", "Selam", "Yonas", "Marie", "Jean", "Claude",
    "Chantal", "Emmanuel", "Celestin",
)
NATIVE = {
    "Mohammed": "محمد", "Ahmed": "أحمد", "Fatima": "فاطمة", "Youssef": "يوسف", "Hassan": "حسن", "Olena": "Олена",
}
ONSETS = (
    "b", "d", "f", "g", "h", "j", "k", "l", "m", "n", "r", "s", "t", "w", "y", "z", "ch", "kh", "sh", "mb", "nd", "ng",
)
VOWELS = ("a", "e", "i", "o", "u", "aa", "ee", "ou")
SPELLINGS = (("a", "e"), ("ou", "u"), ("ee", "i"), ("k", "q"), ("y", "i"), ("mm", "m"), ("ss", "s"))
# fmt: on


def main() -> None:
    print(f"{PERSONS:,} persons at {SITES} sites, {RUNS} runs each; limits: median 20 ms, 95th percentile 100 ms")
    with tempfile.TemporaryDirectory(prefix="pratique-bench-") as folder:
        data_dir = Path(folder)
        env.DATA_DIR.hand_over(data_dir)
        env.DATABASE_ROLE.hand_over("owner")
        with database_of(data_dir):
            prepare()
            fill()
            found = {name: report(name, run) for name, run in measures()}
    ours, peer = (found[name].median for name in ("name: family and given", PEER))
    print(f"{'ratio of the peer to name search':<46} {peer / ours:.1f}")


def prepare() -> None:
    import django
    from django.core.management import call_command

    env.choose_settings("demo")
    django.setup()
    call_command("migrate", verbosity=0)


def names(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Names as people bear them: a few by very many, most by few; the commonest given name by about one in twelve."""
    families = ["".join(chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(3)).title() for _ in range(4000)]
    families = [*GIVEN[:30], *families]
    given_weights = list(accumulate(1 / (rank + 8) for rank in range(len(GIVEN))))
    family_weights = list(accumulate(1 / (rank + 8) for rank in range(len(families))))
    while True:
        yield (
            chance.choices(families, cum_weights=family_weights)[0],
            " ".join(chance.choices(GIVEN, cum_weights=given_weights, k=chance.choice((1, 2, 2)))),
        )


def fill() -> None:
    """Rows as the actions would write them, brought by COPY."""
    from django.db import connection

    from pratique.foundation.actors.models import Site

    started = time.perf_counter()
    sites = [Site.objects.create(name=f"Site {place}", zone="Africa/Nairobi", country="KEN") for place in range(SITES)]
    chance = random.Random(SEED)
    persons, keys = synthetic(chance)
    with connection.cursor() as cursor:
        copy(
            cursor,
            "people_family (id, number, created_at)",
            ((row["family"], row["family_number"], NOW) for row in persons),
        )
        copy(
            cursor,
            f"people_person ({', '.join(COLUMNS)})",
            (tuple(row[column] for column in ROW_KEYS) for row in persons),
        )
        copy(cursor, "people_searchkey (person_id, key)", keys)
        copy(
            cursor,
            "people_carerelation (person_id, site_id, ground, starts_at)",
            ((row["id"], sites[min(row["id"] % 10, SITES - 1)].pk, "registration", NOW) for row in persons),
        )
        cursor.execute("VACUUM ANALYZE")
    print(f"filled in {time.perf_counter() - started:.0f} s: {len(keys):,} search keys", file=sys.stderr)


NOW = "2026-11-20T08:00:00Z"
COLUMNS = (
    "id", "number", "family_id", "relation", "family_name", "given_names", "family_name_native", "given_names_native",
    "native_script", "name_as_spoken", "sex", "birth_year", "birth_month", "birth_day", "birth_is_estimated",
    "birth_margin_years", "nationality", "residence", "language", "phone", "address", "sort_key", "registered_at",
    "version",
)  # fmt: skip
ROW_KEYS = tuple({"family_id": "family"}.get(column, column) for column in COLUMNS)


def synthetic(chance: random.Random) -> tuple[list[dict[str, object]], list[tuple[int, str]]]:
    """Invented people and the keys under which they are found."""
    from pratique.areas.people.actions.registration import identity_values
    from pratique.areas.people.models import Birth, Identity
    from pratique.areas.people.models.search_keys import keys_for
    from pratique.foundation.numbers import number_from

    persons: list[dict[str, object]] = []
    keys: list[tuple[int, str]] = []
    named = names(chance)
    for pk in range(1, PERSONS + 1):
        family_name, given = next(named)
        identity = Identity(
            family_name=family_name,
            given_names=given,
            given_names_native=NATIVE.get(given.split()[0], ""),
            sex=chance.choice("FM"),
            birth=Birth(year=chance.randint(1940, 2025), month=chance.randint(1, 12), day=chance.randint(1, 28)),
            nationality="UGA",
            language="en",
            phone=f"+2567{chance.randint(10_000_000, 99_999_999)}",
        )
        family = {"family": pk, "family_number": number_from("F", chance.randbytes(5)), "relation": "head"}
        own = {"id": pk, "number": number_from("P", chance.randbytes(5)), "registered_at": NOW, "version": 1}
        persons.append(own | family | identity_values(identity))
        passport = f"{chance.choice('ABCDKP')}{chance.randint(1_000_000, 9_999_999)}"
        keys.extend((pk, key) for key in keys_for(identity, [passport]))
    return persons, keys


def copy(cursor: object, into: str, rows: object) -> None:
    with cursor.copy(f"COPY {into} FROM STDIN") as stream:  # type: ignore[attr-defined]
        for row in rows:  # type: ignore[attr-defined]
            stream.write_row(row)


def measures() -> Iterator[tuple[str, Callable[[random.Random], object]]]:
    """What is measured, for a clerk of the largest site."""
    from django.db.models import Q

    from pratique.areas.people.models import Person
    from pratique.areas.people.public import people_matching
    from pratique.foundation.actors.factories import make_actor
    from pratique.foundation.actors.models import Site

    by = make_actor("reception", site=Site.objects.order_by("pk").last())
    here = Person.objects.filter(care_relations__site=by.site_id)
    rows = list(here.values_list("number", "family_name", "given_names"))
    print(f"seen from the largest site: {len(rows):,} persons", file=sys.stderr)

    def search(text: str) -> object:
        return people_matching(by=by, text=text, limit=20)

    def plain_search(text: str) -> object:
        found = here.all()
        for word in text.split():
            found = found.filter(Q(family_name__icontains=word) | Q(given_names__icontains=word))
        return list(found[:20])

    def name_of(chance: random.Random) -> str:
        return " ".join(chance.choice(rows)[1:])

    yield "name: family and given", lambda chance: search(name_of(chance))
    yield "name: family alone", lambda chance: search(chance.choice(rows)[1])
    yield "name: unfinished words", lambda chance: search(" ".join(word[:4] for word in name_of(chance).split()))
    yield "name: another spelling", lambda chance: search(misspelt(name_of(chance), chance))
    yield "name: in Arabic", lambda chance: search(chance.choice(["محمد", "فاطمة", "يوسف", "حسن احمد"]))
    yield "name: nobody's", lambda chance: search(f"Qwxvz{chance.randint(0, 9)} {chance.choice(rows)[2]}")
    yield "number", lambda chance: search(chance.choice(rows)[0])
    yield "passport, unfinished", lambda chance: search(f"B{chance.randint(1000, 9999)}")
    yield "telephone, last digits", lambda chance: search(f"{chance.randint(100_000, 999_999)}")
    yield PEER, lambda chance: plain_search(name_of(chance))
    yield "likely duplicates", lambda chance: register(by, chance, *chance.choice(rows)[1:])
    yield "a person's file (queries and read record)", lambda chance: open_file(by, chance.choice(rows)[0])


def open_file(by: "Actor", number: str) -> object:
    from pratique.areas.people.public import identity_card, papers_of, person_by_number
    from pratique.foundation.actions import record_read

    person = person_by_number(by=by, number=number)
    shown = identity_card(by=by, person=person), papers_of(by=by, person=person)
    record_read(by=by, what="people.file.read", person=person.number)
    return shown


def register(by: "Actor", chance: random.Random, family_name: str, given_names: str) -> object:
    from pratique.areas.people.public import Birth, Identity, likely_duplicates

    birth = Birth(year=chance.randint(1940, 2025), month=3, day=chance.randint(1, 28))
    identity = Identity(family_name=family_name, given_names=given_names, birth=birth)
    return likely_duplicates(by=by, identity=identity, numbers=[f"B{chance.randint(1_000_000, 9_999_999)}"])


def misspelt(name: str, chance: random.Random) -> str:
    """The same sounds in other letters."""
    before, after = chance.choice(
        [("a", "e"), ("ou", "u"), ("ee", "i"), ("k", "q"), ("y", "i"), ("mm", "m"), ("ss", "s")]
    )
    return name.lower().replace(before, after)


def report(name: str, run: Callable[[random.Random], object]) -> Times:
    chance = random.Random(name)
    for _ in range(10):
        run(chance)
    times = Times()
    for _ in range(RUNS):
        times.take(lambda: run(chance))
    limits = {} if name == PEER else {"late": LATE_MS, **({"median": MEDIAN_MS} if name.startswith("name") else {})}
    print(line(name, times, **limits), flush=True)
    return times


if __name__ == "__main__":
    main()
