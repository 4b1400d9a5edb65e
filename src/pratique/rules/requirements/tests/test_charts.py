"""The diagrams of a question and its compiled rules give one answer for everybody."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pratique.rules.requirements import judge_quickly
from pratique.rules.requirements.charts import chart_of
from pratique.rules.requirements.derivation import Facts
from pratique.rules.requirements.tests.small_editions import small_edition
from pratique.rules.requirements.tests.strategies import NAMES, QUESTIONS, people


def answer(chart, sure, places):
    holds, fails = (chart.diagrams.can_hold(side, places) for side in (sure.true, sure.false))
    assert not (holds and fails)
    return True if holds else False if fails else None


@pytest.mark.parametrize(("edition", "question"), QUESTIONS, ids=NAMES)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_every_row_answers_as_the_compiled_rules_do(edition, question, data):
    facts = data.draw(people(question))
    chart = chart_of(question)

    needs, done, held, months, _, _, is_unfinished, outcomes, answers = question.run(facts.get)

    places = chart.places(facts)
    assert tuple(answer(chart, sure, places) for sure in chart.needs) == needs
    assert tuple(answer(chart, sure, places) is True for sure in chart.done) == done
    assert tuple(answer(chart, sure, places) for sure in chart.held) == held
    assert tuple(answer(chart, sure, places) for sure in chart.outcomes) == outcomes
    assert tuple(answer(chart, sure, places) for sure in chart.answers) == answers
    assert next((count for count, given in chart.months if chart.diagrams.can_hold(given, places)), None) == months
    assert any(chart.diagrams.can_hold(is_open, places) for _, is_open in chart.open) is is_unfinished


@pytest.mark.parametrize(("edition", "question"), QUESTIONS, ids=NAMES)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_the_diagrams_give_what_the_quick_judgement_gives(edition, question, data):
    facts = data.draw(people(question))
    chart = chart_of(question)
    places = chart.places(facts)

    judged = judge_quickly(edition=edition, facts=Facts(facts), question=question.code)

    needs = {item.id: answer(chart, sure, places) for item, sure in zip(question.items, chart.needs, strict=True)}
    assert set(judged.required) == {name for name, need in needs.items() if need}
    assert set(judged.unknown) == {name for name, need in needs.items() if need is None}
    classes = {row.code: answer(chart, sure, places) for row, sure in zip(question.classes, chart.held, strict=True)}
    assert (judged.classification is None) is (None in classes.values())
    assert judged.classification in (None, frozenset(code for code, holds in classes.items() if holds))


def test_comparisons_of_the_same_two_dates_exclude_each_other():
    edition = small_edition(
        items=[
            ("late", "departure_on > exam_on + 6 months", "false"),
            ("early", "departure_on <= exam_on + 3 months", "false"),
            ("turned", "exam_on + 3 months >= departure_on", "false"),
        ]
    )
    chart = chart_of(edition.questions["examination"])
    late, early, turned = chart.needs

    assert len(chart.lines) == 1
    assert chart.diagrams.both(late.true, early.true) == 0
    assert turned == early


def test_ages_of_one_person_belong_together():
    edition = small_edition(items=[("adult", "age >= 15", "false"), ("infant", "age_months < 6", "false")])
    chart = chart_of(edition.questions["examination"])
    adult, infant = chart.needs

    assert chart.diagrams.both(adult.true, infant.true) != 0
    assert chart.possible(chart.diagrams.both(adult.true, infant.true)) == 0
    assert chart.possible(chart.diagrams.both(adult.false, infant.false)) != 0


def test_a_man_is_not_pregnant():
    edition = small_edition(items=[("shield", 'pregnant and sex == "M"', "false")])
    chart = chart_of(edition.questions["examination"])

    assert chart.possible(chart.needs[0].true) == 0
