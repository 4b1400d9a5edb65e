"""Comparing editions over a cohort: counted as one by one, published without a small cell that could be worked out."""

import hashlib

import ibis
import pyarrow as pa
import pytest

from pratique.areas.requirements.cohorts.facts import BadCohort
from pratique.areas.requirements.cohorts.readings import edition_with, name_of
from pratique.areas.requirements.cohorts.synthesis import invented_people, synthesize_cohort
from pratique.areas.requirements.cohorts.tables import count_rows, move_rows
from pratique.areas.requirements.cohorts.what_if import Count, Group, Move, what_if
from pratique.indicators.engine import duckdb_engine
from pratique.rules.requirements import judge_quickly, load_edition

ENGINE = duckdb_engine()
DIMENSIONS = ("age_group", "origin", "month")


def table(rows):
    """People by (how many, age, origin, incidence); what is left out is unknown for all."""
    people = [
        {"age": age, "origin": origin, "who_incidence": incidence, "month": "2026-11", "tb_contact": False}
        for number, age, origin, incidence in rows
        for _ in range(number)
    ]
    return ibis.memtable(pa.Table.from_pylist(people))


def compared(rows, **parameters):
    return what_if(ENGINE, table(rows), load_edition("US-TB-2018"), edition_with("US-TB-2018", parameters))


def test_another_reading_of_a_parameter_shows_who_needs_a_step_no_more():
    rows = [(40, 8, "KEN", 230.0), (30, 9, "UKR", 90.0), (50, 30, "KEN", 230.0)]

    result = compared(rows, high_burden_from="100")

    igra = result.measure("step", "igra")
    assert (result.before, result.after) == ("US-TB-2018", "US-TB-2018 (high_burden_from = 100)")
    assert igra.in_all("required") == Count(dimension="all", group="all", value="required", before=70, after=40)
    by_origin = [one for one in igra.counts if one.dimension == "origin" and one.value == "required"]
    assert [(one.group, one.before, one.after, one.more) for one in by_origin] == [
        ("KEN", 40, 40, 0),
        ("UKR", 30, 0, -30),
    ]
    assert Move(before="required", after="unknown", people=30) in igra.moves
    by_age = [(one.group, one.people) for one in igra.changed if one.dimension == "age_group"]
    assert by_age == [("5-14", 30), ("25-34", 0)]


def test_a_small_group_is_joined_with_others_until_five_stand_together():
    result = compared([(40, 8, "KEN", 230.0), (3, 9, "UKR", 90.0), (1, 9, "SYR", 15.0), (7, 9, "NPL", 230.0)])

    origins = [one for one in result.groups if one.dimension == "origin"]

    assert origins == [
        Group(dimension="origin", name="KEN", people=40),
        Group(dimension="origin", name="other", people=11),
    ]


def test_a_cohort_of_fewer_than_twenty_is_not_compared():
    with pytest.raises(BadCohort, match="A comparison needs 20 people"):
        compared([(19, 8, "KEN", 230.0)], high_burden_from="100")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("high_burden", "100", "US-TB-2018 has the parameters "),
        ("high_burden_from", "many", "The parameter high_burden_from of US-TB-2018 can't be 'many'."),
        ("igra_indeterminate", "maybe", "The parameter igra_indeterminate of US-TB-2018 is one of "),
        ("contact_class_kept", "1", "The parameter contact_class_kept of US-TB-2018 can't be '1'."),
    ],
)
def test_a_reading_that_the_edition_does_not_know_is_refused(name, value, sentence):
    with pytest.raises(BadCohort) as refusal:
        edition_with("US-TB-2018", {name: value})

    assert str(refusal.value).startswith(sentence)


def test_an_edition_is_called_by_the_readings_that_differ():
    assert name_of(load_edition("US-TB-2018")) == "US-TB-2018"
    assert (
        name_of(edition_with("US-TB-2018", {"contact_class_kept": "false"}))
        == "US-TB-2018 (contact_class_kept = False)"
    )


@pytest.fixture(scope="module")
def people():
    return next(invented_people(ENGINE, people=3_000, seed=5))


@pytest.fixture(scope="module")
def result(people):
    before, after = load_edition("US-TB-2009"), load_edition("US-TB-2018")
    return what_if(ENGINE, ibis.memtable(people), before, after)


def test_counts_are_those_of_the_people_one_by_one(people, result):
    edition = load_edition("US-TB-2018")
    alone = [judge_quickly(edition=edition, facts=row) for row in people.drop_columns("origin").to_pylist()]

    cleared = sum(one.clearance == "cleared" for one in alone)
    films = sum("chest_film" in one.required for one in alone)

    assert result.people == 3_000
    assert result.measure("outcome", "outcome").in_all("cleared").after == cleared
    assert result.measure("step", "chest_film").in_all("required").after == films


def test_no_small_number_is_published(result):
    numbers = [number for one in result.measures for count in one.counts for number in (count.before, count.after)]
    numbers += [group.people for one in result.measures for group in one.changed]
    numbers += [move.people for one in result.measures for move in one.moves]

    assert [number for number in numbers if number is not None and 0 < number < 5] == []
    assert None in numbers


def test_rows_for_a_file_say_what_is_hidden(result):
    counts, moves = list(count_rows(result)), list(move_rows(result))

    assert counts[0] == ("kind", "name", "dimension", "group", "value", "before", "after", "more")
    assert counts[1] == ("step", "history", "all", "all", "required", 3000, 3000, 0)
    assert {row[2] for row in counts[1:]} == {"all", *DIMENSIONS}
    assert "hidden" in {row[5] for row in counts}
    assert moves[:2] == [
        ("kind", "name", "before", "after", "people"),
        ("step", "history", "required", "required", 3000),
    ]


def test_the_same_seed_gives_the_same_people(tmp_path):
    told = []
    for name, seed in (("first", 1), ("again", 1), ("other", 2)):
        synthesize_cohort(ENGINE, people=500, seed=seed, into=tmp_path / name, tell=told.append)

    first, again, other = (
        hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("first", "again", "other")
    )

    assert first == again != other
    assert told == [500, 500, 500]
