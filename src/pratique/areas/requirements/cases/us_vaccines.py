"""What a case of the United States gives about vaccines and polio at departure."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from pratique.areas.requirements.cases.case import (
    Difference,
    UnreadableCase,
    equal_answer,
    excluded,
    included,
    listed,
    same,
    same_set,
)
from pratique.areas.requirements.cases.countries import departure_country
from pratique.areas.requirements.cases.topic import Compare, Facts, Given, Topic
from pratique.rules.dates.calendar import add_days, add_months
from pratique.rules.language.facts import Between
from pratique.rules.requirements.judgement import Judgement

ROWS = (
    "td_tdap", "dtap", "polio", "mmr", "varicella", "hepb", "hepa", "hib", "rotavirus", "pneumococcal", "menacwy",
    "influenza", "covid19",
)  # fmt: skip
PLAIN = {
    "age_months": "age_months",
    "sex": "sex",
    "applicant": "applicant",
    "pregnant": "pregnant",
    "adoptee": "adoptee",
    "parental_affidavit": "parental_affidavit",
    "flu_season": "flu_season",
    "exam_date": "exam_on",
    "departure_date": "departure_on",
    "residence_weeks": "residence_weeks",
}
ABSENT: Mapping[str, Any] = {
    "applicant": "immigrant",
    "pregnant": False,
    "adoptee": False,
    "parental_affidavit": False,
    "conviction_waiver": "none",
}


def question(given: Given) -> str:
    """There is one question: the examination. A class that an earlier one concluded has no meaning here."""
    if given.get("classes") is not None:
        raise UnreadableCase("unknown key classes")
    return "examination"


def case_facts(given: Given, results: Given) -> Facts:
    """Facts of the vocabulary, completed as the format says."""
    facts: Facts = {}
    for key, value in given.items():
        if value is not None and key in PLAIN:
            facts[PLAIN[key]] = value
        elif value is not None and key in MADE:
            facts |= MADE[key](value)
    facts = {**ABSENT, **facts}
    _add_birth(facts, given)
    _add_doses(facts, given)
    return facts


def _add_birth(facts: Facts, given: Given) -> None:
    """Between which days the person was born, where the case gives no day of birth."""
    on, age, year = given.get("exam_date"), given.get("age"), given.get("born_year")
    if "birth_earliest" in facts:
        return
    if year is not None:
        facts["birth_earliest"] = date(year, 1, 1)
        facts["birth_latest"] = min(date(year, 12, 31), on or date.max)
    elif age is not None and on is not None:
        facts["birth_earliest"] = add_days(add_months(on, -12 * (age + 1)), 1)
        facts["birth_latest"] = add_months(on, -12 * age)


def _add_doses(facts: Facts, given: Given) -> None:
    """What is not refused is given at this exam; of COVID-19 only the whole series counts."""
    refused = listed(given.get("refused") or ())
    for row in refused - set(ROWS):
        raise UnreadableCase(f"unknown value refused={row}")
    for row in ROWS:
        given_now = "complete" if row == "covid19" else "given"
        facts[f"vaccine_{row}"] = "refused" if row in refused else given_now
    if given.get("polio_dose_date") is not None:
        facts["polio_dose_documented"] = True


def _records(value: Any) -> Facts:
    if value != "none":
        raise UnreadableCase(f"unknown value records={value}")
    return {"polio_dose_documented": False}


def _waiver(value: Mapping[str, Any]) -> Facts:
    for member in set(value) - {"form", "approved", "us_provider_named"}:
        raise UnreadableCase(f"unknown key waiver.{member}")
    return {"conviction_waiver": "granted" if value.get("approved") else "requested"}


MADE: Mapping[str, Callable[[Any], Facts]] = {
    # In completed years, with every month that they leave open.
    "age": lambda value: {"age": value, "age_months": Between(value * 12, value * 12 + 11)},
    "birth_date": lambda value: {"birth_earliest": value, "birth_latest": value},
    "pregnant_trimester": lambda _: {"pregnant": True},
    "waiver_requested": lambda value: {"conviction_waiver": "requested" if value else "none"},
    "waiver": _waiver,
    "records": _records,
    "departure_country": lambda value: {"departure_country": departure_country(value)},
    "polio_dose_date": lambda value: {"polio_dose_on": value},
}


def _no_tests(judgement: Judgement, key: str, expected: Any) -> None:
    """Vaccines are no tests: the scope of these editions is empty."""
    same_set(key, expected, ())


def _vaccines(judgement: Judgement, key: str, expected: Any) -> None:
    included(key, expected, judgement.required_codes)


def _not_vaccines(judgement: Judgement, key: str, expected: Any) -> None:
    excluded(key, expected, judgement.required_codes)


def _vax_class(judgement: Judgement, key: str, expected: Any) -> None:
    if judgement.classification is None:
        raise Difference(key, expected, None)
    same(key, frozenset({expected}), judgement.classification)


def _answer(judgement: Judgement, key: str, expected: Any) -> None:
    equal_answer(key, expected, judgement.values(key))


ANSWERS = (
    "one_dose_each_suffices",
    "exception",
    "obligation",
    "blanket_waiver_rest",
    "waiver_rest",
    "polio_departure_rule",
    "window",
    *(f"waiver_{row}" for row in ROWS),
)
COMPARES: Mapping[str, Compare] = {
    "required_tests": _no_tests,
    "required_vaccines": _vaccines,
    "not_required": _not_vaccines,
    "vax_class": _vax_class,
    **dict.fromkeys(ANSWERS, _answer),
}
VACCINES = Topic(facts=case_facts, question=question, compares=COMPARES)
