"""What a case written for New Zealand gives, in the words of the vocabulary."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
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

NEWEST = date(2022, 9, 4)  # with no date at all the newest rules are asked for
BLOOD_PANEL = {
    "haemoglobin": 14,
    "hba1c_mmol_mol": 36,
    "liver_tests": "normal",
    "hiv_test": "negative",
    "hbsag": "negative",
    "hcv_antibody": "negative",
    "syphilis_serology": "negative",
}


def _previous(value: Any) -> Facts:
    """Earlier certificates: `none`, or when they were issued and with which outcome."""
    if value == "none":
        return {"nz_previous_outcome": "none"}
    if unknown := set(value) - {"issued", "outcome"}:
        raise UnreadableCase(f"unknown key previous.{sorted(unknown)[0]}")
    found: Facts = {}
    if "outcome" in value:
        found["nz_previous_outcome"] = re.sub(r"[\s-]+", "_", str(value["outcome"])).upper()
    if "issued" in value:
        found["nz_previous_issued_on"] = value["issued"]
    return found


def _egfr(value: Any) -> Facts:
    """The text as reported: a figure, coded as a whole number, or only that it is more than 90."""
    text = str(value).replace(" ", "")
    if text == ">90":
        return {"egfr_above_90": True}
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        raise UnreadableCase(f"unknown value egfr_reported={value}")
    return {"egfr": _whole(text), "egfr_above_90": False}


def _whole(value: Any) -> int:
    """Both HbA1c and eGFR are entered as whole numbers."""
    return int(Decimal(str(value)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _treated(value: Any) -> Facts:
    """The infection found was fully treated, whichever it was."""
    return {"syphilis_treated": value, "tb_treated_and_free": value}


def _complete(facts: Facts, given: Given) -> None:
    absent_means_no(facts, "tb_signs_symptoms", "tb_contact", "tb_history", "pregnant", "tb_treated_and_free")
    absent_means_no(facts, "nz_visa_approved", "nz_special_film_report")
    facts.setdefault("nz_previous_outcome", "none")
    facts["significant_finding"] = False  # no key tells of one
    if question(given) and facts["nz_visa"] == "family":
        facts["nz_visa"] = "refugee_family"
    if "positive" not in facts.get("sputum_smears", ()):
        facts.setdefault("tb_diagnosed_by_physician", False)
    if facts.get("nz_visa") == "rse_limited":
        facts.setdefault("nz_high_hiv_country", False)
    if given.get("exam") is not None and "certificate_issued_on" in facts:
        facts["nz_exam_certificate_on"] = facts.pop("certificate_issued_on")
    examined(facts, given)
    _complete_dates(facts)


def _complete_dates(facts: Facts) -> None:
    """Look-backs count from the day of application; without it from the exam, without both by the newest rules."""
    day = facts.get("applied_on") or facts.get("exam_on") or NEWEST
    facts.setdefault("applied_on", day)
    facts.setdefault("exam_on", day)


def question(given: Given) -> str:
    """Once the visa of a quota refugee or of a refugee's family is approved, the voluntary service is asked about."""
    is_settling_in = given.get("visa") in ("refugee_quota", "family") and given.get("visa_approved") is True
    return "settlement_service" if is_settling_in else ""


NEW_ZEALAND = Reading(
    family=lambda given: "NZ",
    question=question,
    plain={
        "visa": "nz_visa",
        "visa_approved": "nz_visa_approved",
        "tb_risk": "nz_tb_risk",
        "high_tb_stay_months_since": "nz_high_tb_months_since",
        "high_hiv_country": "nz_high_hiv_country",
        "consent_settlement_service": "nz_settlement_consent",
        "cost_5y": "expected_cost_five_years",
        "hb": "haemoglobin",
        "hb_g_dl": "haemoglobin",
    },
    made={
        "previous": _previous,
        "egfr_reported": _egfr,
        "hba1c_mmol_mol": lambda value: {"hba1c_mmol_mol": _whole(value)},
        "treated": _treated,
        "syphilis": lambda value: {"syphilis_serology": WORDS.get(value, value)},
    },
    # Without a rule of New Zealand.
    without_meaning=frozenset({"country", "purpose", "occupation", "study", "activity", "on_art", "complex"}),
    complete=_complete,
    unremarkable={
        **UNREMARKABLE,
        "BLOOD_PANEL_NZ": BLOOD_PANEL,
        "CREATININE_EGFR": {"egfr": 100},
        "ENDOCRINOLOGIST_REPORT": {"endocrinologist_report": True},
        "NEPHROLOGIST_REPORT": {"nephrologist_report": True},
        "SETTLEMENT_ASSESSMENT": {"history_taken": True, "physical_exam_done": True},
        "SETTLEMENT_VACCINATIONS": {"vaccinations_checked": True},
        "FITNESS_CHECK": {"departure_check_done": True},
    },
)
