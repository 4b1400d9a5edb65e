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
from pratique.areas.requirements.queries.what_if_tables import (
    ALL,
    Counts,
    Cross,
    cross_table,
    group_tables,
    required_of,
    steps_table,
    values_of,
    values_table,
)
from pratique.areas.requirements.queries.what_if_words import REQUIRED, Words
from pratique.foundation.actions import Refusal
from pratique.foundation.actors.actor import Actor
from pratique.rules.requirements import Edition, editions, vocabulary

if TYPE_CHECKING:
    from pratique.areas.requirements.cohorts.what_if import Measure

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
    pairs = [(one, value) for one in measures for value in values_of(one)]
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
        steps=steps_table(by_kind["step"], words),
        classes=next((values_table(one, words) for one in by_kind["class"]), None),
        cross=next((cross_table(one, words) for one in by_kind["class"]), None),
        outcomes=next((values_table(one, words) for one in by_kind["outcome"]), None),
        shown=chosen,
        shown_name=_pair_name(measure, value, words),
        shown_choices=_shown_choices(pairs, keys, words),
        groups=tuple(group_tables(compared, measure, value, words)),
        is_something_hidden=any(None in (one.before, one.after) for each in measures for one in each.counts),
        facts=len(looked_at),
        facts_held=sum(looked_at.values()),
        facts_missing=tuple(vocabulary()[name].label[language] for name, held in looked_at.items() if not held),
    )


def _key_of_most(steps: Sequence["Measure"], keys: Sequence[str]) -> str:
    """The step whose number moves most, to begin with."""
    moved = [(abs(required_of(one).more or 0), f"step:{one.name}") for one in steps if REQUIRED in values_of(one)]
    return max(moved, default=(0, keys[0]), key=lambda one: one[0])[1]


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
        (words.measure(one), required_of(one)) for one in measures if one.kind == "step" and REQUIRED in values_of(one)
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
