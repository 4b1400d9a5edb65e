"""Which recorded facts an edition may see: never more than it demands, never behind the person's back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pratique.rules.requirements.derivation import Facts, prepare_facts
from pratique.rules.requirements.model import Edition, Question
from pratique.rules.requirements.words import vocabulary

CARE, AUTHORITY = "care", "authority"


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """One recorded fact with the purpose it was asked for; `asked_for` names families of editions."""

    name: str
    value: Any
    purpose: str
    asked_for: frozenset[str] = frozenset()


def visible_facts(
    *, edition: Edition, recorded: Iterable[Recorded], told: bool, on: date | None = None, question: str = ""
) -> dict[str, Any]:
    """Facts asked for this authority, and others only where this edition demands them of this person and she was told.

    `recorded` is in the order of time: the latest value wins. A result counts as demanded only while its step is
    required or may be; care answers otherwise are no facts.
    """
    asked = edition.questions[question or edition.default_question]
    own: dict[str, Any] = {}
    others: dict[str, Any] = {}
    for one in recorded:
        is_own = one.purpose == AUTHORITY and edition.family in one.asked_for
        if is_own:
            own[one.name] = one.value
            others.pop(one.name, None)
        elif told and one.name in asked.facts:
            others[one.name] = one.value
    plain = {name: value for name, value in others.items() if not vocabulary()[name].step}
    results = {name: value for name, value in others.items() if vocabulary()[name].step}
    return _with_demanded_results(asked, own | plain, results, on)


def _with_demanded_results(
    question: Question, seen: Mapping[str, Any], results: Mapping[str, Any], on: date | None
) -> dict[str, Any]:
    """Adds results step by step: one that becomes visible may make the next step required."""
    visible = dict(seen)
    waiting = dict(results)
    while waiting:
        demanded = _demanded_steps(question, prepare_facts(visible, on=on))
        added = {name: value for name, value in waiting.items() if vocabulary()[name].step in demanded}
        if not added:
            break
        visible |= added
        waiting = {name: value for name, value in waiting.items() if name not in added}
    return visible


def _demanded_steps(question: Question, facts: Facts) -> frozenset[str]:
    needs = question.run(facts.get)[0]
    return frozenset(
        step for item, need in zip(question.items, needs, strict=True) if need is not False for step in item.steps
    )
