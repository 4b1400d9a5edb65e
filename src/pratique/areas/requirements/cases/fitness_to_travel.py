"""What a case written for fitness to travel gives, in the words of the vocabulary."""

from collections.abc import Mapping
from typing import Any

from pratique.areas.requirements.cases.case import UnreadableCase
from pratique.areas.requirements.cases.given import Facts, Given, Reading, absent_means_no, elapsed_hours
from pratique.rules.requirements.judgement import Judgement

DAYS = {
    "mi_uncomplicated": "days_since_heart_attack",
    "mi_complicated": "days_since_heart_attack",
    "coronary_stent": "days_since_stent",
    "chest_surgery": "days_since_chest_surgery",
    "stroke": "days_since_stroke",
    "pneumothorax_drained": "days_since_drainage",
    "simple_abdominal_surgery": "days_since_simple_abdominal_surgery",
    "major_abdominal_surgery": "days_since_major_abdominal_surgery",
    "keyhole_surgery": "days_since_keyhole_surgery",
    "colonoscopy": "days_since_colonoscopy",
    "head_injury": "days_since_head_injury",
}
MOBILITY = {"walks_cabin": "walks_in_cabin", "climbs_steps": "climbs_steps", "long_distance": "walks_long_distance"}
PREGNANCIES = {"single": False, "twin": True}
# The format has no key for these, or says that absence means no.
ABSENT = (
    "acute_anaemia", "cardiorespiratory_disease", "breathless_on_short_walk", "preterm", "pregnant",
    "pregnancy_complication", "recent_delivery", "psychiatric_acute", "travels_on_stretcher", "unaccompanied_minor",
)  # fmt: skip
ADULT = 30


def _family(given: Given) -> str:
    """The carrier's profile, or the base table."""
    return f"FT-{given.get('carrier') or 'base'}".upper().replace("_", "-")


def _mobility(value: Mapping[str, Any]) -> Facts:
    """A mobility that is described without the distance is one that needs help over it."""
    if unknown := set(value) - set(MOBILITY):
        raise UnreadableCase(f"unknown key mobility.{sorted(unknown)[0]}")
    return {"walks_long_distance": False} | {MOBILITY[key]: one for key, one in value.items() if one is not None}


def _pregnancy(value: Any) -> Facts:
    if value not in PREGNANCIES:
        raise UnreadableCase(f"unknown value pregnancy={value}")
    return {"pregnant": True, "multiple_pregnancy": PREGNANCIES[value]}


def _complete(facts: Facts, given: Given) -> None:
    """Absent means no; days count from the event that the condition names; who isn't said to be young is an adult."""
    condition, days = given.get("condition"), given.get("days")
    facts["travel_conditions"] = [] if condition is None else [condition]
    if "positive" in facts.get("sputum_smears", ()) or "mtb" in facts.get("sputum_cultures", ()):
        facts["travel_conditions"] += ["infectious_disease"]
    if days is not None and condition in DAYS:
        facts[DAYS[condition]] = days
    absent_means_no(facts, *ABSENT)
    if not {"age", "age_days", "birth_earliest"} & set(facts):
        facts["age"] = ADULT
    departure, check = given.get("departure_datetime"), given.get("pec_datetime")
    if departure is not None and check is not None:
        facts["check_hours_before_departure"] = elapsed_hours(check, departure)


FITNESS_TO_TRAVEL = Reading(
    family=_family,
    plain={
        "hb": "haemoglobin",
        "hb_g_dl": "haemoglobin",
        "acute": "acute_anaemia",
        "cardioresp": "cardiorespiratory_disease",
        "preterm": "preterm",
        "residual_air": "residual_air",
        "stretcher": "travels_on_stretcher",
        "escort": "travel_escort",
        "unaccompanied": "unaccompanied_minor",
        **MOBILITY,  # a variant may change a member that the base leaves out
    },
    made={
        "mobility": _mobility,
        "pregnancy": _pregnancy,
        "weeks": lambda value: {"pregnancy_weeks": int(value)},  # completed weeks
    },
    without_meaning=frozenset({"carrier", "condition", "days", "departure_datetime", "pec_datetime"}),
    complete=_complete,
)


def fit_word(judgement: Judgement) -> str | None:
    """The format knows three words: FIT with whatever help, and who is not yet found fit is so for the time being."""
    found = judgement.clearance or ""
    if found.startswith("FIT"):
        return "FIT"
    return "TEMPORARILY_UNFIT" if found == "PENDING" else judgement.clearance
