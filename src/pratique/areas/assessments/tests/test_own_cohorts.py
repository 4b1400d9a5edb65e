"""The cohort of the own assessments: nothing in it tells whose they are, and no role writes it."""

import json
import stat
from pathlib import Path
from typing import Any

import pyarrow.parquet as parquet
import pytest

from pratique.areas.assessments.actions import (
    close_not_completed,
    keep_own_cohorts,
)
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
from pratique.areas.assessments.models import Case
from pratique.areas.people.factories import make_family, make_person
from pratique.areas.people.public import Person
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor, make_site

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


def test_nothing_in_the_table_tells_whose_it_is(physician: Actor, folder: Path) -> None:
    case = make_examined_case(physician, make_person(physician), programmes=(UK, US))

    keep_own_cohorts(by=SYSTEM)

    person = case.person
    for path in (folder / "assessments-US.parquet", folder / "assessments-UK.parquet"):
        table = parquet.read_table(path)
        row = {name: value for name, value in table.to_pylist()[0].items() if value is not None}
        told = {str(value) for value in row.values()}
        assert told.isdisjoint({person.number, case.number, person.family_name, person.given_names})
        assert (row["age"], row["origin"]) == (judged_age(case), "KEN")
        assert str(person.birth.earliest) not in told
        forbidden = {"birth_earliest", "birth_latest", "age_days", "residence_history", "extrapulmonary_site"}
        assert set(table.column_names).isdisjoint(forbidden)
        assert "age_months" not in row
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def judged_age(case: Case) -> int:
    born, today = case.person.birth.earliest, SYSTEM.today()
    assert born is not None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def test_who_left_before_the_end_is_in_no_cohort(physician: Actor, folder: Path) -> None:
    mother, father, *_children = make_family(physician)
    make_case(physician, mother)
    gone = make_case(physician, father)
    close_not_completed(by=physician, case=gone, reason="consent_withdrawn")

    assert keep_own_cohorts(by=SYSTEM) == 1
    assert parquet.read_metadata(folder / "assessments-US.parquet").num_rows == 1


def test_a_table_that_nobody_is_left_for_goes(physician: Actor, folder: Path) -> None:
    folder.mkdir()
    (folder / "assessments-CA.parquet").write_bytes(b"of yesterday")
    make_case(physician)

    keep_own_cohorts(by=SYSTEM)

    assert [path.name for path in folder.iterdir()] == ["assessments-US.parquet"]


def test_keeping_the_cohorts_is_recorded_with_numbers_only(physician: Actor, folder: Path) -> None:
    make_case(physician)

    keep_own_cohorts(by=SYSTEM)

    record = AuditRecord.objects.select_related("payload").get(action="assessments.cohort.keep")
    assert (record.person, record.subject) == ("", "")
    assert json.loads(record.payload.body or "")["after"] == {"people": {"US": 1}}


def test_no_role_writes_the_cohorts(physician: Actor, folder: Path) -> None:
    make_case(physician)

    with pytest.raises(Refusal) as refused:
        keep_own_cohorts(by=physician)

    assert refused.value.code == "not_permitted"
    assert not folder.exists()
