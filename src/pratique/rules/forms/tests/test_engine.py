"""What holds for every form and whatever is sent: nothing raises, nothing is guessed, nothing slips through."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pratique.rules.forms import (
    Checked,
    Problem,
    all_normal,
    check,
    form,
    forms,
    javascript,
    limits_at,
    problem_sentence,
    shown,
)
from pratique.rules.forms.loader import BadForm, read_form
from pratique.rules.forms.problems import SENTENCES
from pratique.rules.language.facts import LANGUAGES, Between
from pratique.rules.requirements.words import vocabulary

ON = date(2026, 11, 20)
FORMS = {definition.code: definition for definition in forms()}
CODES = [question.code for definition in FORMS.values() for question in definition.questions]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
PLAUSIBLE = st.sampled_from(
    [
        "yes",
        "no",
        "unknown",
        "normal",
        "abnormal",
        "negative",
        "pending",
        "mtb",
        "2026-11-10",
        "12,5",
        "150",
        "١٢",
        ["normal"],
        ["pa"],
        "",
    ]
)
ANSWERS = st.dictionaries(st.sampled_from(CODES) | st.text(max_size=5), JSON | PLAUSIBLE, max_size=20)
FACTS = st.dictionaries(st.sampled_from(sorted(vocabulary())), JSON | PLAUSIBLE, max_size=8)
SMALL = """
code = "small"
edition = "1"
standing = "provisional"
source = "a test"
purpose = "care"
title = { en = "a", fr = "a", es = "a", ar = "a" }
why = { en = "a", fr = "a", es = "a", ar = "a" }
[[sections]]
code = "one"
title = { en = "a", fr = "a", es = "a", ar = "a" }
[[sections.questions]]
code = "first"
kind = "yes_no"
label = { en = "a", fr = "a", es = "a", ar = "a" }
[[sections.questions]]
code = "second"
kind = "text"
show_when = "first and age >= 15"
required_when = "first"
label = { en = "a", fr = "a", es = "a", ar = "a" }
"""


TOO_LONG = Problem(question="not_measured", code="text_too_long", found="5001", maximum="5000")


def small(**changes):
    text = SMALL
    for old, new in changes.get("replace", ()):
        text = text.replace(old, new, 1)
    return read_form(text + changes.get("more", ""), changes.get("name", "small.1.toml"))


@settings(deadline=None)
@given(st.sampled_from(sorted(FORMS)), ANSWERS, FACTS)
def test_nothing_that_is_sent_makes_a_form_fail(code, answers, facts):
    definition = FORMS[code]

    checked = check(definition, answers, facts, on=ON, demanded=list(vocabulary()))

    assert set(checked.answers) <= set(shown(definition, answers, facts, list(vocabulary())))
    assert set(checked.facts) == {fact.name for fact in definition.facts}
    assert {problem.code for problem in checked.problems} <= set(SENTENCES)
    assert all(problem_sentence(problem, "ar") for problem in (*checked.problems, *checked.to_confirm))


@settings(deadline=None)
@given(st.sampled_from(sorted(FORMS)), ANSWERS)
def test_what_was_accepted_is_accepted_again_unchanged(code, answers):
    definition = FORMS[code]
    first = check(definition, answers, {}, on=ON)

    again = check(definition, dict(first.answers), {}, on=ON)

    assert again.answers == first.answers
    assert again.facts.keys() == first.facts.keys()


@settings(deadline=None)
@given(JSON.filter(lambda sent: not isinstance(sent, dict)))
def test_what_is_no_set_of_answers_is_refused(sent):
    assert check(FORMS["vitals"], sent, {}, on=ON) == Checked(
        answers={}, problems=(Problem(question="", code="not_answers"),), to_confirm=(), facts={}
    )


@settings(deadline=None)
@given(st.sampled_from(sorted(FORMS)), ANSWERS, FACTS)
def test_all_normal_answers_only_what_is_shown_and_open(code, answers, facts):
    definition = FORMS[code]

    added = all_normal(definition, answers, facts)

    assert set(added) <= set(shown(definition, {**answers, **added}, facts))
    assert {name for name in added if answers.get(name) not in (None, "", []) and str(answers[name]).strip()} <= set()


def test_all_normal_of_one_section_leaves_the_others_open():
    added = all_normal(FORMS["tb_history"], {}, {"age": 30}, section="contact")

    assert added == {"tb_contact": "no"}


# Arabic, Persian and fullwidth digits, and both decimal signs, are what keyboards give.
@pytest.mark.parametrize(
    ("raw", "value"),
    [("61,5", 61.5), ("61.50", 61.5), (" 61 ", 61), ("٦١٫٥", 61.5), ("۶۱", 61), (61.0, 61), (61.5, 61.5), (["61"], 61)],
)
def test_numbers_are_read_as_people_write_them(raw, value):
    assert check(FORMS["vitals"], {"weight_kg": raw}, {}, on=ON).answers == {"weight_kg": value}


@pytest.mark.parametrize(
    ("code", "raw", "problem"),
    [
        ("weight_kg", "sixty", Problem(question="weight_kg", code="not_a_number", found="sixty")),
        ("weight_kg", "1e3", Problem(question="weight_kg", code="not_a_number", found="1e3")),
        ("weight_kg", "1.000,5", Problem(question="weight_kg", code="not_a_number", found="1.000,5")),
        ("weight_kg", True, Problem(question="weight_kg", code="not_a_number")),
        ("weight_kg", float("nan"), Problem(question="weight_kg", code="not_a_number")),
        ("weight_kg", 10**400, Problem(question="weight_kg", code="not_a_number")),
        ("weight_kg", "9" * 500, Problem(question="weight_kg", code="not_a_number", found="9" * 60)),
        ("pulse_per_minute", "72.5", Problem(question="pulse_per_minute", code="not_whole", found="72.5")),
        ("weight_kg", ["60", "61"], Problem(question="weight_kg", code="several_values")),
        ("not_measured", "a\0b", Problem(question="not_measured", code="text_not_allowed")),
        ("not_measured", "a" * 5001, TOO_LONG),
        ("not_measured", 5, Problem(question="not_measured", code="not_a_text")),
        ("blood_group", "A", Problem(question="blood_group", code="unknown_question")),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_refused_and_not_kept(code, raw, problem):
    checked = check(FORMS["vitals"], {code: raw}, {}, on=ON)

    assert checked.problems == (problem,)
    assert checked.answers == {}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("2026-02-30", "not_a_date"),
        ("20.11.2026", "not_a_date"),
        ("1899-12-31", "not_a_date"),
        (20261120, "not_a_date"),
        ("2026-11-21", "date_in_future"),
    ],
)
def test_half_and_future_dates_are_refused(raw, code):
    problems = check(FORMS["tst_result"], {"tst_applied_on": raw}, {}, on=ON).problems

    assert [problem.code for problem in problems if problem.question == "tst_applied_on"] == [code]


@pytest.mark.parametrize(
    ("facts", "limits"),
    [
        ({"age_months": 1}, (20, 107, 181, 300)),
        ({"age_months": 3}, (20, 104, 175, 300)),
        ({"age": 40}, (20, 50, 100, 300)),
        ({"age": Between(2, 3)}, (20, 70, 142, 300)),
        ({"age_months": Between(1, 3)}, (20, 104, 181, 300)),
        ({"birth_earliest": date(2026, 8, 1), "birth_latest": date(2026, 8, 1)}, (20, 104, 175, 300)),
        ({"birth_earliest": "2026-08-01", "birth_latest": "2026-08-01"}, (20, 104, 175, 300)),
        ({"age": "forty"}, (20, 43, 181, 300)),
        ({"birth_earliest": date(1986, 1, 1), "birth_latest": date(1986, 12, 31)}, (20, 50, 100, 300)),
        ({}, (20, 43, 181, 300)),
    ],
)
def test_limits_follow_the_age_and_widen_where_it_is_not_sure(facts, limits):
    pulse = next(question for question in FORMS["vitals"].questions if question.code == "pulse_per_minute")

    found = limits_at(pulse, facts, ON)

    assert (found.hard_minimum, found.soft_minimum, found.soft_maximum, found.hard_maximum) == limits


def test_a_number_without_limits_has_none():
    remark = next(question for question in FORMS["vitals"].questions if question.code == "not_measured")

    assert remark.limits_between(0, 0) is None
    assert limits_at(remark, {}, ON) is None


def test_an_open_side_of_a_limit_has_its_own_sentence():
    below = Problem(question="x", code="unusual", found="100", minimum="125", unit="mm")

    assert problem_sentence(below, "en") == (
        "100 mm is unusual at this age (usual: from 125 mm). Look again, then correct or confirm it."
    )


def test_the_script_of_a_form_is_one_file_of_functions():
    assert javascript(small()) == (
        '"use strict";\n'
        "window.pratiqueForms = window.pratiqueForms || {};\n"
        'window.pratiqueForms["small"] = {\n'
        '  edition: "1",\n'
        "  show: {\n"
        '    "second": function (facts) '
        "{ return ((facts.first === true) && (facts.age != null && facts.age >= 15)); },\n"
        "  },\n"
        "  required: {\n"
        '    "second": function (facts) { return (facts.first === true); },\n'
        "  },\n"
        "};\n"
    )


@pytest.mark.parametrize("code", sorted(FORMS))
def test_every_form_has_a_script(code):
    assert javascript(FORMS[code]).count("function (facts)") == sum(
        (question.show_when is not None) + (question.required_when is not None) for question in FORMS[code].questions
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"replace": [('show_when = "first', 'show_when = "third')]}, "no fact 'third'"),
        ({"replace": [('code = "second"', 'code = "first"')]}, "asked twice"),
        ({"replace": [('code = "second"', 'code = "confirmed"')]}, "is no code"),
        ({"replace": [('kind = "text"', 'kind = "file"')]}, "unknown kind"),
        ({"replace": [('kind = "text"', 'kind = "text"\ncolour = "red"')]}, "unknown colour"),
        ({"replace": [('kind = "text"', 'kind = "choice"')]}, "options and kind do not fit"),
        ({"replace": [('kind = "yes_no"', 'kind = "yes_no"\nnormal = "fine"')]}, "normal is no answer"),
        ({"replace": [('kind = "yes_no"', 'kind = "yes_no"\nonly_if_demanded = true')]}, "only a fact can be demanded"),
        ({"replace": [('code = "second"', 'code = "tb_contact"')]}, "not the fact's type"),
        ({"replace": [(', ar = "a"', "")]}, "is not in en, fr, es, ar"),
        ({"replace": [('purpose = "care"', 'purpose = "police"')]}, "unknown purpose"),
        ({"replace": [('"provisional"', '"sure"')]}, "unknown standing"),
        ({"name": "other.1.toml"}, "not called code.edition.toml"),
        ({"more": '[[derived]]\nfact = "tb_signs"\nany_yes = ["third"]\n'}, "something not asked"),
        ({"more": '[[derived]]\nfact = "pulse"\nany_yes = ["first"]\n'}, "pulse is no fact"),
        ({"more": '[[derived]]\nfact = "tb_signs"\n'}, "either any_yes or answers_of"),
        ({"more": "[[derived]"}, "small.1.toml"),
    ],
)
def test_a_definition_that_could_fail_later_is_refused_at_load(changes, sentence):
    with pytest.raises(BadForm, match=sentence):
        small(**changes)


def test_forms_are_found_by_code_and_edition():
    assert form("vitals") is form("vitals", "2026-11")
    assert sorted(FORMS) == [
        "blood_results",
        "chest_film_result",
        "child_workup",
        "conclusion",
        "destination_findings",
        "destination_opinion",
        "examination",
        "health_history",
        "igra_result",
        "pregnancy",
        "pregnancy_test",
        "reception",
        "specialist_reports",
        "sputum_set",
        "tb_history",
        "tst_result",
        "vaccination_check",
        "vitals",
    ]


@pytest.mark.parametrize(("code", "edition"), [("unknown", None), ("vitals", "1999-01")])
def test_a_form_that_does_not_exist_is_a_key_error(code, edition):
    with pytest.raises(KeyError):
        form(code, edition)


def test_shielded_questions_are_marked():
    shields = {
        question.code: question.shield for row in FORMS.values() for question in row.questions if question.shield
    }

    assert shields == {
        "hiv_known": "hiv",
        "hiv_test": "hiv",
        "syphilis_serology": "sti",
        "pregnant": "pregnancy",
        "pregnancy_weeks": "pregnancy",
        "pregnancy_film_choice": "pregnancy",
        "consent_film": "pregnancy",
        "au_birth_planned": "pregnancy",
        "consent_pregnancy_test": "pregnancy",
        "pregnancy_test": "pregnancy",
        "hiv_positive_mother": "hiv",
        "unaccompanied_minor": "protection",
        "psychiatric_disorder_found": "mental_health",
        "syphilis_treated": "sti",
        "ca_public_safety": "mental_health",
    }


def test_every_fact_that_a_form_brings_has_a_purpose():
    owned = {fact.name: (fact.purpose, fact.asked_for) for fact in FORMS["tb_history"].facts}

    assert owned["hiv_known"] == ("authority", ("US-TB", "CA-IME"))
    assert owned["tb_contact"] == ("authority", ())
    assert owned["history_taken"] == ("authority", ())


def test_every_sentence_exists_in_every_language():
    assert {code for code, row in SENTENCES.items() if set(row) != set(LANGUAGES)} == set()


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({"birth_earliest": "2015-01-01", "birth_latest": "2015-12-31"}, True),
        ({"birth_earliest": "1980-01-01", "birth_latest": "1980-12-31"}, False),
        ({"birth_earliest": "2011-01-01", "birth_latest": "2011-12-31"}, False),
        ({"age": 14}, True),
        ({}, False),
    ],
)
def test_a_question_for_children_is_asked_only_where_the_age_is_sure(facts, asked):
    assert ("child_not_growing" in shown(FORMS["tb_history"], {}, facts, on=ON)) is asked
