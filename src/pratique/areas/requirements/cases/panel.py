"""Worked cases of the other destinations: `given`, `expect` and variants."""

from collections.abc import Callable, Mapping
from typing import Any

from pratique.areas.requirements.cases.australia import AUSTRALIA
from pratique.areas.requirements.cases.canada import CANADA
from pratique.areas.requirements.cases.case import (
    Case,
    UnreadableCase,
    Version,
    equal_answer,
    excluded,
    included,
    same,
    same_set,
    single,
)
from pratique.areas.requirements.cases.fitness_to_travel import FITNESS_TO_TRAVEL, fit_word
from pratique.areas.requirements.cases.given import Reading
from pratique.areas.requirements.cases.gulf_states import GULF_STATES
from pratique.areas.requirements.cases.new_zealand import NEW_ZEALAND
from pratique.areas.requirements.cases.united_kingdom import UNITED_KINGDOM
from pratique.rules.requirements.engine import judge
from pratique.rules.requirements.judgement import Judgement
from pratique.rules.requirements.loading import UnknownEdition, edition_for
from pratique.rules.requirements.model import Edition

READINGS: Mapping[str, Reading] = {
    "AU": AUSTRALIA,
    "CA": CANADA,
    "FT": FITNESS_TO_TRAVEL,
    "GC": GULF_STATES,
    "NZ": NEW_ZEALAND,
    "UK": UNITED_KINGDOM,
}
READERS_KEYS = frozenset({"id", "cites", "confidence", "note", "notes", "rules"})
CASE_KEYS = frozenset({"destination", "given", "expect", "variants"})
EQUAL = frozenset(
    {
        "age_at_exam", "until", "certificate", "treatment_min_months", "code", "surveillance", "form", "report_days",
        "travel_hold",
        "payer", "handout", "signatory", "egfr_coded", "egfr_status", "recorded", "assess",
        "medif", "document", "review_not_before_days", "reason", "referral", "counselling", "ash", "threshold",
        "escort_required", "pec_valid", "dhc_valid", "tst_allowed", "cmi_alert", "report_valid",
    }
)  # fmt: skip
SUBSET = frozenset({"conditions", "forms_offered", "add"})
# The outcome has a name of its own in the cases of the Gulf states and of fitness to travel; a validity that is counted
# in days is an answer.
SINGLE: Mapping[str, Callable[[Judgement], Any]] = {
    "outcome": lambda judgement: judgement.clearance,
    "status": lambda judgement: judgement.clearance,
    "fit": fit_word,
    "valid_until": lambda judgement: judgement.valid_until or single(judgement.values("valid_until")),
}
EXPECTATIONS = EQUAL | SUBSET | set(SINGLE) | {"required", "not_required", "exact", "forms"}


def panel_case(raw: Mapping[str, Any], tests: frozenset[str]) -> Case:
    destination = raw["destination"]
    given, expect = raw["given"], raw["expect"]
    versions = [_version(raw, given, expect, tests)]
    for variant in raw.get("variants") or ():
        changes = {key: value for key, value in variant.items() if key not in EXPECTATIONS}
        asserted = {key: value for key, value in variant.items() if key in EXPECTATIONS}
        versions.append(_version(raw, _changed(given, changes), asserted, tests))
    labels = frozenset({destination, *_editions(destination, given)})
    return Case(id=raw["id"], labels=labels, versions=tuple(versions), confidence=raw.get("confidence", ""))


def _editions(destination: str, given: Mapping[str, Any]) -> set[str]:
    try:
        edition = _edition(destination, given)
    except UnknownEdition:
        return set()
    return {edition.code, edition.family}


def _changed(given: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(given)
    for key, value in changes.items():
        nested = next((name for name, inner in given.items() if isinstance(inner, dict) and key in inner), None)
        if key not in given and nested is not None:
            result[nested] = {**result[nested], key: value}
        else:
            result[key] = value
    return result


def _version(
    raw: Mapping[str, Any], given: Mapping[str, Any], expect: Mapping[str, Any], tests: frozenset[str]
) -> Version:
    is_exact = bool(expect.get("exact"))
    return Version(
        judge=lambda: _judged(raw, given),
        assertions={key: value for key, value in expect.items() if key != "exact"},
        compare=lambda judgement, key, expected: _compare(judgement, key, expected, tests, is_exact),
    )


def _edition(destination: str, given: Mapping[str, Any]) -> Edition:
    if destination not in READINGS:
        raise UnknownEdition(destination)
    applied = given.get("applied") or given.get("lodged")
    # Who seeks entry with an earlier exam would be examined anew on that day; without an exam, the application decides.
    exam = given.get("seek_entry") or given.get("exam") or applied
    family = READINGS[destination].family(given)
    return edition_for(family, {"applied_on": applied, "exam_on": exam})


def _judged(raw: Mapping[str, Any], given: Mapping[str, Any]) -> Judgement:
    for key in raw:
        if key not in READERS_KEYS | CASE_KEYS:
            raise UnreadableCase(f"unknown key {key}")
    edition = _edition(raw["destination"], given)
    reading = READINGS[raw["destination"]]
    facts = reading.facts(given)
    question = reading.question(given)
    judgement = judge(edition=edition, facts=facts, question=question, ask=False)
    if given.get("other_required_tests") != "normal":
        return judgement
    # Every required test that isn't mentioned is done and unremarkable; each may bring another.
    while missing := {
        name: value
        for item in judgement.open
        for name, value in reading.unremarkable.get(item.code, {}).items()
        if name not in facts
    }:
        facts |= missing
        judgement = judge(edition=edition, facts=facts, question=question, ask=False)
    return judgement


def _compare(judgement: Judgement, key: str, expected: Any, tests: frozenset[str], is_exact: bool) -> None:
    required = judgement.required_codes & tests
    if key == "required":
        (same_set if is_exact else included)(key, expected, required)
    elif key == "not_required":
        excluded(key, expected, required)
    elif key in SINGLE:
        same(key, expected, SINGLE[key](judgement))
    elif key == "forms":
        same_set(key, expected, judgement.values(key))
    elif key in SUBSET:
        included(key, expected, judgement.values(key))
    elif key in EQUAL:
        equal_answer(key, expected, judgement.values(key))
    else:
        raise UnreadableCase(f"unknown key {key}")
