"""What a case of the United States gives about refugee treatment and the last days before departure."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from pratique.areas.requirements.cases.case import (
    Difference,
    UnreadableCase,
    asserts_nothing,
    equal_answer,
    listed,
    same_set,
)
from pratique.areas.requirements.cases.countries import departure_country
from pratique.areas.requirements.cases.topic import Compare, Facts, Given, Topic
from pratique.rules.language.facts import Between
from pratique.rules.requirements.judgement import Judgement
from pratique.rules.requirements.words import vocabulary

DRUGS = ("albendazole", "ivermectin", "praziquantel", "artemether_lumefantrine")
FIELDS = ("drug", "dose_mg", "total_mg", "tablets_per_dose", "doses", "interval")
SECONDS_IN_AN_HOUR = 3600
PLAIN = {
    "age": "age",
    "age_months": "age_months",
    "sex": "sex",
    "weight_kg": "weight_kg",
    "applicant": "applicant",
    "pregnant": "pregnant",
    "loa_loa_exposure": "loa_loa_exposure",
    "exam_date": "exam_on",
    "departure_date": "planned_departure_on",
    "planned_departure": "planned_departure_on",
    "igra_planned": "igra_planned_on",
}
# The history is taken and found what the input says; it says nothing of these.
ABSENT = {
    "applicant": "immigrant",
    "pregnant": False,
    "breastfeeding": "none",
    "seizures_or_cysticercosis": False,
    "artemether_lumefantrine_allergy": False,
}
TRIMESTERS = {1: Between(1, 13), 2: Between(14, 27), 3: Between(28, 44)}
OTHER_GROUPS = {
    "sudanese_darfur": "sudanese_darfuri",
    "darfuri": "sudanese_darfuri",
    "sudanese_(not_darfuri)": "sudanese",
}


def question(given: Given) -> str:
    """What is asked is told by the keys of the input."""
    if "pec_datetime" in given or "departure_datetime" in given:
        return "pre_embarkation"
    return "live_vaccine" if "live_vaccine_date" in given or "igra_planned" in given else "treatment"


def case_facts(given: Given, results: Given) -> Facts:
    """Facts of the vocabulary, completed as the format says."""
    facts: Facts = {}
    for key, value in given.items():
        if value is None:
            continue
        if key in PLAIN:
            facts[PLAIN[key]] = value
        elif key in MADE:
            facts |= MADE[key](value)
    if given.get("departure_datetime") is not None and given.get("pec_datetime") is not None:
        facts["check_hours_before_departure"] = _hours(given["pec_datetime"], given["departure_datetime"])
    for name, value in ABSENT.items():
        facts.setdefault(name, value)
    return facts


def _hours(start: Any, end: Any) -> float:
    return (_instant(end) - _instant(start)).total_seconds() / SECONDS_IN_AN_HOUR


def _instant(value: Any) -> datetime:
    """Local time; without seconds the file's reader leaves it a text."""
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value)
        except ValueError as error:
            raise UnreadableCase(f"unknown value {value}") from error
    if not isinstance(value, datetime):
        raise UnreadableCase(f"unknown value {value}")
    return value


def _trimester(value: Any) -> Facts:
    if value not in TRIMESTERS:
        raise UnreadableCase(f"unknown value pregnant_trimester={value}")
    return {"pregnant": True, "pregnancy_weeks": TRIMESTERS[value]}


def _group(value: Any) -> Facts:
    """A group of the schedule; a people that the schedule doesn't name is another group."""
    name = str(value).lower().replace(" ", "_")
    name = OTHER_GROUPS.get(name, name)
    return {"refugee_group": name if name in vocabulary()["refugee_group"].values else "other"}


def treatments(judgement: Judgement) -> list[dict[str, Any]]:
    """The drugs that are required, each with what the edition says of its doses."""
    required = [drug for drug in DRUGS if drug in judgement.required_codes]
    given = {answer.key: answer.value for answer in judgement.answers}
    return [
        {"drug": drug} | {field: given[f"{drug}.{field}"] for field in FIELDS if f"{drug}.{field}" in given}
        for drug in required
    ]


def _compare_treatments(judgement: Judgement, key: str, expected: Any) -> None:
    found = {one["drug"]: one for one in treatments(judgement)}
    wanted = {one["drug"]: one for one in ([] if asserts_nothing(expected) else expected)}
    for row in wanted.values():
        for field in row:
            if field not in FIELDS:
                raise UnreadableCase(f"unknown key {key}.{field}")
    if set(wanted) != set(found):
        raise Difference(key, sorted(wanted), sorted(found))
    for drug, row in wanted.items():
        for field, value in row.items():
            if value is not None and value != found[drug].get(field):
                raise Difference(f"{drug}.{field}", value, found[drug].get(field))


def _compare_excluded(judgement: Judgement, key: str, expected: Mapping[str, Any]) -> None:
    """Several reasons may exclude one drug; the case names one of them."""
    if asserts_nothing(expected):
        found = [drug for drug in sorted(DRUGS) if judgement.values(f"excluded.{drug}")]
        same_set(key, expected, found)
        return
    for drug, reason in expected.items():
        if drug not in DRUGS:
            raise UnreadableCase(f"unknown value {key}={drug}")
        reasons = judgement.values(f"excluded.{drug}")
        if drug in judgement.required_codes or (reason is not None and not listed(reason) <= set(reasons)):
            raise Difference(f"{key}.{drug}", reason, reasons)


def _compare_tests(judgement: Judgement, key: str, expected: Any) -> None:
    """Treatments and the last check are no tests of the format."""
    same_set(key, expected, judgement.required_codes - {*DRUGS, "pre_embarkation_check"})


def _compare_answer(judgement: Judgement, key: str, expected: Any) -> None:
    equal_answer(key, expected, judgement.values(key))


def _compare_live_vaccine(judgement: Judgement, key: str, expected: Any) -> None:
    """`none` says that the rule is not violated."""
    equal_answer(key, "satisfied" if asserts_nothing(expected) else expected, judgement.values(key))


MADE: Mapping[str, Callable[[Any], Facts]] = {
    "birth_date": lambda value: {"birth_earliest": value, "birth_latest": value},
    "live_vaccine_date": lambda value: {"live_vaccine_given": True, "live_vaccine_on": value},
    "pregnant_trimester": _trimester,
    "departure_country": lambda value: {"departure_country": departure_country(value)},
    "group": _group,
}
COMPARES: Mapping[str, Compare] = {
    "required_tests": _compare_tests,
    "treatments": _compare_treatments,
    "excluded": _compare_excluded,
    "live_vaccine_rule": _compare_live_vaccine,
    "igra_earliest": _compare_answer,
    "pec_valid": _compare_answer,
    "reason": _compare_answer,
}


REFUGEES = Topic(facts=case_facts, question=question, compares=COMPARES)
