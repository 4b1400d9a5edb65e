"""What the cases of the United States ask of one topic: facts from input and results, the question, further answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pratique.areas.requirements.cases.case import UnreadableCase
from pratique.rules.requirements.judgement import Judgement

Facts = dict[str, Any]
Given = Mapping[str, Any]
Compare = Callable[[Judgement, str, Any], None]

SAME = {"neg": "negative", "nonreactive": "negative", "pos": "positive", "reactive": "positive"}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# Every key of the format; a topic leaves out those that have no meaning for it.
INPUT_KEYS = frozenset(
    [
        "adoptee",
        "age",
        "age_months",
        "applicant",
        "birth_date",
        "born_year",
        "classes",
        "contact",
        "craving",
        "culture_result_month",
        "departure_country",
        "departure_date",
        "departure_datetime",
        "disorder",
        "exam_date",
        "exam_month",
        "extrapulmonary_tb",
        "flu_season",
        "group",
        "hansen",
        "harmful_behavior",
        "hiv_known",
        "igra_planned",
        "incidence",
        "live_vaccine_date",
        "loa_loa_exposure",
        "months_since_last_dsm_criterion",
        "months_since_last_harm",
        "parental_affidavit",
        "pec_datetime",
        "planned_departure",
        "polio_dose_date",
        "pregnant",
        "pregnant_trimester",
        "prior_class",
        "records",
        "refused",
        "residence_weeks",
        "result",
        "sex",
        "signs_symptoms",
        "sti_suspected",
        "tb_diagnosed_by_physician",
        "tb_history",
        "treatment",
        "visit",
        "waiver",
        "waiver_requested",
        "weight_kg",
    ]
)
RESULT_KEYS = frozenset(
    [
        "cultures",
        "cxr",
        "dst",
        "gonorrhea",
        "igra",
        "molecular",
        "nontreponemal",
        "pdms",
        "smears",
        "stage",
        "treated",
        "treponemal",
        "tst_mm",
    ]
)


@dataclass(frozen=True, kw_only=True)
class Topic:
    """`compares` are expectations that only this topic knows; the rest is compared by united_states.py."""

    facts: Callable[[Given, Given], Facts]
    question: Callable[[Given], str]
    compares: Mapping[str, Compare] = field(default_factory=dict)


def refuse_unknown_keys(given: Given, results: Given) -> None:
    for key in [*(set(given) - INPUT_KEYS), *(set(results) - RESULT_KEYS)]:
        raise UnreadableCase(f"unknown key {key}")


def word(value: Any) -> Any:
    """The vocabulary's word for an alias."""
    return SAME.get(value, value) if isinstance(value, str) else value


def month_number(key: str, value: Any) -> int:
    if value not in MONTHS:
        raise UnreadableCase(f"unknown value {key}={value}")
    return MONTHS.index(value) + 1
