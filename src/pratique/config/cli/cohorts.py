"""`pratique rules cohort`: tables of people made up, judged, compared; only `snapshot` needs the database."""

import argparse
import csv
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pratique.config import env
from pratique.foundation.trouble import Trouble

if TYPE_CHECKING:
    from pratique.indicators.engine import Engine

SECONDS_BETWEEN_SIGNS = 5


class Unusable(Trouble):
    """A table or an edition that can't be used; the sentence says what to change."""

    exit_code = 2


def register(commands: Any) -> None:
    parser = commands.add_parser("cohort", help="judge tables of people, and compare editions over them")
    cohort = parser.add_subparsers(required=True, metavar="COMMAND")
    synthesize = cohort.add_parser("synthesize", help="make up a table of people; the same seed gives the same people")
    synthesize.add_argument("--people", type=_number, required=True, metavar="N")
    synthesize.add_argument("--seed", type=int, default=1)
    synthesize.add_argument("into", type=Path, metavar="FILE.parquet")
    synthesize.set_defaults(run=run_synthesize)
    judge = cohort.add_parser("judge", help="judge every person of a table by one edition")
    judge.add_argument("--edition", required=True)
    _add_reading(judge)
    judge.add_argument("into", type=Path, metavar="OUT.parquet")
    judge.set_defaults(run=run_judge)
    compare = cohort.add_parser("what-if", help="what another edition, or another reading of one, would change")
    compare.add_argument("--before", required=True, metavar="EDITION")
    compare.add_argument("--after", metavar="EDITION", help="without it, the same edition with its parameters replaced")
    compare.add_argument("--moves", type=Path, metavar="MOVES.csv", help="from which class, outcome or need to which")
    _add_reading(compare)
    compare.add_argument("into", type=Path, metavar="OUT.csv")
    compare.set_defaults(run=run_what_if)
    snapshot = cohort.add_parser("snapshot", help="keep the cohorts of the own assessments anew, without identifiers")
    snapshot.add_argument("--data-dir", type=env.parse_path, metavar="DIR", help="the data folder (PRATIQUE_DATA_DIR)")
    snapshot.set_defaults(run=run_snapshot)


def _add_reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--question", default="", help="another question than the edition's first")
    parser.add_argument(
        "--parameter", type=_parameter, action="append", default=[], metavar="NAME=VALUE", help="another reading"
    )
    parser.add_argument("people", type=Path, metavar="FILE.parquet")


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _parameter(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (name and sign and value):
        raise ValueError(text)
    return name, value


def run_synthesize(arguments: argparse.Namespace) -> int:
    with _engine(arguments.into, always_here=True) as engine:
        from pratique.areas.requirements.cohorts.synthesis import synthesize_cohort

        def tell(done: int) -> None:
            print(f"{done:,} of {arguments.people:,} people", file=sys.stderr, flush=True)

        synthesize_cohort(engine, people=arguments.people, seed=arguments.seed, into=arguments.into, tell=tell)
    print(f"{arguments.people:,} invented people: {arguments.into}")
    return 0


def run_judge(arguments: argparse.Namespace) -> int:
    if arguments.people.resolve() == arguments.into.resolve():
        raise Unusable("The judged table would overwrite the people: give it a name of its own.")
    with _engine(arguments.into) as engine, _signs("judging"):
        from pratique.areas.requirements.cohorts.judging import judge_cohort
        from pratique.areas.requirements.cohorts.readings import edition_with, name_of

        edition = edition_with(arguments.edition, dict(arguments.parameter))
        people = engine.read(arguments.people)
        engine.write(judge_cohort(engine, people, edition, arguments.question), arguments.into)
        number = engine.rows(people.aggregate(people=people.count()))[0]["people"]
    print(f"{number:,} people judged by {name_of(edition)}: {arguments.into}")
    return 0


def run_what_if(arguments: argparse.Namespace) -> int:
    if arguments.after in (None, arguments.before) and not arguments.parameter:
        raise Unusable("Nothing would differ: name another edition by --after, or another reading by --parameter.")
    with _engine(arguments.into) as engine, _signs("comparing"):
        from pratique.areas.requirements.cohorts.readings import edition_with
        from pratique.areas.requirements.cohorts.tables import count_rows, move_rows
        from pratique.areas.requirements.cohorts.what_if import what_if

        before = edition_with(arguments.before)
        after = edition_with(arguments.after or arguments.before, dict(arguments.parameter))
        result = what_if(engine, engine.read(arguments.people), before, after, arguments.question)
    _write(arguments.into, count_rows(result))
    if arguments.moves is not None:
        _write(arguments.moves, move_rows(result))
    print(f"{result.people:,} people, {result.before} and {result.after}: {arguments.into}")
    return 0


def run_snapshot(arguments: argparse.Namespace) -> int:
    """The one of these commands that needs the database: what the worker does once a day, now."""
    from pratique.config.cli.local import database_of, existing_folder_of, start_django

    data_dir = existing_folder_of(arguments)
    with database_of(data_dir):
        start_django(data_dir)
        from pratique.areas.assessments.public import keep_own_cohorts
        from pratique.foundation.actors.actor import Actor

        people = keep_own_cohorts(by=Actor.system(name="pratique rules cohort"))
    print(f"{people:,} assessments kept without identifiers: {data_dir / 'cohorts'}")
    return 0


def _write(path: Path, rows: Iterator[Any]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@contextmanager
def _engine(into: Path, *, always_here: bool = False) -> "Iterator[Engine]":
    """The configured engine; whatever it can't read or judge ends in one sentence."""
    if not into.absolute().parent.is_dir():
        raise Unusable(f"There is no folder {into.parent} to write to.")
    from pratique.areas.requirements.cohorts.facts import BadCohort
    from pratique.indicators.engine import Unreadable, open_engine

    try:
        yield open_engine("" if always_here else env.SPARK_MASTER.read())
    except (BadCohort, Unreadable) as bad:
        raise Unusable(str(bad)) from bad


@contextmanager
def _signs(word: str) -> Iterator[None]:
    """Says every few seconds that work goes on, where that takes longer."""
    begun, done = time.monotonic(), threading.Event()

    def tell() -> None:
        while not done.wait(SECONDS_BETWEEN_SIGNS):
            print(f"{word}, {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)

    thread = threading.Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
