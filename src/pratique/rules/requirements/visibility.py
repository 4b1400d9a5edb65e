"""What of the recorded facts an edition may see (do no harm: every answer and result has a purpose)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pratique.rules.requirements.model import Edition

CARE = "care"
AUTHORITY = "authority"


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """One recorded fact with why it was asked: for an authority (which families of editions), or for care."""

    name: str
    value: Any
    purpose: str
    asked_for: frozenset[str] = frozenset()


def visible_facts(*, edition: Edition, recorded: Iterable[Recorded], told: bool) -> dict[str, Any]:
    """The facts that this edition may see; a later row of the same name outweighs an earlier one.

    It sees what it demands itself. What was collected for another authority, or for care, only if the person was
    told at consent that this authority learns it.
    """
    seen: dict[str, Any] = {}
    for fact in recorded:
        was_asked_for_it = fact.purpose == AUTHORITY and edition.family in fact.asked_for
        if fact.name in edition.demands and (was_asked_for_it or told):
            seen[fact.name] = fact.value
    return seen
