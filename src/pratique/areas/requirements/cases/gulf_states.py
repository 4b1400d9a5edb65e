"""What a case written for the Gulf states gives, in the words of the vocabulary."""

from collections.abc import Mapping
from typing import Any

from pratique.areas.requirements.cases.case import UnreadableCase
from pratique.areas.requirements.cases.given import (
    UNREMARKABLE,
    WORDS,
    Facts,
    Given,
    Reading,
    absent_means_no,
    examined,
)

FILM_CHOICES = {"postpone": "postpone", "CXR": "shielded_film", "shielded_cxr": "shielded_film"}
VALIDITIES = {60: "days_60", 90: "days_90"}
# What the format has no key for was not found.
NOTHING_FOUND: Mapping[str, Any] = {
    "gulf_findings": [],
    "psychiatric_disorder_found": False,
    "diabetes_state": "none",
    "hypertension_state": "none",
}
UNREMARKABLE_HERE: Mapping[str, Facts] = {
    **UNREMARKABLE,
    "MEDICAL_EXAM": {"physical_exam_done": True, **NOTHING_FOUND},
    "PREGNANCY_TEST": {"pregnancy_test": "negative"},
    "PREGNANCY_CHOICE": {"pregnancy_film_choice": "shielded_film", "consent_film": True},
    "BLOOD_COUNT": {"haemoglobin": 14.0},
    "GLUCOSE": {"glucose_test": "normal"},
    "CREATININE_EGFR": {"kidney_tests": "normal"},
    "LIVER_TESTS": {"liver_tests": "normal"},
    "MALARIA_FILM": {"malaria_film": "negative"},
    "MICROFILARIA_FILM": {"microfilaria_film": "negative"},
    "STOOL_EXAMINATION": {"stool_examination": "normal"},
    "VACCINATION_CHECK": {"vaccinations_checked": True},
}


def _one_of(key: str, words: Mapping[Any, str], value: Any) -> str:
    if value not in words:
        raise UnreadableCase(f"unknown value {key}={value}")
    return words[value]


def _diabetes(value: Any) -> Facts:
    """The format says only whether there is diabetes: an uncontrolled one would be said."""
    return {"diabetes_state": "controlled" if value else "none"}


def _complete(facts: Facts, given: Given) -> None:
    """Absent means no; what the examination finds beyond the keys of the format is nothing once it is done."""
    absent_means_no(facts, "tb_signs_symptoms", "pregnant")
    facts.setdefault("consent_examination", True)
    facts.setdefault("consent_pregnancy_test", facts["consent_examination"])
    facts.setdefault("report_validity", "not_stated")
    examined(facts, given)
    if facts.get("physical_exam_done"):
        facts |= {name: value for name, value in NOTHING_FOUND.items() if name not in facts}


GULF_STATES = Reading(
    family=lambda given: "GC",
    plain={
        "visa": "gulf_visa",
        "hb": "haemoglobin",
        "hb_g_dl": "haemoglobin",
        "report_issued": "report_issued_on",
        "visa_stamped": "visa_stamped_on",
        "treated": "syphilis_treated",
    },
    made={
        "syphilis": lambda value: {"syphilis_serology": WORDS.get(value, value)},
        "pregnancy_test": lambda value: {"pregnancy_test": WORDS.get(value, value)},
        "choice": lambda value: {"pregnancy_film_choice": _one_of("choice", FILM_CHOICES, value)},
        "validity_days": lambda value: {"report_validity": _one_of("validity_days", VALIDITIES, value)},
        "diabetes": _diabetes,
    },
    without_meaning=frozenset({"country", "occupation", "stay_months", "purpose", "on_art"}),
    unremarkable=UNREMARKABLE_HERE,
    complete=_complete,
)
