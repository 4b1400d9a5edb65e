"""The project's own worked cases, beside each edition, in the words of the vocabulary."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from pratique.areas.requirements.cases.case import (
    Case,
    UnreadableCase,
    Version,
    equal_answer,
    included,
    same,
    same_set,
    single,
)
from pratique.rules.dates.calendar import Stay
from pratique.rules.requirements.engine import judge
from pratique.rules.requirements.judgement import Judgement
from pratique.rules.requirements.loading import load_edition


def own_case(raw: Mapping[str, Any], editions: Sequence[str], base: Mapping[str, Any]) -> Case:
    """A case holds for every edition that its file names; `base` are facts that its cases share unless they differ."""
    versions = tuple(
        Version(judge=partial(_judged, raw, edition, base), assertions=raw["expect"], compare=_compare)
        for edition in editions
    )
    labels = [label for edition in editions for label in (edition, edition.rsplit("-", 1)[0], edition.split("-")[0])]
    return Case(id=raw["id"], labels=frozenset(labels), versions=versions)


def _judged(raw: Mapping[str, Any], edition: str, base: Mapping[str, Any]) -> Judgement:
    unknown = set(raw) - {"id", "note", "question", "facts", "expect"}
    if unknown:
        raise UnreadableCase(f"unknown key {sorted(unknown)[0]}")
    return judge(
        edition=load_edition(edition),
        facts=_facts({**base, **raw["facts"]}),
        question=raw.get("question", ""),
        ask="asks" in raw["expect"],
    )


def _facts(given: Mapping[str, Any]) -> dict[str, Any]:
    """`unknown` takes a fact of the base away."""
    facts = {name: value for name, value in given.items() if value != "unknown"}
    if "residence_history" in facts:
        facts["residence_history"] = tuple(Stay(**row) for row in facts["residence_history"])
    return facts


SETS: Mapping[str, Callable[[Judgement], Iterable[Any] | None]] = {
    "required": lambda judgement: [item.id for item in judgement.required],
    "unknown": lambda judgement: [item.id for item in judgement.unknown],
    "open": lambda judgement: [item.id for item in judgement.open],
    "asks": lambda judgement: [question.fact for question in judgement.questions],
    "classes": lambda judgement: judgement.classification,
}
SINGLE: Mapping[str, Callable[[Judgement], Any]] = {
    "outcome": lambda judgement: judgement.clearance,
    "validity_months": lambda judgement: judgement.validity.months if judgement.validity else 0,
    "valid_until": lambda judgement: judgement.valid_until or single(judgement.values("valid_until")),
}


def _compare(judgement: Judgement, key: str, expected: Any) -> None:
    if key in SETS:
        same_set(key, expected, SETS[key](judgement))
    elif key in SINGLE:
        same(key, expected, SINGLE[key](judgement))
    elif key in ("next", "required_fields", "conditions"):
        included(key, expected, judgement.values(key))
    elif isinstance(expected, list):
        same_set(key, expected, judgement.values(key))
    else:
        equal_answer(key, expected, judgement.values(key))
