"""One list of steps for several authorities: a step that is done once serves all that accept it."""

from collections.abc import Iterable
from dataclasses import dataclass

from pratique.rules.requirements.judgement import JudgedItem, Judgement


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """One edition's reason for a step."""

    edition: str
    family: str
    item: JudgedItem


@dataclass(frozen=True, kw_only=True, slots=True)
class UnionStep:
    """A step with everybody who needs it."""

    step: str
    needs: tuple[Need, ...]
    is_open: bool


def union_of_steps(judgements: Iterable[Judgement]) -> list[UnionStep]:
    """Every required step once, in the order in which the editions name them."""
    needs: dict[str, list[Need]] = {}
    for judgement in judgements:
        for item in judgement.required:
            need = Need(edition=judgement.edition, family=judgement.family, item=item)
            for step in item.steps:
                needs.setdefault(step, []).append(need)
    return [
        UnionStep(step=step, needs=tuple(found), is_open=any(need.item.is_open for need in found))
        for step, found in needs.items()
    ]
