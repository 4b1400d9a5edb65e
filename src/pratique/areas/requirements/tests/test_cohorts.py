"""A cohort is judged exactly as its people are one by one, and holds nothing that tells who they are."""

import pytest

from pratique.areas.requirements.cohorts.judging import judge_cohort
from pratique.areas.requirements.tests.random_people import as_table, random_people
from pratique.indicators.engine import duckdb_engine
from pratique.rules.requirements import QuickJudgement, editions, judge_quickly, load_edition

ENGINE = duckdb_engine()
QUESTIONS = [(edition.code, question) for edition in editions() for question in edition.questions]


def quick(row, question):
    """One row of a judged cohort, in the shape in which one person's quick judgement comes."""
    items = [item.id for item in question.items]
    held = {one.code: row[f"class_{one.code}"] for one in question.classes}
    return QuickJudgement(
        tuple(one for one in items if row[f"need_{one}"] is True),
        tuple(one for one in items if row[f"need_{one}"] is None),
        tuple(one for one in items if row[f"open_{one}"]),
        None if None in held.values() else frozenset(code for code, holds in held.items() if holds),
        row["outcome"],
        row["releases"],
        row["validity_months"],
        row["valid_until"],
    )


def differences(code, question, number, seed=20261120):
    edition = load_edition(code)
    asked = edition.questions[question]
    people = random_people(asked, number, seed)
    rows = ENGINE.rows(judge_cohort(ENGINE, as_table(people), edition, question))
    one_by_one = [judge_quickly(edition=edition, facts=person, question=question) for person in people]
    columns = [quick(row, asked) for row in rows]
    assert len(columns) == number
    return [
        (person, column, alone)
        for person, column, alone in zip(people, columns, one_by_one, strict=True)
        if column != alone
    ]


@pytest.mark.parametrize(("code", "question"), QUESTIONS, ids=["-".join(one) for one in QUESTIONS])
def test_every_edition_judges_a_column_as_it_judges_one_person(code, question):
    assert differences(code, question, 300) == []


@pytest.mark.parametrize("code", ["US-TB-2018", "UK-TB-2023"])
def test_ten_thousand_people_are_judged_as_one_by_one(code):
    edition = load_edition(code)

    assert differences(code, edition.default_question, 10_000, seed=7) == []
