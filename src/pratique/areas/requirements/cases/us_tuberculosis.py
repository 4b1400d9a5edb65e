"""What a case of the United States gives about tuberculosis, in the words of the vocabulary."""

from collections.abc import Callable, Mapping
from typing import Any

from pratique.areas.requirements.cases.case import UnreadableCase
from pratique.areas.requirements.cases.topic import Topic, month_number, word

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
SPECIMENS = 3
OTHER_CLASSES = frozenset(
    {"SYPH_A", "SYPH_B", "GC_A", "GC_B", "HD_A", "HD_B", "MH_A", "MH_B", "SUD_A", "SUD_B", "VAX_A", "NONE"}
)
LISTS = {"smears": "sputum_smears", "cultures": "sputum_cultures", "cxr": "chest_film"}


def question(given: Mapping[str, Any]) -> str:
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
    if _sputum_is_negative(facts):
        facts.setdefault("tb_diagnosed_by_physician", False)
    return facts


def _sputum_is_negative(facts: Mapping[str, Any]) -> bool:
    """Every smear and culture final and negative. Without cultures only an edition that asks for none goes on."""
    sets = [facts[name] for name in ("sputum_smears", "sputum_cultures") if name in facts]
    return "sputum_smears" in facts and all(len(one) >= SPECIMENS and set(one) == {"negative"} for one in sets)


def _take_input(facts: dict[str, Any], key: str, value: Any) -> None:
    if key in PLAIN:
        facts[PLAIN[key]] = value
    elif key in MADE:
        facts |= MADE[key](value)
    elif key in MEMBERS:
        _take_members(facts, key, value, MEMBERS[key])


def _take_result(facts: dict[str, Any], key: str, value: Any) -> None:
    if key in LISTS:
        facts[LISTS[key]] = [word(one) for one in (value if isinstance(value, list) else [value])]
    elif key in RESULTS:
        facts[RESULTS[key]] = word(value)
    elif key == "pdms":
        _take_members(facts, key, value, PDMS)


def _take_members(facts: dict[str, Any], key: str, value: Mapping[str, Any], names: Mapping[str, str]) -> None:
    for member, one in value.items():
        if member not in names:
            raise UnreadableCase(f"unknown key {key}.{member}")
        facts[names[member]] = word(one)


def _site(value: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {"extrapulmonary_tb": bool(value)}
    if isinstance(value, dict):
        _take_members(facts, "extrapulmonary_tb", value, SITE)
    return facts


def _trimester(value: Any) -> dict[str, Any]:
    if value not in (1, 2, 3):
        raise UnreadableCase(f"unknown value pregnant_trimester={value}")
    return {"pregnant": True}


def _prior_class(value: Any) -> dict[str, Any]:
    """Classes of other topics say nothing about tuberculosis."""
    if not isinstance(value, str):
        raise UnreadableCase(f"unknown value prior_class={value}")
    if value in OTHER_CLASSES:
        return {"prior_tb_class": "none"}
    return {"prior_tb_class": value}


def _concluded(value: Any) -> dict[str, Any]:
    """What this topic concluded; NONE beside it is of another topic."""
    given = value if isinstance(value, list) else [value]
    return {"concluded_classes": [one for one in given if one not in OTHER_CLASSES]}


SITE = {"site": "extrapulmonary_site"}
MEMBERS = {"treatment": TREATMENT, "waiver": WAIVER}
MADE: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "birth_date": lambda value: {"birth_earliest": value, "birth_latest": value},
    "classes": _concluded,
    "prior_class": _prior_class,
    "pregnant_trimester": _trimester,
    "extrapulmonary_tb": _site,
    "exam_month": lambda value: {"exam_month": month_number("exam_month", value)},
    "culture_result_month": lambda value: {"culture_result_month": month_number("culture_result_month", value)},
}


TUBERCULOSIS = Topic(facts=case_facts, question=question)
