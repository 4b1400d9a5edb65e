"""A comparison as rows for a CSV file: one of counts, one of moves."""

from collections.abc import Iterator

from pratique.areas.requirements.cohorts.what_if import Measure, WhatIf

COUNTS = ("kind", "name", "dimension", "group", "value", "before", "after", "more")
MOVES = ("kind", "name", "before", "after", "people")
CHANGED, HIDDEN = "changed", "hidden"

Row = tuple[str | int, ...]


def count_rows(result: WhatIf) -> Iterator[Row]:
    """How many have each value before and after, in all and in each group; before a change, nobody has changed."""
    yield COUNTS
    for measure in result.measures:
        for one in measure.counts:
            numbers = (_shown(one.before), _shown(one.after), _shown(one.more))
            yield (*_name(measure), one.dimension, one.group, one.value, *numbers)
        for group in measure.changed:
            people = _shown(group.people)
            yield (*_name(measure), group.dimension, group.group, CHANGED, 0, people, people)


def move_rows(result: WhatIf) -> Iterator[Row]:
    """From which value to which; moves of fewer than five people, and those that would give them away, are left out."""
    yield MOVES
    for measure in result.measures:
        for move in measure.moves:
            yield (*_name(measure), move.before, move.after, move.people)


def _name(measure: Measure) -> tuple[str, str]:
    return measure.kind, measure.name


def _shown(number: int | None) -> str | int:
    return HIDDEN if number is None else number
