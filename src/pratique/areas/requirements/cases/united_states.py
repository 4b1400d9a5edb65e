"""Worked cases of the United States, edition by edition."""

from collections.abc import Callable, Mapping
from typing import Any

from pratique.areas.requirements.cases.case import (
    Case,
    UnreadableCase,
    Version,
    equal_answer,
    included,
    same,
    same_set,
)
from pratique.rules.requirements.engine import judge
from pratique.rules.requirements.judgement import Judgement
from pratique.rules.requirements.loading import load_edition

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
READERS_KEYS = frozenset({"id", "edition", "rules", "notes", "note", "confidence", "cites"})
CASE_KEYS = frozenset({"input", "results", "expected", "required_tests", "required_vaccines", "not_required"})
# Keys of other topics: allowed in the format, without meaning for tuberculosis.
OTHER_INPUT = frozenset(
    {
        "born_year", "weight_kg", "sti_suspected", "adoptee", "parental_affidavit", "waiver_requested", "craving",
        "hansen",
        "disorder", "harmful_behavior", "months_since_last_harm", "months_since_last_dsm_criterion", "polio_dose_date",
        "live_vaccine_date", "igra_planned", "departure_datetime", "pec_datetime", "departure_country", "group",
        "residence_weeks", "loa_loa_exposure", "flu_season", "records", "refused",
    }
)  # fmt: skip
OTHER_RESULTS = frozenset({"nontreponemal", "treponemal", "stage", "gonorrhea", "treated"})
PLAIN = {
    "age": "age",
    "age_months": "age_months",
    "sex": "sex",
    "applicant": "applicant",
    "incidence": "who_incidence",
    "signs_symptoms": "tb_signs_symptoms",
    "hiv_known": "hiv_known",
    "contact": "tb_contact",
    "tb_history": "tb_history",
    "pregnant": "pregnant",
    "tb_diagnosed_by_physician": "tb_diagnosed_by_physician",
    "exam_date": "exam_on",
    "departure_date": "departure_on",
    "planned_departure": "planned_departure_on",
    "visit": "visit",
    "result": "reported_result",
}
ABSENT = {
    "tb_signs_symptoms": False,
    "hiv_known": False,
    "tb_contact": False,
    "tb_history": False,
    "pregnant": False,
    "extrapulmonary_tb": False,
    "applicant": "immigrant",
    "prior_tb_class": "none",
    "tb_treatment_under_panel": False,
    "tb_treatment_completed": False,
    "tb_treatment_refused": False,
    "tb_treated_elsewhere": False,
    "waiver_form": "none",
    "waiver_approved": False,
    "history_taken": True,
    "physical_exam_done": True,
}
TREATMENT = {
    "dot_by_panel": "tb_treatment_under_panel",
    "completed": "tb_treatment_completed",
    "refused_dot": "tb_treatment_refused",
    "completed_elsewhere": "tb_treated_elsewhere",
    "months_since_completion": "months_since_tb_treatment",
}
WAIVER = {"form": "waiver_form", "approved": "waiver_approved", "us_provider_named": "waiver_provider_named"}
PDMS = {"physical_exam": "pdms_physical_exam", "cxr": "pdms_chest_film", "sputum": "pdms_sputum"}
RESULTS = {"igra": "igra", "tst_mm": "tst_mm", "molecular": "molecular_first", "dst": "dst"}
LISTS = {"smears": "sputum_smears", "cultures": "sputum_cultures", "cxr": "chest_film"}
EQUAL = frozenset({"subtype", "legacy_label", "indicator", "indicator_effect", "vax_class", "pdms_due_about"})
IGNORED = frozenset({"validity_confidence", "not_required"})


def united_states_case(raw: Mapping[str, Any]) -> Case:
    assertions: dict[str, Any] = {}
    for key, value in raw.items():
        if key == "expected":
            assertions |= value
        elif key in CASE_KEYS - {"input", "results"}:
            assertions[key] = value
    version = Version(judge=lambda: _judged(raw), assertions=assertions, compare=_compare)
    edition = raw["edition"]
    labels = frozenset({edition, edition.rsplit("-", 1)[0], "US"})
    return Case(id=raw["id"], labels=labels, versions=(version,), confidence=raw.get("confidence", ""))


def _judged(raw: Mapping[str, Any]) -> Judgement:
    edition = load_edition(raw["edition"])
    for key in raw:
        if key not in READERS_KEYS | CASE_KEYS:
            raise UnreadableCase(f"unknown key {key}")
    given = raw.get("input") or {}
    facts = case_facts(given, raw.get("results") or {})
    return judge(edition=edition, facts=facts, question=_question(given), ask=False)


def _question(given: Mapping[str, Any]) -> str:
    """What is asked is told by the keys of the input."""
    if "exam_month" in given:
        return "indicator"
    if "classes" in given:
        return "pre_departure" if "planned_departure" in given else "validity"
    return "examination"


def case_facts(given: Mapping[str, Any], results: Mapping[str, Any]) -> dict[str, Any]:
    """Facts of the vocabulary, completed as the format says."""
    facts: dict[str, Any] = {}
    for key, value in given.items():
        if value is not None:
            _take_input(facts, key, value)
    for key, value in results.items():
        if value is not None:
            _take_result(facts, key, value)
    for name, value in ABSENT.items():
        facts.setdefault(name, value)
    negative = ("negative",) * 3
    if tuple(facts.get("sputum_smears", ())) == negative == tuple(facts.get("sputum_cultures", ())):
        facts.setdefault("tb_diagnosed_by_physician", False)
    return facts


def _take_input(facts: dict[str, Any], key: str, value: Any) -> None:
    if key in PLAIN:
        facts[PLAIN[key]] = value
    elif key in MADE:
        facts |= MADE[key](value)
    elif key in MEMBERS:
        _take_members(facts, key, value, MEMBERS[key])
    elif key not in OTHER_INPUT:
        raise UnreadableCase(f"unknown key {key}")


def _take_result(facts: dict[str, Any], key: str, value: Any) -> None:
    if key in LISTS:
        facts[LISTS[key]] = [_word(one) for one in (value if isinstance(value, list) else [value])]
    elif key in RESULTS:
        facts[RESULTS[key]] = _word(value)
    elif key == "pdms":
        _take_members(facts, key, value, PDMS)
    elif key not in OTHER_RESULTS:
        raise UnreadableCase(f"unknown key {key}")


def _take_members(facts: dict[str, Any], key: str, value: Mapping[str, Any], names: Mapping[str, str]) -> None:
    for member, one in value.items():
        if member not in names:
            raise UnreadableCase(f"unknown key {key}.{member}")
        facts[names[member]] = one


def _month(key: str, value: Any) -> int:
    if value not in MONTHS:
        raise UnreadableCase(f"unknown value {key}={value}")
    return MONTHS.index(value) + 1


def _site(value: Any) -> dict[str, Any]:
    site = value.get("site") if isinstance(value, dict) else None
    return {"extrapulmonary_tb": bool(value), "extrapulmonary_site": site}


MEMBERS = {"treatment": TREATMENT, "waiver": WAIVER}
MADE: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "birth_date": lambda value: {"birth_earliest": value, "birth_latest": value},
    "classes": lambda value: {"concluded_classes": value if isinstance(value, list) else [value]},
    "prior_class": lambda value: {"prior_tb_class": value if str(value).startswith("TB_") else "none"},
    "pregnant_trimester": lambda _: {"pregnant": True},
    "extrapulmonary_tb": _site,
    "exam_month": lambda value: {"exam_month": _month("exam_month", value)},
    "culture_result_month": lambda value: {"culture_result_month": _month("culture_result_month", value)},
}


def _word(value: Any) -> Any:
    return SAME.get(value, value) if isinstance(value, str) else value


SINGLE: Mapping[str, Callable[[Judgement], Any]] = {
    "clearance": lambda judgement: judgement.clearance,
    "validity_months": lambda judgement: judgement.validity.months if judgement.validity else None,
    "indicator_month": lambda judgement: next(
        (MONTHS[month - 1] for month in judgement.values("indicator_month")), None
    ),
}


def _compare(judgement: Judgement, key: str, expected: Any) -> None:
    if key == "required_tests":
        same_set(key, expected, judgement.required_codes)
    elif key == "classes":
        same_set(key, expected, judgement.classification)
    elif key in SINGLE:
        same(key, expected, SINGLE[key](judgement))
    elif key in ("next", "required_fields"):
        included(key, expected, judgement.values(key))
    elif key in EQUAL:
        equal_answer(key, expected, judgement.values(key))
    elif key == "required_vaccines":
        included(key, expected, ())
    elif key not in IGNORED:
        raise UnreadableCase(f"unknown key {key}")
