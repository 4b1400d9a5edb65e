"""What a case written for Canada gives, in the words of the vocabulary."""

import re
from collections.abc import Mapping
from datetime import date
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
    stays,
)

CHOICES = {"postpone": "postpone", "sputum": "sputum", "shielded_cxr": "shielded_film", "CXR": "shielded_film"}
# Work that a rule attaches to; any other word is another kind of work.
OCCUPATIONS = frozenset(
    {
        "none", "doctor", "dentist", "nurse", "paramedic", "other_health_care", "childcare", "school_teacher",
        "agriculture",
    }
)  # fmt: skip
# What somebody studies or does there, as the work that it is.
ACTIVITIES = {
    "childcare_trainee": "childcare",
    "school_teacher": "school_teacher",
    "aged_care_placement": "other_health_care",
    "hospital_placement": "other_health_care",
    "nursing": "nurse",
}
ABSENT = (
    "tb_signs_symptoms",
    "tb_contact",
    "tb_history",
    "extrapulmonary_tb",
    "pregnant",
    "hiv_known",
    "hiv_positive_mother",
    "blood_products",
    "ca_adoption",
    "kidney_disease",
    "diabetes",
    "autoimmune_disease",
    "hypertension_treated",
    "persistent_proteinuria",
    "head_neck_cancer",
    "transplant_immunosuppressed",
    "serious_heart_lung_disease",
    "urine_blood",
    "syphilis_treated",
    "ca_streamlined",
    "ca_seeks_entry",
    "ca_complex_tb",
    "ca_waiting_lists",
    "ca_public_safety",
)
# Without a measured pressure none was found high.
ABSENT_PRESSURE = {"systolic_pressure": 120, "diastolic_pressure": 80}
CONDITIONS = ("kidney_disease", "diabetes", "autoimmune_disease")


def _instruction(value: Any) -> Facts:
    if value not in ("none", "streamlined"):
        raise UnreadableCase(f"unknown value instruction={value}")
    return {"ca_streamlined": value == "streamlined"}


def _choice(value: Any) -> Facts:
    if value not in CHOICES:
        raise UnreadableCase(f"unknown value choice={value}")
    return {"pregnancy_film_choice": CHOICES[value]}


def _pressure(value: Any) -> Facts:
    match = re.fullmatch(r"(\d+)\s*/\s*(\d+)", str(value))
    if match is None:
        raise UnreadableCase(f"unknown value bp={value}")
    return {"systolic_pressure": int(match[1]), "diastolic_pressure": int(match[2])}


def _filtration(value: Any) -> Facts:
    """The number of a reported text such as `>90`; a text without number is no result."""
    match = re.search(r"\d+(?:\.\d+)?", str(value))
    return {} if match is None else {"egfr": float(match[0])}


def _designated(row: Mapping[str, Any]) -> Mapping[str, bool]:
    return {"ca_designated": row["designated"]} if "designated" in row else {}


def _activities(given: Given) -> tuple[Any, ...]:
    return given.get("activity"), given.get("study")


def _complete(facts: Facts, given: Given) -> None:
    """Absent means no; with an exam, symptom screen and examination are done and found what is given."""
    absent_means_no(facts, *ABSENT)
    for name, value in ABSENT_PRESSURE.items():
        facts.setdefault(name, value)
    if facts.get("occupation", "none") == "none":
        facts["occupation"] = next((ACTIVITIES[word] for word in _activities(given) if word in ACTIVITIES), "none")
    if facts["tb_contact"]:
        facts.setdefault("tb_contact_months_ago", 0)
    # The infection found was fully treated, whichever it was.
    facts["tb_treated_and_free"] = facts["syphilis_treated"] and "mtb" in facts.get("sputum_cultures", ())
    facts.setdefault("expected_cost_five_years", 0)
    has_condition = any(facts[name] for name in CONDITIONS)
    facts.setdefault("ca_condition_found", facts["expected_cost_five_years"] > 0 or has_condition)
    if facts["ca_seeks_entry"]:
        _seek_entry(facts)
    else:
        examined(facts, given)


def _seek_entry(facts: Facts) -> None:
    """The exam given is the earlier one; what it found is behind, and a new one would be made on the day of entry."""
    if "exam_on" in facts:
        facts["ca_earlier_exam_on"] = facts.pop("exam_on")
    facts["exam_on"] = facts["ca_entry_sought_on"]
    facts.pop("applied_on", None)
    if "residence_history" not in facts:
        facts["ca_designated_since_authorisation"] = False


CANADA = Reading(
    family=lambda given: "CA",
    plain={
        "class": "ca_class",
        "hiv_positive_mother": "hiv_positive_mother",
        "blood_products": "blood_products",
        "adoption": "ca_adoption",
        "kidney": "kidney_disease",
        "diabetes": "diabetes",
        "autoimmune": "autoimmune_disease",
        "proteinuria": "persistent_proteinuria",
        "treated": "syphilis_treated",
        "complex": "ca_complex_tb",
        "cost_5y": "expected_cost_five_years",
        "authorised": "ca_authorised_on",
    },
    made={
        "history": lambda rows: stays(rows, _designated),
        "occupation": lambda value: {"occupation": value if value in OCCUPATIONS else "other"},
        "instruction": _instruction,
        "choice": _choice,
        "syphilis": lambda value: {"syphilis_serology": WORDS.get(value, value)},
        "bp": _pressure,
        "egfr_reported": _filtration,
        "assessed_year": lambda year: {"ca_assessed_on": date(year, 12, 31)},
        "seek_entry": lambda day: {"ca_seeks_entry": True, "ca_entry_sought_on": day},
    },
    without_meaning=frozenset({"country", "purpose", "on_art", "unaccompanied", "activity", "study"}),
    unremarkable={
        **UNREMARKABLE,
        "STREAMLINED_HISTORY5": {"history_taken": True},
        "CREATININE_EGFR": {"egfr": 90},
        "DST": {"dst": "pan_susceptible"},
        "MEDICAL_EXAM": {"history_taken": True, "physical_exam_done": True},
    },
    complete=_complete,
)
