"""A cohort is judged exactly as its people are one by one, and holds nothing that tells who they are."""

from datetime import date

import ibis
import pyarrow as pa
import pytest

from pratique.areas.requirements.cohorts.facts import BadCohort
from pratique.areas.requirements.cohorts.judging import judge_cohort
from pratique.areas.requirements.tests.random_people import as_table, random_people
from pratique.indicators.engine import duckdb_engine
from pratique.rules.requirements import QuickJudgement, editions, judge_quickly, load_edition

ENGINE = duckdb_engine()
QUESTIONS = [(edition.code, question) for edition in editions() for question in edition.questions]
IN_DAYS = [(code, one) for code, one in QUESTIONS if "age_days" in load_edition(code).questions[one].facts]


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


def differences(code, question, number, seed=20261120, without="age_days"):
    edition = load_edition(code)
    asked = edition.questions[question]
    people = random_people(asked, number, seed, without)
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


@pytest.mark.parametrize(("code", "question"), IN_DAYS, ids=["-".join(one) for one in IN_DAYS])
def test_an_age_in_days_is_judged_where_the_day_of_the_exam_is_left_out(code, question):
    assert differences(code, question, 300, without="exam_on") == []


@pytest.mark.parametrize("code", ["US-TB-2018", "UK-TB-2023"])
def test_ten_thousand_people_are_judged_as_one_by_one(code):
    edition = load_edition(code)

    assert differences(code, edition.default_question, 10_000, seed=7) == []


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"passport_number": ["X1"]}, "The column passport_number is neither a fact of the vocabulary nor one of"),
        ({"birth_earliest": [date(2000, 1, 1)]}, "The column birth_earliest could tell who a person is: give age"),
        ({"extrapulmonary_site": ["spine"]}, "The column extrapulmonary_site could tell who a person is: leave it out"),
        ({"age_days": [400], "exam_on": [date(2026, 11, 20)]}, "The column age_days beside exam_on is a date of birth"),
        ({"age": ["34"]}, "The column age should be a number from 0 to 130, but it holds string"),
        ({"age": [34, 131]}, "The column age has 1 values that can't be meant: a number from 0 to 130"),
        ({"who_incidence": [float("nan")]}, "The column who_incidence has 1 values that can't be meant"),
        ({"tb_contact": [1]}, "The column tb_contact should be true or false, but it holds int64"),
        ({"exam_on": ["2026-11-20"]}, "The column exam_on should be a date without a time of day, but it holds string"),
        ({"sex": ["F", "W"]}, "The column sex has 1 values that can't be meant: one of F, M, X"),
        ({"sputum_smears": ["negative"]}, "The column sputum_smears should be a list of negative, positive, pending"),
        ({"sputum_smears": [["negative", "nought"]]}, "The column sputum_smears has 1 values that can't be meant"),
        ({"origin": ["Abara, Nkem"]}, "The column origin has 1 values that can't be meant: a code of a country"),
        ({"month": ["2026-13"]}, "The column month has 1 values that can't be meant: a month, such as 2026-11"),
    ],
)  # fmt: skip
def test_a_column_that_is_no_fact_or_could_tell_who_somebody_is_is_refused(columns, sentence):
    table = ibis.memtable(pa.table(columns))

    with pytest.raises(BadCohort) as refusal:
        judge_cohort(ENGINE, table, load_edition("US-TB-2018"))

    assert str(refusal.value).startswith(sentence)


def test_a_judged_table_holds_results_and_groups_but_no_fact():
    people = {"age": [34], "origin": ["KEN"], "exam_on": [date(2026, 11, 20)], "hiv_known": [True]}
    edition = load_edition("UK-TB-2023")

    judged = judge_cohort(ENGINE, ibis.memtable(pa.table(people)), edition)

    asked = edition.questions[edition.default_question]
    assert [name for name in judged.columns if not name.startswith(("need_", "open_", "class_"))] == [
        "age_group", "origin", "month", "outcome", "releases", "validity_months", "valid_until",
    ]  # fmt: skip
    assert {name for name in judged.columns if name.startswith("need_")} == {f"need_{one.id}" for one in asked.items}
    row = ENGINE.rows(judged)[0]
    assert (row["age_group"], row["origin"], row["month"]) == ("25-34", "KEN", "2026-11")


def test_a_question_that_the_edition_does_not_know_is_refused():
    with pytest.raises(BadCohort, match=r"^UK-TB-2023 knows the questions examination\.$"):
        judge_cohort(ENGINE, ibis.memtable(pa.table({"age": [3]})), load_edition("UK-TB-2023"), "weight")
