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
from pratique.areas.requirements.cases.topic import MONTHS, Topic, refuse_unknown_keys
from pratique.areas.requirements.cases.us_conditions import CONDITIONS
from pratique.areas.requirements.cases.us_refugees import REFUGEES
from pratique.areas.requirements.cases.us_tuberculosis import TUBERCULOSIS
from pratique.areas.requirements.cases.us_vaccines import VACCINES
from pratique.rules.requirements.engine import judge
from pratique.rules.requirements.judgement import Judgement
from pratique.rules.requirements.loading import UnknownEdition, load_edition

TOPICS: Mapping[str, Topic] = {
    "US-HD": CONDITIONS,
    "US-MH": CONDITIONS,
    "US-POLIO": VACCINES,
    "US-REF": REFUGEES,
    "US-STI": CONDITIONS,
    "US-TB": TUBERCULOSIS,
    "US-VAX": VACCINES,
}
READERS_KEYS = frozenset({"id", "edition", "rules", "notes", "note", "confidence", "cites"})
CASE_KEYS = frozenset({"input", "results", "expected", "required_tests", "required_vaccines", "not_required"})
EQUAL = frozenset({"subtype", "legacy_label", "indicator", "indicator_effect", "vax_class", "pdms_due_about"})
WITHOUT_COMPARISON = frozenset({"validity_confidence"})


def united_states_case(raw: Mapping[str, Any]) -> Case:
    assertions: dict[str, Any] = {}
    for key, value in raw.items():
        if key == "expected":
            assertions |= value
        elif key in CASE_KEYS - {"input", "results"}:
            assertions[key] = value
    edition = raw["edition"]
    family = edition.rsplit("-", 1)[0]
    version = Version(
        judge=lambda: _judged(raw, family),
        assertions=assertions,
        compare=lambda judgement, key, expected: _compare(TOPICS[family], judgement, key, expected),
    )
    labels = frozenset({edition, family, "US"})
    return Case(id=raw["id"], labels=labels, versions=(version,), confidence=raw.get("confidence", ""))


def _judged(raw: Mapping[str, Any], family: str) -> Judgement:
    edition = load_edition(raw["edition"])
    if family not in TOPICS:
        raise UnknownEdition(raw["edition"])
    for key in raw:
        if key not in READERS_KEYS | CASE_KEYS:
            raise UnreadableCase(f"unknown key {key}")
    given, results = raw.get("input") or {}, raw.get("results") or {}
    refuse_unknown_keys(given, results)
    topic = TOPICS[family]
    facts = topic.facts(given, results)
    return judge(edition=edition, facts=facts, question=topic.question(given), ask=False)


SINGLE: Mapping[str, Callable[[Judgement], Any]] = {
    "clearance": lambda judgement: judgement.clearance,
    "validity_months": lambda judgement: judgement.validity.months if judgement.validity else None,
    "indicator_month": lambda judgement: next(
        (MONTHS[month - 1] for month in judgement.values("indicator_month")), None
    ),
}


def _compare(topic: Topic, judgement: Judgement, key: str, expected: Any) -> None:
    if key in topic.compares:
        topic.compares[key](judgement, key, expected)
    elif key == "required_tests":
        same_set(key, expected, judgement.required_codes)
    elif key == "classes":
        same_set(key, expected, judgement.classification)
    elif key in SINGLE:
        same(key, expected, SINGLE[key](judgement))
    elif key in ("next", "required_fields"):
        included(key, expected, judgement.values(key))
    elif key in EQUAL:
        equal_answer(key, expected, judgement.values(key))
    elif key not in WITHOUT_COMPARISON:
        raise UnreadableCase(f"unknown key {key}")
