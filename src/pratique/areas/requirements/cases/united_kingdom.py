"""What a case written for the United Kingdom gives, in the words of the vocabulary."""

from collections.abc import Mapping
from typing import Any

from pratique.areas.requirements.cases.case import UnreadableCase
from pratique.areas.requirements.cases.given import WORDS, Facts, Given, Reading, absent_means_no, examined, stays

PREGNANCY_CHOICES = {
    "postpone": "postpone",
    "sputum": "sputum",
    "shielded_cxr": "shielded_film",
    "CXR": "shielded_film",
}
CHILD_CHOICES = {"postpone": "postpone", "sputum": "sputum", "CXR": "chest_film", "gastric_lavage": "gastric_lavage"}
CHOICES = frozenset(PREGNANCY_CHOICES) | frozenset(CHILD_CHOICES)


def _choice(value: Any) -> Facts:
    if value not in CHOICES:
        raise UnreadableCase(f"unknown value choice={value}")
    found = {"pregnancy_film_choice": PREGNANCY_CHOICES.get(value), "child_tb_workup": CHILD_CHOICES.get(value)}
    return {name: choice for name, choice in found.items() if choice is not None}


def _listed(row: Mapping[str, Any]) -> Mapping[str, bool]:
    return {"uk_listed": row["listed"]} if "listed" in row else {}


def _complete(facts: Facts, given: Given) -> None:
    """Absent means no; with an exam, symptom screen and examination are done and found what is given."""
    absent_means_no(facts, "tb_signs_symptoms", "tb_contact", "tb_history", "pregnant")
    facts.setdefault("consent_examination", True)
    if facts["tb_contact"]:
        facts.setdefault("tb_contact_months_ago", 0)
    if given.get("exam") is not None:
        facts.pop("certificate_issued_on", None)
        examined(facts, given)
    else:
        facts |= _planned_exam(facts)


def _planned_exam(facts: Facts) -> Facts:
    """Without an exam the rules of the day of application are asked for: the same date from which look-backs count."""
    last_stays = [stay.ends_on for stay in facts.get("residence_history", ())]
    day = facts.get("applied_on") or max(last_stays, default=None)
    return {} if day is None else {"exam_on": day}


UNITED_KINGDOM = Reading(
    family=lambda given: "UK",
    plain={"route": "uk_route", "absent_months": "absence_months"},
    made={
        "history": lambda rows: stays(rows, _listed),
        "choice": _choice,
        "syphilis": lambda value: {"syphilis_serology": WORDS.get(value, value)},
    },
    # Without a rule of the United Kingdom. Who was treated is screened again: this screening gives no certificate.
    without_meaning=frozenset(
        {"country", "purpose", "occupation", "study", "activity", "treated", "on_art", "complex"}
    ),
    complete=_complete,
)
