"""What must hold for everybody by every edition, proved or tried on random people."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pratique.rules.requirements import editions, judge, load_edition
from pratique.rules.requirements.charts import chart_of
from pratique.rules.requirements.derivation import Facts
from pratique.rules.requirements.people import find
from pratique.rules.requirements.tests.strategies import NAMES, QUESTIONS, people, values

RISKS = ("tb_contact", "tb_signs_symptoms")
RISKY = [
    (edition, question, risk)
    for edition, question in QUESTIONS
    for risk in RISKS
    if edition.purpose != "travel" and risk in question.facts
]
CLASSIFIED = [edition for edition in editions() if edition.family == "US-TB"]
SUPPRESSING = ("TB_A", "TB_A_WAIVER", "TB_B0_PULM", "TB_B1_PULM", "TB_B1_EXTRAPULM")


@pytest.mark.parametrize(("edition", "question"), QUESTIONS, ids=NAMES)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_learning_what_was_asked_never_makes_an_answer_less_determined(edition, question, data):
    facts = Facts(data.draw(people(question)))
    before = judge(edition=edition, facts=facts, question=question.code)
    asked = [one.fact for one in before.questions if one.fact not in facts]
    learned = {name: data.draw(values(question, name)) for name in asked[:1]}

    after = judge(edition=edition, facts=Facts({**facts, **learned}), question=question.code, ask=False)

    assert {item.id for item in after.unknown} <= {item.id for item in before.unknown}
    assert before.classification is None or after.classification == before.classification


@pytest.mark.parametrize(("edition", "question"), QUESTIONS, ids=NAMES)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_what_is_asked_is_unknown_once_and_says_what_it_decides(edition, question, data):
    facts = Facts(data.draw(people(question)))

    asked = judge(edition=edition, facts=facts, question=question.code).questions

    assert {one.fact for one in asked}.isdisjoint(facts)
    assert len({one.fact for one in asked}) == len(asked)
    assert all(one.decides for one in asked)


@pytest.mark.parametrize(("edition", "question", "risk"), RISKY, ids=lambda one: getattr(one, "code", one))
def test_a_contact_or_a_symptom_never_removes_a_required_test(edition, question, risk):
    chart = chart_of(question)
    place = chart.variables[risk][0]
    yes, no = (chart.domains[risk].places(value)[0] for value in (True, False))

    removed = {
        item.id: find(
            chart,
            chart.diagrams.both(
                chart.diagrams.some(need.true, {place: no}), chart.diagrams.some(need.false, {place: yes})
            ),
        )
        for item, need in zip(question.items, chart.needs, strict=True)
    }

    assert {name: str(person) for name, person in removed.items() if person is not None} == {}


@pytest.mark.parametrize("edition", CLASSIFIED, ids=lambda edition: edition.code)
def test_class_b2_never_stands_beside_a_b0_or_b1(edition):
    chart = chart_of(edition.questions["examination"])
    held = {row.code: sure for row, sure in zip(chart.question.classes, chart.held, strict=True)}
    infected = next(sure for code, sure in held.items() if code.startswith("TB_B2"))

    together = [code for code in SUPPRESSING if code in held and chart.diagrams.both(infected.true, held[code].true)]

    assert together == []


@pytest.mark.parametrize("edition", CLASSIFIED, ids=lambda edition: edition.code)
def test_no_classification_never_stands_beside_a_class_of_tuberculosis(edition):
    chart = chart_of(edition.questions["examination"])
    held = {row.code: sure for row, sure in zip(chart.question.classes, chart.held, strict=True)}
    others = [code for code in held if code.startswith("TB_") and code != "TB_NONE"]

    together = [code for code in others if chart.diagrams.both(held["TB_NONE"].true, held[code].true)]

    assert len(others) >= 5
    assert together == []


@pytest.mark.parametrize("code", ["US-TB-2018", "UK-TB-2023"])
def test_a_judgement_with_its_questions_is_the_same_after_others_were_asked(code):
    edition = load_edition(code)
    before = judge(edition=edition, facts={"age": 8}).questions

    judge(edition=edition, facts={"age": 34, "tb_contact": True})

    assert judge(edition=edition, facts={"age": 8}).questions == before
