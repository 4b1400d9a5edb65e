"""What must hold for every person, whatever the edition says."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pratique.rules.dates.calendar import Stay
from pratique.rules.language.facts import LANGUAGES, BadFact, Between
from pratique.rules.requirements import (
    Recorded,
    UnknownEdition,
    edition_for,
    editions,
    judge,
    judge_quickly,
    load_edition,
    prepare_facts,
    presence_in_history,
    union_of_steps,
    visible_facts,
    vocabulary,
)

US = load_edition("US-TB-2018")
UK = load_edition("UK-TB-2023")
QUESTION = US.questions["examination"]
SCREENED = {
    "history_taken": True,
    "physical_exam_done": True,
    "tb_signs_symptoms": False,
    "hiv_known": False,
    "tb_contact": False,
    "tb_history": False,
    "extrapulmonary_tb": False,
    "prior_tb_class": "none",
    "applicant": "immigrant",
    "who_incidence": 150,
    "pregnant": False,
}


def person_facts(question):
    """Anybody, with any part of the facts unknown: each value is one of the corners of the rules."""
    return st.fixed_dictionaries(
        {},
        optional={name: st.sampled_from(list(question.domains[name])) for name in question.facts if name != "exam_on"},
    )


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(["US-TB-2018", "UK-TB-2023"]), st.data())
def test_learning_a_fact_that_was_asked_never_makes_an_item_less_decided(code, data):
    edition = load_edition(code)
    question = edition.questions["examination"]
    facts = data.draw(person_facts(question))
    before = judge(edition=edition, facts=facts)
    asked = [one.fact for one in before.questions if one.fact in question.domains]
    chosen = data.draw(st.sampled_from(asked)) if asked else None
    learned = facts if chosen is None else {**facts, chosen: data.draw(st.sampled_from(list(question.domains[chosen])))}

    after = judge(edition=edition, facts=learned, ask=False)

    assert {item.id for item in after.unknown} <= {item.id for item in before.unknown}


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["US-TB-2018", "UK-TB-2023"]), st.data())
def test_only_unknown_facts_are_asked_and_each_question_says_what_it_decides(code, data):
    edition = load_edition(code)
    facts = data.draw(person_facts(edition.questions["examination"]))

    asked = judge(edition=edition, facts=facts).questions

    assert all(one.fact not in facts for one in asked)
    assert all(one.decides for one in asked)


@pytest.mark.parametrize(
    ("age", "asked"),
    [
        (34, {"tb_contact", "tb_signs_symptoms"}),
        (8, {"tb_signs_symptoms", "who_incidence", "tb_contact"}),
        (1, {"tb_signs_symptoms", "tb_contact"}),
    ],
)
def test_a_question_whose_answer_can_change_nothing_is_not_asked(age, asked):
    left_out = ("who_incidence", "tb_contact", "tb_signs_symptoms")
    facts = {name: value for name, value in SCREENED.items() if name not in left_out}

    judged = judge(edition=US, facts={**facts, "age": age})

    assert {question.fact for question in judged.questions} == asked


@settings(max_examples=120, deadline=None)
@given(person_facts(QUESTION))
def test_nothing_is_cleared_while_anything_is_open_or_unknown(facts):
    judged = judge(edition=US, facts=facts, ask=False)

    is_finished = not judged.unknown and not judged.open and judged.classification is not None
    assert judged.clearance != "cleared" or is_finished


@settings(max_examples=120, deadline=None)
@given(person_facts(UK.questions["examination"]))
def test_no_certificate_issues_while_anything_is_open_or_unknown(facts):
    judged = judge(edition=UK, facts=facts, ask=False)

    assert judged.clearance != "CERTIFICATE_ISSUED" or (not judged.unknown and not judged.open)


@settings(max_examples=120, deadline=None)
@given(person_facts(QUESTION), st.sampled_from(["tb_contact", "tb_signs_symptoms", "hiv_known", "tb_history"]))
def test_a_further_risk_never_removes_a_test(facts, risk):
    without = judge_quickly(edition=US, facts={**facts, risk: False})

    with_risk = judge_quickly(edition=US, facts={**facts, risk: True})

    assert set(without.required) <= set(with_risk.required) | set(with_risk.unknown)


@settings(max_examples=120, deadline=None)
@given(person_facts(QUESTION))
def test_class_b2_never_stands_beside_a_b0_or_b1(facts):
    classes = {row.code for row in judge(edition=US, facts=facts, ask=False).classes}

    assert "TB_B2_LTBI" not in classes or not classes & {"TB_A", "TB_B0_PULM", "TB_B1_PULM", "TB_B1_EXTRAPULM"}


@settings(max_examples=100, deadline=None)
@given(person_facts(QUESTION))
def test_the_quick_answer_is_the_full_answer(facts):
    full = judge(edition=US, facts=facts, ask=False)

    quick = judge_quickly(edition=US, facts=facts)

    assert quick.required == tuple(item.id for item in full.required)
    assert quick.unknown == tuple(item.id for item in full.unknown)
    assert (quick.classification, quick.clearance, quick.releases) == (
        full.classification,
        full.clearance,
        full.releases,
    )


def test_each_required_item_says_why_in_every_language():
    judged = judge(edition=US, facts={**SCREENED, "age": 34})
    film = next(item for item in judged.required if item.id == "chest_film")

    assert [reason.fact for reason in film.because] == ["age"]
    assert film.because[0].text("en") == "age in completed years on the exam date: 34"
    assert film.because[0].text("fr") == "âge en années révolues à la date de l'examen : 34"
    assert film.source == ("US-TB-03", "US-TB-07", "US-TB-08", "US-TB-25")


def test_what_the_age_decides_is_not_asked():
    facts = {name: value for name, value in SCREENED.items() if name not in ("who_incidence", "pregnant")}

    judged = judge(edition=US, facts={**facts, "age": 34})

    assert "who_incidence" not in {question.fact for question in judged.questions}


def test_an_estimated_birth_leaves_the_age_between_two_years():
    facts = prepare_facts({"birth_earliest": date(2007, 1, 1), "birth_latest": date(2009, 6, 1)}, on=date(2023, 5, 20))

    assert facts["age"] == Between(13, 16)


def test_dates_of_birth_in_the_wrong_order_are_refused():
    with pytest.raises(BadFact, match="not in order"):
        prepare_facts({"birth_earliest": date(2009, 1, 1), "birth_latest": date(2007, 1, 1)}, on=date(2023, 5, 20))


def test_an_unknown_fact_is_refused_by_name():
    with pytest.raises(BadFact, match="shoe_size"):
        judge(edition=US, facts={"shoe_size": 43})


def stay(starts_on, ends_on, **marks):
    return Stay(country="PK", starts_on=starts_on, ends_on=ends_on, marks=marks)


def test_a_presence_that_ended_before_the_look_back_does_not_count():
    stays = [stay(date(2010, 1, 1), date(2025, 1, 14), uk_listed=True)]

    counts = presence_in_history(stays, on=date(2025, 7, 15), mark="uk_listed", at_least_months=6, within_months=6)

    assert counts is False


def test_a_country_that_nobody_said_is_listed_leaves_the_presence_unknown():
    stays = [stay(date(2010, 1, 1), date(2025, 1, 14))]

    counts = presence_in_history(stays, on=date(2025, 1, 15), mark="uk_listed", at_least_months=6, within_months=6)

    assert counts is None


@pytest.mark.parametrize(
    ("applied_on", "code"),
    [
        (date(2015, 4, 5), "UK-TB-2013"),
        (date(2015, 4, 6), "UK-TB-2015"),
        (date(2023, 10, 4), "UK-TB-2015"),
        (date(2023, 10, 5), "UK-TB-2023"),
        (None, "UK-TB-2023"),
    ],
)
def test_the_edition_is_chosen_by_the_date_that_keys_it(applied_on, code):
    assert edition_for("UK", {"applied_on": applied_on}).code == code


def test_an_absent_edition_is_named():
    with pytest.raises(UnknownEdition, match="US-TB-1899"):
        load_edition("US-TB-1899")


def test_every_edition_speaks_four_languages_and_names_its_sources():
    rows = [row for one in editions() for question in one.questions.values() for row in question.items]

    assert all(set(row.name) == set(LANGUAGES) and set(row.why) == set(LANGUAGES) and row.source for row in rows)


def care(name, value):
    return Recorded(name=name, value=value, purpose="care")


def asked_for(family, name, value):
    return Recorded(name=name, value=value, purpose="authority", asked_for=frozenset({family}))


def test_a_care_answer_is_no_fact_for_an_edition_that_does_not_demand_it():
    recorded = [asked_for("UK-TB", "age", 30), care("hiv_known", True)]

    assert visible_facts(edition=UK, recorded=recorded, told=True) == {"age": 30}


def test_known_hiv_is_seen_where_the_edition_demands_it_and_the_person_was_told():
    recorded = [care("hiv_known", True)]

    assert visible_facts(edition=US, recorded=recorded, told=True) == {"hiv_known": True}
    assert visible_facts(edition=US, recorded=recorded, told=False) == {}


def test_a_result_of_another_authority_is_seen_only_where_its_step_is_demanded():
    own = [asked_for("US-TB", name, value) for name, value in SCREENED.items()]
    igra = asked_for("AU-TB", "igra", "positive")

    adult = visible_facts(edition=US, recorded=[*own, asked_for("US-TB", "age", 34), igra], told=True)
    child = visible_facts(edition=US, recorded=[*own, asked_for("US-TB", "age", 8), igra], told=True)

    assert "igra" not in adult
    assert child["igra"] == "positive"


def test_one_chest_film_serves_two_authorities():
    facts = {**SCREENED, "age": 34, "consent_examination": True, "uk_route": "student", "stay_months": 12}
    facts |= {"uk_listed_presence": True, "uk_unlisted_presence": False}
    judgements = [judge(edition=edition, facts=facts, ask=False) for edition in (US, UK)]

    steps = {step.step: step for step in union_of_steps(judgements)}

    assert [need.edition for need in steps["chest_film"].needs] == ["US-TB-2018", "UK-TB-2023"]
    assert steps["chest_film"].is_open
    assert not steps["history"].is_open
    assert set(steps) == {"history", "physical_exam", "chest_film"}


def test_every_fact_of_the_vocabulary_that_is_shielded_is_never_asked_at_home():
    assert [name for name, fact in vocabulary().items() if fact.shield and fact.home] == []
