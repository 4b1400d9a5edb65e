"""One list of steps for several authorities at once: a step that two of them accept is done once."""

from collections.abc import Iterable
from dataclasses import dataclass

from pratique.rules.requirements.judgement import JudgedItem, Judgement


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """Who asks for a step, by which item."""

    edition: str
    item: JudgedItem


@dataclass(frozen=True, kw_only=True, slots=True)
class NeededStep:
    """One thing to do, with everybody who asks for it. Open while one of them still waits for it."""

    step: str
    needs: tuple[Need, ...]

    @property
    def is_open(self) -> bool:
        return any(need.item.is_open for need in self.needs)


def union_of_steps(judgements: Iterable[Judgement]) -> list[NeededStep]:
    """The steps of every required item, each once, in the order in which they are first asked."""
    asked: dict[str, list[Need]] = {}
    for judgement in judgements:
        for item in judgement.required:
            for step in item.steps:
                asked.setdefault(step, []).append(Need(edition=judgement.edition, item=item))
    return [NeededStep(step=step, needs=tuple(needs)) for step, needs in asked.items()]
