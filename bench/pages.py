"""Server time of the pages that everybody opens, with 100,000 persons in the embedded database on two cores.

Requests go through the whole program in this process (middleware, view, database, template), one after the other, as
the demo's physician. Without `--data-dir`, a folder is made, built and multiplied first, which takes a few minutes.
"""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from _measure import Times, line, options
from _measure import timed as clocked

from pratique.config.cli.local import database_of, start_django
from pratique.foundation.supervisor.folder import claim_mode, open_folder

OPTIONS = options()
PAGE_LIMIT_MS, SEARCH_LIMIT_MS = 100.0, 20.0
PAGES, SEARCHES, RECORDED, WARM = OPTIONS.runs(200), OPTIONS.runs(400), OPTIONS.runs(40), 20
SEED = 7


def main() -> None:
    with folder() as data_dir, database_of(data_dir):
        start_django(data_dir)
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["testserver"]
        load = os.getloadavg()[0]
        print(f"{persons():,} persons, {os.cpu_count()} cores, {load:.1f} processes at work before the first request")
        for name, times, limits in measured():
            print(line(name, times, **limits), flush=True)


@contextmanager
def folder() -> Iterator[Path]:
    """The folder of the command line, else a new one with so many persons, removed afterwards."""
    if OPTIONS.data_dir is not None:
        yield OPTIONS.data_dir
        return
    with tempfile.TemporaryDirectory(prefix="pratique-bench-") as name:
        data_dir = Path(name)
        open_folder(data_dir)
        claim_mode(data_dir, "demo")
        with database_of(data_dir):
            for words in (["migrate"], ["demo", "--persons", str(OPTIONS.persons)]):
                command = [sys.executable, "-m", "pratique.config.cli", *words, "--data-dir", str(data_dir)]
                subprocess.run(command, check=True, capture_output=True)
        yield data_dir


def measured() -> Iterator[tuple[str, Times, dict[str, float]]]:
    from django.test import Client

    from pratique.demo.sign_ins import email
    from pratique.foundation.actors.models import User

    client = Client()
    client.force_login(User.objects.get(email=email("physician")))
    people, cases, open_cases, names = samples()
    page = {"late": PAGE_LIMIT_MS}
    yield "person's file", timed([lambda n=n: client.get(f"/people/{n}/") for n in people]), page
    yield "board", timed([lambda: client.get("/today/")] * PAGES), page
    yield "search", timed([lambda t=t: client.post("/search/", {"text": t}) for t in names]), page
    yield "station", timed([lambda: client.get("/cases/at/history/")] * PAGES), page
    yield "concluded case", timed([lambda n=n: client.get(f"/cases/{n}/") for n in cases]), page
    rounds = open_cases * (PAGES // max(1, len(open_cases)) + 1)
    yield "open case", timed([lambda n=n: client.get(f"/cases/{n}/") for n in rounds]), page
    yield "home", timed([lambda: client.get("/")] * PAGES), page
    yield "name search alone", timed(name_searches(names)), {"median": SEARCH_LIMIT_MS}
    yield "a history recorded, one destination", clocked(histories(("US",))), {}
    yield "a history recorded, two destinations", clocked(histories(("UK", "US"))), {}


def physician() -> Any:
    from pratique.demo.sign_ins import email
    from pratique.foundation.actors.models import Assignment
    from pratique.foundation.actors.web import actor_of

    held = Assignment.objects.select_related("user", "site").get(user__email=email("physician"))
    return actor_of(held.user, held)


def name_searches(names: list[str]) -> list[Callable[[], Any]]:
    from pratique.areas.people.public import people_matching

    by = physician()
    return [lambda text=text: people_matching(by=by, text=text, limit=20) for text in names]


def histories(programmes: tuple[str, ...]) -> list[Callable[[], Any]]:
    """New cases of new people, identified at reception; the work measured is the action of the next station."""
    from pratique.areas.assessments.factories import make_case, receive, take_history
    from pratique.areas.people.factories import make_person

    by, chance = physician(), random.Random(SEED + len(programmes))
    cases = []
    for _ in range(RECORDED):
        name = "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(5)).title()
        person = make_person(by, family_name=name, given_names=name[::-1].title())
        cases.append(make_case(by, person, programmes=programmes))
        receive(by, cases[-1])
    return [lambda case=case: take_history(by, case) for case in cases]


def samples() -> tuple[list[str], list[str], list[str], list[str]]:
    """People, cases and names at random: whole names, beginnings, common names, other scripts, other spellings."""
    from pratique.areas.assessments.public import Case
    from pratique.areas.people.public import Person

    chance = random.Random(SEED)
    keys = chance.sample(list(Person.objects.values_list("pk", flat=True)), SEARCHES)
    found = list(Person.objects.filter(pk__in=keys))
    cases = list(Case.objects.filter(person__in=keys, state="concluded").values_list("number", flat=True))[:PAGES]
    names = [typed(person, place) for place, person in enumerate(found)]
    open_cases = list(Case.objects.filter(state="open").values_list("number", flat=True))
    return [person.number for person in found[:PAGES]], cases, open_cases, names


def typed(person: Any, place: int) -> str:
    first, last = person.given_names.split()[0], person.family_name
    native = person.native_name or f"{last} {person.given_names}"
    respelt = f"{first} {last}".replace("h", "").replace("ee", "i").replace("ou", "u")
    return [f"{last} {person.given_names}", f"{last[:4]} {first[:3]}", first, native, respelt, last[:5]][place % 6]


def timed(requests: list[Callable[[], Any]]) -> Times:
    for request in requests[:WARM]:
        refuse_failure(request())
    times = Times()
    for request in requests:
        refuse_failure(times.take(request))
    return times


def refuse_failure(answer: Any) -> None:
    status = getattr(answer, "status_code", 200)
    if status not in {200, 302}:
        raise SystemExit(f"A page answered {status}.")


def persons() -> int:
    from pratique.areas.people.public import Person

    return Person.objects.count()


if __name__ == "__main__":
    main()
