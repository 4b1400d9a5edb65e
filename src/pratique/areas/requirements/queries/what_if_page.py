"""The what-if page: a choice, and what it would change in sentences, counts, bars and crossings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pratique.areas.requirements.permissions import Permission
from pratique.areas.requirements.queries.book import destination_name, require_reader
from pratique.areas.requirements.queries.rows import STANDING_SIGNS, STANDING_WORDS
from pratique.areas.requirements.queries.what_if import (
    INVENTED,
    MOST_PEOPLE,
    OWN,
    Choice,
    Comparison,
    chosen_editions,
    comparison,
    facts_looked_at,
)
from pratique.areas.requirements.queries.what_if_words import REQUIRED, Words
from pratique.foundation.actions import Refusal
from pratique.foundation.actors.actor import Actor
from pratique.rules.requirements import Edition, editions, vocabulary

if TYPE_CHECKING:
    from pratique.areas.requirements.cohorts.what_if import Count, Measure

ALL = "all"
LONGEST_BAR = 100
SENTENCES = 6


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A parameter of the edition after, with its other readings. `kind`: what is typed where none is listed."""

    name: str
    meaning: str
    value: str
    words: str
    kind: str
    others: tuple[tuple[str, str], ...]
    sign: str
    standing_word: Any


@dataclass(frozen=True, kw_only=True)
class Headline:
    """One thing that changes most, and by how much of what it was."""

    text: str
    share: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row of counts with its two bars, in hundredths of the longest."""

    name: str
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


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two editions."""

    code: str
    title: str
    standing_word: Any
    sign: str


@dataclass(frozen=True, kw_only=True)
class Result:
    """What the comparison says."""

    people: str
    number: int
    kind: str
    destination: str
    made_at: datetime | None
    headlines: tuple[Headline, ...]
    steps: Counts
    classes: Counts | None
    cross: Cross | None
    outcomes: Counts | None
    shown: str
    shown_name: str
    shown_choices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    groups: tuple[Counts, ...]
    is_something_hidden: bool
    facts: int
    facts_held: int
    facts_missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WhatIfPage:
    """The page. `problem`: why the choice can't be compared."""

    choice: Choice
    offered: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    cohorts: tuple[tuple[str, str], ...]
    most_people: str
    before: Side | None
    after: Side | None
    read_as: str
    readings: tuple[Reading, ...]
    problem: Refusal | None
    result: Result | None

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What a small form beside the large one sends along."""
        names = ("before", "after", "cohort", "people", "shown")
        return tuple((name, getattr(self.choice, name)) for name in names if getattr(self.choice, name))


def what_if_page(*, by: Actor, choice: Choice, language: str) -> WhatIfPage:
    """What the choice would change; without a whole choice the form alone."""
    require_reader(by)
    pair: tuple[Edition, Edition] | None = None
    problem: Refusal | None = None
    result: Result | None = None
    try:
        if choice.before:
            pair = chosen_editions(by=by, choice=choice)
        if choice.is_whole:
            result = _result(comparison(by=by, choice=choice), choice.shown, language)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        problem = refusal
    as_written = _as_written(choice)
    return WhatIfPage(
        choice=choice,
        offered=_offered(language),
        cohorts=_cohorts(by),
        most_people=format_decimal(MOST_PEOPLE, locale=language),
        before=_side(pair[0], language) if pair else None,
        after=_side(pair[1], language) if pair else None,
        read_as=Words(*pair, language).reading(pair[1].parameters[choice.parameter].value)
        if pair and choice.parameter
        else "",
        readings=tuple(_readings(as_written, choice, language)) if as_written else (),
        problem=problem,
        result=result,
    )


def _cohorts(by: Actor) -> tuple[tuple[str, str], ...]:
    invented = (INVENTED, _("Invented people"))
    own = (OWN, _("This organization's assessments for the destination before"))
    return (invented, own) if by.may(Permission.SEE_COHORT) else (invented,)


def _as_written(choice: Choice) -> Edition | None:
    """The edition after as its file reads, whose other readings the page offers."""
    return next((one for one in editions() if one.code == (choice.after or choice.before)), None)


def _offered(language: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    codes = dict.fromkeys(one.destination for one in editions())
    return tuple(
        (
            destination_name(code, language),
            tuple((one.code, one.title[language]) for one in reversed(editions()) if one.destination == code),
        )
        for code in codes
    )


def _side(edition: Edition, language: str) -> Side:
    return Side(
        code=edition.code,
        title=edition.title[language],
        standing_word=STANDING_WORDS[edition.standing],
        sign=STANDING_SIGNS[edition.standing],
    )


def _readings(edition: Edition, choice: Choice, language: str) -> Iterator[Reading]:
    words = Words(edition, edition, language)
    for name, parameter in edition.parameters.items():
        choices = parameter.choices or ((True, False) if isinstance(parameter.value, bool) else ())
        others = [one for one in choices if one != parameter.value]
        yield Reading(
            name=name,
            meaning=parameter.meaning[language],
            value=_typed(parameter.value),
            words=words.reading(parameter.value),
            kind="listed" if choices else _kind(parameter.value),
            others=tuple((words.reading(one), choice.query(parameter=name, value=_typed(one))) for one in others),
            sign=STANDING_SIGNS[parameter.standing],
            standing_word=STANDING_WORDS[parameter.standing],
        )


def _typed(value: Any) -> str:
    """A value as the address holds it, and as `cohorts.readings` reads it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _kind(value: Any) -> str:
    if isinstance(value, date):
        return "date"
    return "number" if isinstance(value, int | float) else "text"


def _result(compared: Comparison, shown: str, language: str) -> Result:
    words, measures = Words(compared.before, compared.after, language), compared.result.measures
    by_kind = {kind: [one for one in measures if one.kind == kind] for kind in ("step", "class", "outcome")}
    pairs = [(one, value) for one in measures for value in _values(one)]
    keys = [f"{one.kind}:{one.name if one.kind == 'step' else value}" for one, value in pairs]
    chosen = shown if shown in keys else _key_of_most(by_kind["step"], keys)
    measure, value = pairs[keys.index(chosen)]
    looked_at = facts_looked_at(compared)
    return Result(
        people=words.number(compared.result.people),
        number=compared.result.people,
        kind=compared.cohort.kind,
        destination=destination_name(compared.before.destination, language),
        made_at=compared.cohort.made_at,
        headlines=tuple(_headlines(measures, words)),
        steps=_steps(by_kind["step"], words),
        classes=next((_values_table(one, words) for one in by_kind["class"]), None),
        cross=next((_cross(one, words) for one in by_kind["class"]), None),
        outcomes=next((_values_table(one, words) for one in by_kind["outcome"]), None),
        shown=chosen,
        shown_name=_pair_name(measure, value, words),
        shown_choices=_shown_choices(pairs, keys, words),
        groups=tuple(_groups(compared, measure, value, words)),
        is_something_hidden=any(None in (one.before, one.after) for each in measures for one in each.counts),
        facts=len(looked_at),
        facts_held=sum(looked_at.values()),
        facts_missing=tuple(vocabulary()[name].label[language] for name, held in looked_at.items() if not held),
    )


def _values(measure: "Measure") -> list[str]:
    """What can be parted into groups: of a step, who needs it; of classes and outcomes, each."""
    in_all = [one.value for one in measure.counts if one.dimension == ALL]
    return [one for one in in_all if one == REQUIRED] if measure.kind == "step" else in_all


def _key_of_most(steps: Sequence["Measure"], keys: Sequence[str]) -> str:
    """The step whose number moves most, to begin with."""
    moved = [(abs(_required(one).more or 0), f"step:{one.name}") for one in steps if REQUIRED in _values(one)]
    return max(moved, default=(0, keys[0]), key=lambda one: one[0])[1]


def _required(measure: "Measure") -> "Count":
    return next(one for one in measure.counts if (one.dimension, one.value) == (ALL, REQUIRED))


def _pair_name(measure: "Measure", value: str, words: Words) -> str:
    return words.measure(measure) if measure.kind == "step" else words.value(measure, value)


def _shown_choices(
    pairs: Sequence[tuple["Measure", str]], keys: Sequence[str], words: Words
) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    titles = {"step": _("Steps"), "class": _("Classes"), "outcome": _("Outcomes")}
    named = [(pair[0].kind, key, _pair_name(*pair, words)) for pair, key in zip(pairs, keys, strict=True)]
    groups = ((title, tuple((key, name) for kind, key, name in named if kind == one)) for one, title in titles.items())
    return tuple(group for group in groups if group[1])


def _headlines(measures: Sequence["Measure"], words: Words) -> Iterator[Headline]:
    counts = [
        (words.measure(one), _required(one)) for one in measures if one.kind == "step" and REQUIRED in _values(one)
    ]
    moved = sorted((pair for pair in counts if pair[1].more), key=lambda pair: -abs(pair[1].more or 0))
    for name, one in moved[:SENTENCES]:
        more = one.more or 0
        sentence = (
            ngettext("%(step)s: %(number)s more person", "%(step)s: %(number)s more people", more)
            if more > 0
            else ngettext("%(step)s: %(number)s fewer person", "%(step)s: %(number)s fewer people", -more)
        )
        text = sentence % {"step": name, "number": words.number(abs(more))}
        yield Headline(text=text, share=words.share(more, one.before))
    for measure in measures:
        if measure.kind != "step":
            people = next(one.people for one in measure.changed if one.dimension == ALL)
            yield Headline(text=_changed_sentence(measure.kind, people, words), share="")


def _changed_sentence(kind: str, people: int | None, words: Words) -> str:
    if people is None:
        return _("The class changes for few people.") if kind == "class" else _("The outcome changes for few people.")
    if kind == "class":
        sentence = ngettext(
            "The class changes for %(number)s person.", "The class changes for %(number)s people.", people
        )
        return sentence % {"number": words.number(people)} if people else _("The class changes for nobody.")
    sentence = ngettext(
        "The outcome changes for %(number)s person.", "The outcome changes for %(number)s people.", people
    )
    return sentence % {"number": words.number(people)} if people else _("The outcome changes for nobody.")


def _steps(measures: Sequence["Measure"], words: Words) -> Counts:
    rows = []
    for measure in measures:
        if REQUIRED in _values(measure):
            changed = next(one.people for one in measure.changed if one.dimension == ALL)
            rows.append((words.measure(measure), None, _required(measure), changed))
    return Counts(title=_("Steps"), first=_("Step"), lines=_lines(rows, words))


def _values_table(measure: "Measure", words: Words) -> Counts:
    title = _("Classes") if measure.kind == "class" else _("Outcomes")
    rows = [(words.value(measure, one.value), None, one, None) for one in measure.counts if one.dimension == ALL]
    return Counts(title=title, first=words.measure(measure), lines=_lines(rows, words))


def _groups(compared: Comparison, measure: "Measure", value: str, words: Words) -> Iterator[Counts]:
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


def _cross(measure: "Measure", words: Words) -> Cross | None:
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
