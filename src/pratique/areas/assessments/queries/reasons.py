"""Why a step is asked: each authority's reason, with links to the clauses that ask for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pratique.areas.encounters.public import Permission as EncounterPermission
from pratique.foundation.actors.actor import Actor
from pratique.foundation.ui.navigation import address_of

# Steps whose very presence tells what only those may know who read what was recorded.
TELLING_STEPS = frozenset({"pregnancy_choice", "pregnancy_test"})


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One clause of an edition, and its place in the rule book."""

    text: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Why:
    """Why something is asked, as ui/why.html shows it."""

    text: str
    rule: str
    clauses: tuple[Clause, ...]
    standing: str
    standing_text: str


def language() -> str:
    """The language of the page, one of the four in which the rules speak."""
    return (get_language() or "en").split("-")[0]


def why(reason: Mapping[str, Any]) -> Why:
    """The reason that a judgement gave, for a reader."""
    standings = {
        "verified": _("verified"),
        "secondary": _("secondary source"),
        "provisional": _("provisional"),
        "unconfirmed": _("unconfirmed"),
    }
    page = address_of("edition", reason["edition"])
    return Why(
        text=reason["why"][language()],
        rule=reason["edition"],
        clauses=tuple(Clause(text=clause, address=f"{page}#{clause}") for clause in reason["source"]),
        standing=reason["standing"],
        standing_text=standings[reason["standing"]],
    )


def reads_findings(by: Actor) -> bool:
    """Whether what was found, and what follows from it, is for this actor; others see what is to do and the verdict."""
    return by.may(EncounterPermission.SEE_ENTRY)


def told_steps(by: Actor, steps: Iterable[Any]) -> list[Any]:
    """Without the steps that would tell this actor too much: absent, not hidden."""
    return [step for step in steps if reads_findings(by) or step.code not in TELLING_STEPS]
