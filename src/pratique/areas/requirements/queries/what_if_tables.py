"""The tables of the what-if page: counts before and after with their bars, and from which class to which."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pratique.areas.requirements.queries.what_if import Comparison
from pratique.areas.requirements.queries.what_if_words import REQUIRED, UNKNOWN, Words

if TYPE_CHECKING:
    from pratique.areas.requirements.cohorts.what_if import Count, Measure

ALL = "all"
LONGEST_BAR = 100


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of counts with its two bars, in hundredths of the longest. `note`: of how many it isn't known yet."""

    name: str
    note: str
    people: str
    before: str
    after: str
    more: str
    share: str
    changed: str
    bar_before: int
    bar_after: int


@dataclass(frozen=True, kw_only=True)
class Cross:
    """From which class to which: one row a class before, one cell a class after; empty: nobody, or hidden."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, bool], ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Counts:
    """A table of counts with its title. `first`: what its rows are."""

    title: str
    first: str
    lines: tuple[Line, ...]


def values_of(measure: "Measure") -> list[str]:
    """What can be parted into groups: of a step, who needs it; of classes and outcomes, each."""
    in_all = [one.value for one in measure.counts if one.dimension == ALL]
    return [one for one in in_all if one == REQUIRED] if measure.kind == "step" else in_all


def required_of(measure: "Measure") -> "Count":
    return next(one for one in measure.counts if (one.dimension, one.value) == (ALL, REQUIRED))


def steps_table(measures: Sequence["Measure"], words: Words) -> Counts:
    rows, notes = [], {}
    for measure in measures:
        if REQUIRED in values_of(measure):
            changed = next(one.people for one in measure.changed if one.dimension == ALL)
            rows.append((words.measure(measure), None, required_of(measure), changed))
            notes[words.measure(measure)] = _not_known(measure, words)
    lines = tuple(replace(line, note=notes[line.name]) for line in _lines(rows, words))
    return Counts(title=_("Steps"), first=_("Step"), lines=lines)


def _not_known(measure: "Measure", words: Words) -> str:
    """Of how many it isn't known whether they need a step; said where there are any."""
    one = next((one for one in measure.counts if (one.dimension, one.value) == (ALL, UNKNOWN)), None)
    if one is None or one.before == 0 == one.after:
        return ""
    sentence = _("not known yet: %(before)s before, %(after)s after")
    return sentence % {"before": words.number(one.before), "after": words.number(one.after)}


def values_table(measure: "Measure", words: Words) -> Counts:
    title = _("Classes") if measure.kind == "class" else _("Outcomes")
    rows = [(words.value(measure, one.value), None, one, None) for one in measure.counts if one.dimension == ALL]
    return Counts(title=title, first=words.measure(measure), lines=_lines(rows, words))


def group_tables(compared: Comparison, measure: "Measure", value: str, words: Words) -> Iterator[Counts]:
    people = {(one.dimension, one.name): one.people for one in compared.result.groups}
    changed = {(one.dimension, one.group): one.people for one in measure.changed}
    titles = {
        "age_group": (_("By age"), _("Age")),
        "origin": (_("By country of examination"), _("Country")),
        "month": (_("By month of examination"), _("Month")),
    }
    for dimension, (title, first) in titles.items():
        rows = [
            (words.group(dimension, one.group), people[place], one, changed[place] if measure.kind == "step" else None)
            for one in measure.counts
            if one.dimension == dimension and one.value == value and (place := (dimension, one.group))
        ]
        yield Counts(title=title, first=first, lines=_lines(rows, words))


def _lines(rows: Sequence[tuple[str, int | None, "Count", int | None]], words: Words) -> tuple[Line, ...]:
    longest = max((number or 0 for row in rows for number in (row[2].before, row[2].after)), default=0) or 1
    return tuple(
        Line(
            name=name,
            note="",
            people="" if people is None else words.number(people),
            before=words.number(one.before),
            after=words.number(one.after),
            more=words.more(one.more),
            share=words.share(one.more, one.before),
            changed=words.number(changed),
            bar_before=round(LONGEST_BAR * (one.before or 0) / longest),
            bar_after=round(LONGEST_BAR * (one.after or 0) / longest),
        )
        for name, people, one, changed in rows
    )


def cross_table(measure: "Measure", words: Words) -> Cross | None:
    """Only where somebody changes class."""
    if all(one.people == 0 for one in measure.changed):
        return None
    moves = {(one.before, one.after): one.people for one in measure.moves if one.people}
    before = list(dict.fromkeys(old for old, _new in moves))
    after = list(dict.fromkeys(new for _old, new in moves))
    rows = (
        (
            words.value(measure, old),
            tuple((words.number(moves[old, new]) if (old, new) in moves else "", old == new) for new in after),
        )
        for old in before
    )
    return Cross(columns=tuple(words.value(measure, one) for one in after), rows=tuple(rows))
