"""What another edition, or another reading of one, would change for a cohort: steps, classes, outcomes, by group.

What comes out may be published: groups under five are joined, cells under five hidden with as many others as it takes.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add, or_
from typing import Any

import ibis
import ibis.expr.types as ir

from pratique.areas.requirements.cohorts.facts import AGE_GROUPS, DIMENSIONS, BadCohort, check_cohort, prepared
from pratique.areas.requirements.cohorts.judging import asked_question, judged
from pratique.areas.requirements.cohorts.readings import name_of
from pratique.indicators.engine import Engine
from pratique.indicators.language import unknown
from pratique.indicators.suppression import SMALLEST_SHOWN, Sum, suppressed
from pratique.rules.requirements import Edition, Question

FEWEST_PEOPLE = 20
ALL, OTHER, UNKNOWN, NO_CLASS = "all", "other", "unknown", "no class"
SIDES = ("before", "after")
NEEDS = {True: "required", False: "not required", None: UNKNOWN}

Cell = tuple[str, ...]
Tally = Mapping[tuple[str, str, str, str], int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """People of one group with this value under the one edition and under the other; None: hidden."""

    dimension: str
    group: str
    value: str
    before: int | None
    after: int | None

    @property
    def more(self) -> int | None:
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """People of one group for whom the value changes; None: hidden."""

    dimension: str
    group: str
    people: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """People who come from one value to another, or stay. What is hidden isn't listed, nor what is nobody's."""

    before: str
    after: str
    people: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One thing compared: a step that is required or not, the class, or the outcome."""

    kind: str
    name: str
    counts: tuple[Count, ...]
    changed: tuple[Changed, ...]
    moves: tuple[Move, ...]

    def in_all(self, value: str) -> Count | None:
        return next((one for one in self.counts if one.dimension == ALL and one.value == value), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    dimension: str
    name: str
    people: int


@dataclass(frozen=True, kw_only=True, slots=True)
class WhatIf:
    """The comparison; dimensions are `all`, `age_group`, `origin` and `month` of the exam."""

    before: str
    after: str
    people: int
    groups: tuple[Group, ...]
    measures: tuple[Measure, ...]

    def measure(self, kind: str, name: str) -> Measure:
        return next(one for one in self.measures if (one.kind, one.name) == (kind, name))


@dataclass(frozen=True, slots=True)
class _Compared:
    """A column before and after, and what its values are called on either side."""

    kind: str
    name: str
    words: tuple[Callable[[Any], str], Callable[[Any], str]]

    @property
    def columns(self) -> tuple[str, str]:
        return f"before {self.kind} {self.name}", f"after {self.kind} {self.name}"


def what_if(engine: Engine, table: ir.Table, before: Edition, after: Edition, question: str = "") -> WhatIf:
    """Judges the cohort by both and counts what differs."""
    check_cohort(engine, table)
    asked = asked_question(before, question), asked_question(after, question)
    compared = tuple(_compared(asked))
    both = prepared(table, {*asked[0].facts, *asked[1].facts})
    for side, one in zip(SIDES, asked, strict=True):
        both = judged(both, one, f"{side} ")
    columns = [column for one in compared for column in one.columns]
    both = both.mutate(**{name: made for one in compared for name, made in _columns(both, one, asked).items()})
    alike = both.group_by(*DIMENSIONS, *columns).aggregate(people=both.count())
    with engine.kept(alike) as kept:
        groups = _groups(engine, kept)
        measures = tuple(_measure(one, _tally(engine, kept, one, groups)) for one in compared)
    people = sum(groups[DIMENSIONS[0]].people.values())
    listed = [
        Group(dimension=name, name=group, people=number)
        for name, one in groups.items()
        for group, number in one.joined().items()
    ]
    listed.sort(key=lambda group: _in_order((group.dimension, group.name)))
    return WhatIf(before=name_of(before), after=name_of(after), people=people, groups=tuple(listed), measures=measures)


def _compared(asked: Sequence[Question]) -> Iterator[_Compared]:
    steps = dict.fromkeys(step for one in asked for item in one.items for step in item.steps)
    need = NEEDS.__getitem__
    yield from (_Compared("step", step, (need, need)) for step in steps)
    if any(one.classes for one in asked):
        yield _Compared("class", "class", (_classes_in_words(asked[0]), _classes_in_words(asked[1])))
    if any(one.outcomes for one in asked):
        yield _Compared("outcome", "outcome", (_or_unknown, _or_unknown))


def _or_unknown(value: str | None) -> str:
    return value or UNKNOWN


def _classes_in_words(question: Question) -> Callable[[int | None], str]:
    codes = [row.code for row in question.classes]

    def words(held: int | None) -> str:
        if held is None:
            return UNKNOWN
        return " + ".join(code for place, code in enumerate(codes) if held >> place & 1) or NO_CLASS

    return words


def _columns(table: ir.Table, compared: _Compared, asked: Sequence[Question]) -> dict[str, Any]:
    made = {"step": _step, "class": _classes, "outcome": _outcome}[compared.kind]
    return {
        column: made(table, f"{side} ", question, compared.name)
        for column, side, question in zip(compared.columns, SIDES, asked, strict=True)
    }


def _step(table: ir.Table, prefix: str, question: Question, step: str) -> Any:
    """A step is required where any item that it serves is."""
    needs = [table[f"{prefix}need_{item.id}"] for item in question.items if step in item.steps]
    return reduce(or_, needs, ibis.literal(False))


def _classes(table: ir.Table, prefix: str, question: Question, _: str) -> Any:
    """Which classes a person holds, as one number; unknown where any of them is."""
    held = [
        ibis.cases((column, 1 << place), (~column, 0), else_=unknown("int64"))
        for place, column in ((place, table[f"{prefix}class_{row.code}"]) for place, row in enumerate(question.classes))
    ]
    return reduce(add, held, ibis.literal(0, "int64"))


def _outcome(table: ir.Table, prefix: str, question: Question, _: str) -> Any:
    return table[f"{prefix}outcome"]


@dataclass(frozen=True, slots=True)
class _Joined:
    """The people of each group of a dimension, and the groups that are too small to stand alone."""

    people: Mapping[str, int]
    small: frozenset[str]

    def name(self, group: str) -> str:
        return OTHER if group in self.small else group

    def joined(self) -> dict[str, int]:
        found: Counter[str] = Counter()
        for group, number in self.people.items():
            found[self.name(group)] += number
        return dict(found)


def _groups(engine: Engine, alike: ir.Table) -> dict[str, _Joined]:
    found = {}
    for dimension in DIMENSIONS:
        rows = engine.rows(alike.group_by(dimension).aggregate(people=alike.people.sum()).order_by(dimension))
        people = {row[dimension]: row["people"] for row in rows}
        if sum(people.values()) < FEWEST_PEOPLE:
            raise BadCohort(f"A comparison needs {FEWEST_PEOPLE} people; in a smaller cohort little could be shown.")
        found[dimension] = _Joined(people, _small(people))
    return found


def _small(people: Mapping[str, int]) -> frozenset[str]:
    """Groups under five, with the next larger one where together they are still under five."""
    small: list[str] = []
    for group in sorted(people, key=lambda one: (people[one], one)):
        joined = sum(people[one] for one in small)
        if people[group] >= SMALLEST_SHOWN and (not small or joined >= SMALLEST_SHOWN):
            break
        small.append(group)
    return frozenset(small)


def _tally(engine: Engine, alike: ir.Table, compared: _Compared, groups: Mapping[str, _Joined]) -> Tally:
    """People by dimension, group, value before and value after."""
    before, after = compared.columns
    counted = alike.group_by(*DIMENSIONS, before, after).aggregate(people=alike.people.sum())
    tally: Counter[tuple[str, str, str, str]] = Counter()
    for row in engine.rows(counted):
        values = compared.words[0](row[before]), compared.words[1](row[after])
        tally[ALL, ALL, *values] += row["people"]
        for dimension in DIMENSIONS:
            tally[dimension, groups[dimension].name(row[dimension]), *values] += row["people"]
    return tally


def _measure(compared: _Compared, tally: Tally) -> Measure:
    places = sorted({key[:2] for key in tally}, key=_in_order)
    values = sorted({value for key in tally for value in key[2:]})
    cells = _cells(tally, places, values)
    # A list of moves doesn't say which of those that it leaves out are nobody's.
    nobody = [cell for cell, people in cells.items() if cell[0] == "move" and not people]
    shown = suppressed(cells, _sums(places, values), hide=nobody)
    return Measure(
        kind=compared.kind,
        name=compared.name,
        counts=tuple(
            Count(
                dimension=dimension,
                group=group,
                value=value,
                before=shown["before", dimension, group, value],
                after=shown["after", dimension, group, value],
            )
            for dimension, group in places
            for value in values
        ),
        changed=tuple(
            Changed(dimension=dimension, group=group, people=shown["changed", dimension, group])
            for dimension, group in places
        ),
        moves=tuple(
            Move(before=old, after=new, people=people)
            for old in values
            for new in values
            if (people := shown["move", old, new]) is not None
        ),
    )


def _in_order(place: tuple[str, str]) -> tuple[int, int, str]:
    """All first, then ages by age, origins and months by name."""
    dimension, group = place
    ages = [label for _, label in AGE_GROUPS]
    return (ALL, *DIMENSIONS).index(dimension), ages.index(group) if group in ages else len(ages), group


def _cells(tally: Tally, places: Sequence[tuple[str, str]], values: Sequence[str]) -> dict[Cell, int]:
    """Every number that could be published, zeros included."""
    cells: dict[Cell, int] = {
        ("move", old, new): tally.get((ALL, ALL, old, new), 0) for old in values for new in values
    }
    for place in places:
        cells |= dict.fromkeys([("same", *place), ("changed", *place)], 0)
        cells |= dict.fromkeys([(side, *place, value) for side in SIDES for value in values], 0)
    for (dimension, group, old, new), people in tally.items():
        cells["before", dimension, group, old] += people
        cells["after", dimension, group, new] += people
        cells["same" if old == new else "changed", dimension, group] += people
    return cells


def _sums(places: Sequence[tuple[str, str]], values: Sequence[str]) -> list[Sum[Cell]]:
    """All that a reader can add up: values of a group, groups of a dimension, moves from and to a value."""
    whole = (ALL, ALL)
    sums: list[Sum[Cell]] = [Sum((("same", *place), ("changed", *place))) for place in places]
    sums += [Sum(tuple((side, *place, value) for value in values)) for side in SIDES for place in places]
    ends = [*((side, (value,)) for side in SIDES for value in values), ("same", ()), ("changed", ())]
    for dimension in DIMENSIONS:
        inside = [place for place in places if place[0] == dimension]
        sums += [Sum(tuple((word, *place, *end) for place in inside), (word, *whole, *end)) for word, end in ends]
    sums += [Sum(tuple(("move", old, new) for new in values), ("before", *whole, old)) for old in values]
    sums += [Sum(tuple(("move", old, new) for old in values), ("after", *whole, new)) for new in values]
    return [*sums, Sum(tuple(("move", value, value) for value in values), ("same", *whole))]
