"""The project's own worked cases, beside each edition, in the words of the vocabulary."""

from collections.abc import Mapping
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


def own_case(raw: Mapping[str, Any], edition: str) -> Case:
    version = Version(judge=lambda: _judged(raw, edition), assertions=raw["expect"], compare=_compare)
    destination, family = edition.split("-", maxsplit=1)[0], edition.rsplit("-", 1)[0]
    return Case(id=raw["id"], labels=frozenset({edition, family, destination}), versions=(version,))


def _judged(raw: Mapping[str, Any], edition: str) -> Judgement:
    unknown = set(raw) - {"id", "note", "question", "facts", "expect"}
    if unknown:
        raise UnreadableCase(f"unknown key {sorted(unknown)[0]}")
    return judge(edition=load_edition(edition), facts=raw["facts"], question=raw.get("question", ""))


def _compare(judgement: Judgement, key: str, expected: Any) -> None:
    match key:
        case "required":
            same_set(key, expected, (item.id for item in judgement.required))
        case "unknown":
            same_set(key, expected, (item.id for item in judgement.unknown))
        case "open":
            same_set(key, expected, (item.id for item in judgement.open))
        case "asks":
            same_set(key, expected, (question.fact for question in judgement.questions))
        case "classes":
            same_set(key, expected, judgement.classification)
        case "outcome":
            same(key, expected, judgement.clearance)
        case "validity_months":
            same(key, expected, judgement.validity.months if judgement.validity else 0)
        case "valid_until":
            same(key, expected, judgement.valid_until)
        case "next" | "required_fields" | "conditions":
            included(key, expected, judgement.values(key))
        case _:
            equal_answer(key, expected, judgement.values(key))
