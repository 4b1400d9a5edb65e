"""Server time of the pages that everybody opens, with 100,000 persons in the embedded database on two cores.

Requests go through the whole program in this process (middleware, view, database, template), one after the other, as
the demo's physician. Without a folder given, one is made, built and multiplied first, which takes a few minutes:
`python bench/pages.py [DATA_DIR]`.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pratique.config.cli.local import database_of, start_django
from pratique.foundation.supervisor.folder import claim_mode, open_folder

PERSONS = 100_000
PAGE_LIMIT_MS, SEARCH_LIMIT_MS = 100.0, 20.0
PAGES, SEARCHES, WARM = 200, 400, 20
SEED = 7


def main() -> None:
    with folder() as data_dir, database_of(data_dir):
        start_django(data_dir)
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["testserver"]
        print(f"{persons():,} persons, {os.cpu_count()} cores")
        for name, times, limit, figure in measured():
            worst = percentile(times)
            kept = (statistics.median(times) if figure == "median" else worst) <= limit
            print(
                f"{name}: median {statistics.median(times):.1f} ms, 95th percentile {worst:.1f} ms"
                f" ({figure} limit {limit:.0f} ms{'' if kept else ', NOT KEPT'})"
            )


@contextmanager
def folder() -> Iterator[Path]:
    """The folder of the command line, else a new one with so many persons, removed afterwards."""
    if len(sys.argv) > 1:
        yield Path(sys.argv[1]).resolve()
        return
    with tempfile.TemporaryDirectory(prefix="pratique-bench-") as name:
        data_dir = Path(name)
        open_folder(data_dir)
        claim_mode(data_dir, "demo")
        with database_of(data_dir):
            for words in (["migrate"], ["demo", "--persons", str(PERSONS)]):
                command = [sys.executable, "-m", "pratique.config.cli", *words, "--data-dir", str(data_dir)]
                subprocess.run(command, check=True, capture_output=True)
        yield data_dir


def measured() -> Iterator[tuple[str, list[float], float, str]]:
    from django.test import Client

    from pratique.demo.sign_ins import email
    from pratique.foundation.actors.models import User

    client = Client()
    client.force_login(User.objects.get(email=email("physician")))
    people, cases, open_cases, names = samples()
    yield "person's file", timed([lambda n=n: client.get(f"/people/{n}/") for n in people]), PAGE_LIMIT_MS, "95th"
    yield "board", timed([lambda: client.get("/today/")] * PAGES), PAGE_LIMIT_MS, "95th"
    yield "search", timed([lambda t=t: client.post("/search/", {"text": t}) for t in names]), PAGE_LIMIT_MS, "95th"
    yield "station", timed([lambda: client.get("/cases/at/history/")] * PAGES), PAGE_LIMIT_MS, "95th"
    yield "concluded case", timed([lambda n=n: client.get(f"/cases/{n}/") for n in cases]), PAGE_LIMIT_MS, "95th"
    rounds = open_cases * (PAGES // max(1, len(open_cases)) + 1)
    yield "open case", timed([lambda n=n: client.get(f"/cases/{n}/") for n in rounds]), PAGE_LIMIT_MS, "95th"
    yield "home", timed([lambda: client.get("/")] * PAGES), PAGE_LIMIT_MS, "95th"
    yield "name search alone", timed(name_searches(names)), SEARCH_LIMIT_MS, "median"


def name_searches(names: list[str]) -> list[Callable[[], Any]]:
    from pratique.areas.people.public import people_matching
    from pratique.demo.sign_ins import email
    from pratique.foundation.actors.models import Assignment
    from pratique.foundation.actors.web import actor_of

    held = Assignment.objects.select_related("user", "site").get(user__email=email("physician"))
    by = actor_of(held.user, held)
    return [lambda text=text: people_matching(by=by, text=text, limit=20) for text in names]


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


def timed(requests: list[Callable[[], Any]]) -> list[float]:
    for request in requests[:WARM]:
        refuse_failure(request())
    times = []
    for request in requests:
        started = time.perf_counter()
        answer = request()
        times.append((time.perf_counter() - started) * 1000)
        refuse_failure(answer)
    return times


def refuse_failure(answer: Any) -> None:
    status = getattr(answer, "status_code", 200)
    if status not in {200, 302}:
        raise SystemExit(f"A page answered {status}.")


def percentile(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def persons() -> int:
    from pratique.areas.people.public import Person

    return Person.objects.count()


if __name__ == "__main__":
    main()
