"""What a case written for Australia gives, in the words of the vocabulary."""

from collections.abc import Mapping
from datetime import date, datetime, time
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

# Words to which a rule attaches; any other work, study or activity brings nothing.
WORK = {
    "doctor": "doctor",
    "medicine": "doctor",
    "dentist": "dentist",
    "dentistry": "dentist",
    "nurse": "nurse",
    "nursing": "nurse",
    "midwife": "nurse",
    "midwifery": "nurse",
    "paramedic": "paramedic",
    "paramedicine": "paramedic",
    "childcare": "childcare",
    "childcare_worker": "childcare",
    "childcare_trainee": "childcare",
    "preschool_worker": "childcare",
    "preschool_trainee": "childcare",
    "school_teacher": "school_teacher",
}
FIRST_OF_WORK = ("doctor", "dentist", "nurse", "paramedic", "childcare", "school_teacher")
CARE_PLACEMENTS = frozenset({"aged_care_placement", "hospital_placement", "disability_placement"})
SUBCLASSES = frozenset({"200", "201", "202", "203", "204"})
PROTECTION_SUBCLASSES = frozenset({"785", "790", "866"})
NEWEST = date(2024, 7, 1)  # with no date at all the newest rules are asked for


def _citizenship(value: Any) -> Facts:
    """Of several countries the highest schedule applies."""
    rows = value if isinstance(value, list) else [value]
    schedules: list[int] = []
    for row in rows:
        if unknown := set(row) - {"schedule", "country"}:
            raise UnreadableCase(f"unknown key citizenship.{sorted(unknown)[0]}")
        found = row["schedule"]
        schedules += found if isinstance(found, list) else [found]
    return {"au_citizenship_schedule": str(max(schedules))}


def _schedule(row: Mapping[str, Any]) -> Mapping[str, bool]:
    if row.get("schedule", 1) not in (1, 2):
        raise UnreadableCase(f"unknown value history.schedule={row['schedule']}")
    return {"au_schedule_2": row["schedule"] == 2} if "schedule" in row else {}


def _subclass(value: Any) -> Facts:
    return {"au_subclass": str(value) if str(value) in SUBCLASSES else "other"}


def _activity(value: Any) -> Facts:
    return {"au_care_setting": True} if value in CARE_PLACEMENTS else {}


def _treated(value: Any) -> Facts:
    """The infection found was fully treated, whichever it was."""
    return {"syphilis_treated": value, "tb_treated_and_free": value}


def _complete(facts: Facts, given: Given) -> None:
    absent_means_no(facts, "tb_signs_symptoms", "tb_contact", "tb_history", "pregnant", "unaccompanied_minor")
    absent_means_no(facts, "au_birth_planned", "au_hepatitis_b_risk", "au_care_setting", "tb_treated_and_free")
    facts.setdefault("au_days_in_australia", 0)
    facts["occupation"] = _work(given)
    facts["significant_finding"] = False  # no key tells of one
    if "positive" not in facts.get("sputum_smears", ()):
        facts.setdefault("tb_diagnosed_by_physician", False)
    if "au_citizenship_schedule" in facts and "residence_history" not in facts:
        facts["au_schedule_2_stay"] = False
    if str(given.get("subclass")) in PROTECTION_SUBCLASSES:
        facts["au_visa"] = "protection"
    examined(facts, given)
    if given.get("exam") is None:
        facts |= _planned_exam(facts)
    if question(given):
        facts |= _departure_check(facts, given)


def _work(given: Given) -> str:
    """The intended work to which the most rules attach."""
    found = {WORK.get(str(given.get(key))) for key in ("occupation", "study", "activity")}
    return next((word for word in FIRST_OF_WORK if word in found), "none")


def _planned_exam(facts: Facts) -> Facts:
    """Without an exam the rules of the day of application are asked for; look-backs count from the last stay."""
    last_stays = [stay.ends_on for stay in facts.get("residence_history", ())]
    if "applied_on" in facts or not last_stays:
        return {"exam_on": facts.get("applied_on", NEWEST)}
    return {"exam_on": NEWEST, "applied_on": max(last_stays)}


def _departure_check(facts: Facts, given: Given) -> Facts:
    """With a departure health check, its examination is done; no key tells of an early follow-up."""
    found: Facts = {"au_departure_check_accepted": facts.get("consent_examination", True), "au_early_follow_up": False}
    found["au_escort"] = facts.get("au_escort", "none")
    if given.get("dhc_datetime") is not None:
        found["departure_check_done"] = True
        if given.get("departure_datetime") is not None:
            found["check_hours_before_departure"] = _hours(given["dhc_datetime"], given["departure_datetime"])
    return found


def _hours(earlier: Any, later: Any) -> float:
    return (_instant(later) - _instant(earlier)).total_seconds() / 3600


def _instant(value: Any) -> datetime:
    """A date-time in local time; a date alone is its first minute."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time.min)
    return datetime.fromisoformat(value)


def question(given: Given) -> str:
    """The check before departure is asked about where it or an escort is given; otherwise the examination."""
    is_departure = given.get("dhc_datetime") is not None or given.get("escort") is not None
    return "departure_check" if is_departure else ""


AUSTRALIA = Reading(
    family=lambda given: "AU",
    question=question,
    plain={
        "visa": "au_visa",
        "in_australia_days_last_28": "au_days_in_australia",
        "hepB_high_risk": "au_hepatitis_b_risk",
        "birth_in_australia": "au_birth_planned",
        "unaccompanied": "unaccompanied_minor",
        "live_vaccine_date": "live_vaccine_on",
        "tst_planned": "skin_test_planned_on",
        "escort": "au_escort",
    },
    made={
        "citizenship": _citizenship,
        "history": lambda rows: stays(rows, _schedule),
        "subclass": _subclass,
        "activity": _activity,
        "treated": _treated,
        "syphilis": lambda value: {"syphilis_serology": WORDS.get(value, value)},
    },
    # Read as a whole by `_complete`, or without an Australian rule.
    without_meaning=frozenset(
        {"occupation", "study", "dhc_datetime", "departure_datetime", "purpose", "country", "on_art", "complex"}
    ),
    complete=_complete,
    unremarkable={
        **UNREMARKABLE,
        "CREATININE_EGFR": {"egfr": 100},
        "FITNESS_CHECK": {"departure_check_done": True},
        "MALARIA_RDT": {"au_malaria_test": "negative"},
        "CMI_ALERT": {"au_alert_raised": True},
    },
)
