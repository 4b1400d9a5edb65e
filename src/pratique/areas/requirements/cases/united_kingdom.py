"""What a case written for the United Kingdom gives, in the words of the vocabulary."""

from collections.abc import Callable, Mapping
from typing import Any

from pratique.areas.requirements.cases.case import UnreadableCase
from pratique.rules.dates.calendar import Stay

PLAIN = {
    "age": "age",
    "sex": "sex",
    "applied": "applied_on",
    "lodged": "applied_on",
    "exam": "exam_on",
    "certificate_issued": "certificate_issued_on",
    "route": "uk_route",
    "stay_months": "stay_months",
    "absent_months": "absence_months",
    "symptoms": "tb_signs_symptoms",
    "contact": "tb_contact",
    "close_contact_active_tb": "tb_contact",
    "contact_months_ago": "tb_contact_months_ago",
    "prior_tb": "tb_history",
    "tb_history": "tb_history",
    "prior_tb_year": "tb_history_year",
    "pregnant": "pregnant",
    "consent_cxr": "consent_film",
    "consent": "consent_examination",
    "tb_diagnosed_by_physician": "tb_diagnosed_by_physician",
}
WORDS = {"neg": "negative", "pos": "positive", "nonreactive": "negative", "reactive": "positive"}
TESTS = {"hiv": "hiv_test", "hbsag": "hbsag", "hcv": "hcv_antibody", "syphilis": "syphilis_serology"}
PREGNANCY_CHOICES = {
    "postpone": "postpone",
    "sputum": "sputum",
    "shielded_cxr": "shielded_film",
    "CXR": "shielded_film",
}
CHILD_CHOICES = {"postpone": "postpone", "sputum": "sputum", "CXR": "chest_film", "gastric_lavage": "gastric_lavage"}
CHOICES = frozenset(PREGNANCY_CHOICES) | frozenset(CHILD_CHOICES)
WITHOUT_MEANING = frozenset({"country", "other_required_tests", "purpose", "occupation", "age_days"})


def united_kingdom_facts(given: Mapping[str, Any]) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    for key, value in given.items():
        if value is not None:
            _take(facts, key, value)
    _complete(facts, given)
    return facts


def _take(facts: dict[str, Any], key: str, value: Any) -> None:
    if key in PLAIN:
        facts[PLAIN[key]] = facts.get(PLAIN[key]) or value
    elif key in TESTS:
        facts[TESTS[key]] = WORDS.get(value, value)
    elif key in MADE:
        facts |= MADE[key](value)
    elif key not in WITHOUT_MEANING:
        raise UnreadableCase(f"unknown key {key}")


def _choice(value: Any) -> dict[str, Any]:
    if value not in CHOICES:
        raise UnreadableCase(f"unknown value choice={value}")
    found = {"pregnancy_film_choice": PREGNANCY_CHOICES.get(value), "child_tb_workup": CHILD_CHOICES.get(value)}
    return {name: choice for name, choice in found.items() if choice is not None}


def _stay(row: Mapping[str, Any]) -> Stay:
    unknown = set(row) - {"country", "from", "to", "listed"}
    if unknown:
        raise UnreadableCase(f"unknown key history.{sorted(unknown)[0]}")
    marks = {"uk_listed": row["listed"]} if "listed" in row else {}
    return Stay(country=row["country"], starts_on=row["from"], ends_on=row["to"], marks=marks)


MADE: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "dob": lambda value: {"birth_earliest": value, "birth_latest": value},
    "history": lambda value: {"residence_history": tuple(_stay(row) for row in value)},
    "pregnant_weeks": lambda value: {"pregnant": True, "pregnancy_weeks": value},
    "cxr": lambda value: {"chest_film": value if isinstance(value, list) else [value]},
    "smear": lambda value: {"sputum_smears": [WORDS.get(one, one) for one in value]},
    "culture": lambda value: {"sputum_cultures": ["mtb" if one == "pos" else WORDS.get(one, one) for one in value]},
    "choice": _choice,
}


def _complete(facts: dict[str, Any], given: Mapping[str, Any]) -> None:
    """Absent means no; with an exam, symptom screen and examination are done and found what is given."""
    for name in ("tb_signs_symptoms", "tb_contact", "tb_history", "pregnant"):
        facts.setdefault(name, False)
    facts.setdefault("consent_examination", True)
    if facts["tb_contact"]:
        facts.setdefault("tb_contact_months_ago", 0)
    if given.get("exam") is not None:
        facts.pop("certificate_issued_on", None)
        facts |= {"history_taken": True, "physical_exam_done": True}
        if "chest_film" in facts:
            facts["chest_film_on"] = given["exam"]
    else:
        facts |= _planned_exam(facts)


def _planned_exam(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Without an exam the rules of the day of application are asked for: the same date from which look-backs count."""
    last_stays = [stay.ends_on for stay in facts.get("residence_history", ())]
    day = facts.get("applied_on") or max(last_stays, default=None)
    return {} if day is None else {"exam_on": day}
