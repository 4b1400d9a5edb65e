"""The own assessments leave the records as plain facts, and are judged there as their cases are."""

from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest

from pratique.areas.assessments.factories import (
    UK,
    US,
    examine,
    make_case,
    make_rules,
    read_film,
    receive,
    take_history,
    tell_student,
)
from pratique.areas.assessments.public import (
    Case,
    DestinationRequest,
    conclude,
    judged_case,
    keep_own_cohorts,
    open_case,
)
from pratique.areas.people.factories import make_family, make_person
from pratique.areas.people.public import Birth, Person
from pratique.config.cli import build_parser
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor, make_site
from pratique.rules.requirements import load_edition

pytestmark = pytest.mark.django_db

SYSTEM = Actor.system(name="tests")


@pytest.fixture
def physician() -> Actor:
    site = make_site()
    make_rules(site)
    return make_actor("physician", site=site)


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "cohorts"


def make_examined_case(by: Actor, person: Person, *findings: str, programmes: tuple[str, ...] = (US,)) -> Case:
    case = make_case(by, person, programmes=programmes)
    receive(by, case)
    if UK in programmes:
        tell_student(by, case)
    take_history(by, case)
    examine(by, case)
    read_film(by, case, *findings)
    return case


def answer(required: set[str], classes: Any, outcome: str | None) -> tuple[Any, ...]:
    return tuple(sorted(required)), tuple(sorted(classes)) if classes is not None else None, outcome


def judged_alone(case: Case, programme: str) -> tuple[Any, ...]:
    """What the case itself is answered."""
    destinations = judged_case(by=SYSTEM, case=case, ask=False).destinations
    mine = next(one.judgement for one in destinations if one.destination.programme == programme)
    return answer({item.id for item in mine.required}, mine.classification, mine.clearance)


def judged_rows(path: Path, code: str) -> list[tuple[Any, ...]]:
    """What `pratique rules cohort judge` answers for the rows of the table."""
    out = path.with_name("judged.parquet")
    arguments = build_parser("rules").parse_args(["cohort", "judge", "--edition", code, str(path), str(out)])
    assert arguments.run(arguments) == 0
    question = load_edition(code).questions[load_edition(code).default_question]
    found = []
    for row in parquet.read_table(out).to_pylist():
        held = {one.code: row[f"class_{one.code}"] for one in question.classes}
        classes = None if None in held.values() else {code for code, holds in held.items() if holds}
        found.append(answer({one.id for one in question.items if row[f"need_{one.id}"]}, classes, row["outcome"]))
    return found


def test_a_row_is_judged_as_its_case_is(physician: Actor, folder: Path) -> None:
    mother, father, daughter, son = make_family(physician)
    children = open_case(by=physician, people=[daughter, son], destinations=[DestinationRequest(programme=US)])
    suspect = make_examined_case(physician, father, "infiltrate")
    concluded = make_examined_case(
        physician, make_person(physician, given_names="Rose", birth=Birth(year=1961, month=5, day=9))
    )
    conclude(by=physician, destination=concluded.destinations.get())
    both = make_examined_case(physician, mother, programmes=(UK, US))

    number = keep_own_cohorts(by=SYSTEM)

    assert number == 6
    alone = sorted(judged_alone(case, US) for case in (*children, suspect, concluded, both))
    assert sorted(judged_rows(folder / "assessments-US.parquet", "US-TB-2018")) == alone
    assert judged_rows(folder / "assessments-UK.parquet", "UK-TB-2023") == [judged_alone(both, UK)]


def test_the_command_line_keeps_the_cohorts_of_a_data_folder(tmp_path: Path) -> None:
    arguments = build_parser("rules").parse_args(["cohort", "snapshot", "--data-dir", str(tmp_path)])

    assert (arguments.run.__name__, arguments.data_dir) == ("run_snapshot", tmp_path)
