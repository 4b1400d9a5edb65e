"""The road: one line from registration to flight, with what is done, what waits and what will expire."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise


class Stage(StrEnum):
    """Where one milestone stands."""

    DONE = "done"
    NOW = "now"
    LATER = "later"
    ASK = "ask"
    STOP = "stop"
    LIMIT = "limit"


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """One point of the road. `when` is said as people say it: a day, a window, "same day"."""

    what: str
    stage: Stage
    when: str = ""
    on: date | None = None
    is_flight: bool = False
    width: int = field(default=1)
    ahead_is_done: bool = False
    behind_is_done: bool = False


@dataclass(frozen=True, kw_only=True)
class Road:
    """Milestones in the order of their days, and one sentence on the earliest and latest flight."""

    milestones: tuple[Milestone, ...]
    sentence: str = ""


WIDEST = 4


def _width(days: int, shortest: int) -> int:
    """Long waits look longer, but never push the others off the page: each width doubles the days."""
    steps = sum(days >= shortest * factor for factor in (3, 8, 20))
    return min(1 + steps, WIDEST)


def make_road(milestones: Sequence[Milestone], *, sentence: str = "") -> Road:
    """Lays the milestones out: how wide each stands and how far the finished part of the line runs."""
    gaps = [(after.on - before.on).days if before.on and after.on else 0 for before, after in pairwise(milestones)]
    shortest = max(min((gap for gap in gaps if gap > 0), default=1), 3)
    laid = []
    for place, milestone in enumerate(milestones):
        around = max(gaps[max(place - 1, 0) : place + 1], default=0)
        done = milestone.stage is Stage.DONE
        follows = place + 1 < len(milestones) and milestones[place + 1].stage in (Stage.DONE, Stage.NOW)
        came = place > 0 and milestones[place - 1].stage is Stage.DONE and milestone.stage in (Stage.DONE, Stage.NOW)
        laid.append(
            replace(milestone, width=_width(around, shortest), ahead_is_done=done and follows, behind_is_done=came)
        )
    return Road(milestones=tuple(laid), sentence=sentence)
