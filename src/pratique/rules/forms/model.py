"""What a form is: questions in sections, when each is shown, what it may be answered, and which facts it brings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pratique.rules.language.expression import Expression
from pratique.rules.language.facts import Fact

Text = Mapping[str, str]
KINDS = ("yes_no", "choice", "multi_choice", "number", "date", "text", "textarea")
UNKNOWN = "unknown"
"""The answer of a yes_no question that was asked and could not be answered: no fact, but not an open question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to choose; an exclusive one (normal, none) stands alone."""

    value: str
    label: Text
    exclusive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a number may be at an age: outside the hard limits it is refused, outside the soft ones confirmed."""

    from_months: int = 0
    hard_minimum: float | None = None
    soft_minimum: float | None = None
    soft_maximum: float | None = None
    hard_maximum: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, in words that can be read aloud by an interpreter."""

    code: str
    kind: str
    label: Text
    purpose: str
    why: Text
    help: Text | None = None
    options: tuple[Option, ...] = ()
    unit: str = ""
    whole: bool = False
    limits: tuple[Limits, ...] = ()
    fact: str = ""
    show_when: Expression | None = None
    required: bool = False
    required_when: Expression | None = None
    only_if_demanded: bool = False
    normal: str = ""
    asked_for: tuple[str, ...] = ()
    shield: str = ""
    not_before: str = ""
    may_be_future: bool = False

    def limits_between(self, months_low: int | None, months_high: int | None) -> Limits | None:
        """The limits at an age; at an age that is not sure, the widest of all that can apply."""
        if not self.limits:
            return None
        bands = list(self._bands_between(months_low, months_high))
        return Limits(
            from_months=bands[0].from_months,
            hard_minimum=_widest(min, [band.hard_minimum for band in bands]),
            soft_minimum=_widest(min, [band.soft_minimum for band in bands]),
            soft_maximum=_widest(max, [band.soft_maximum for band in bands]),
            hard_maximum=_widest(max, [band.hard_maximum for band in bands]),
        )

    def _bands_between(self, months_low: int | None, months_high: int | None) -> Iterator[Limits]:
        ends = [band.from_months for band in self.limits[1:]]
        for band, end in zip(self.limits, [*ends, None], strict=True):
            starts_too_late = months_high is not None and band.from_months > months_high
            ends_too_early = months_low is not None and end is not None and end <= months_low
            if not starts_too_late and not ends_too_early:
                yield band


def _widest(choose: Any, values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return choose(known) if len(known) == len(values) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Questions under one heading; `can_be_normal` where one key may answer them all as normal."""

    code: str
    title: Text
    questions: tuple[Question, ...]

    @property
    def can_be_normal(self) -> bool:
        return any(question.normal for question in self.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedFact:
    """A fact of the vocabulary that follows from the answers to several questions.

    `any_yes`: true with one yes, false when every one that is shown was answered no, else unknown. `or_recorded`
    names a fact of another form that makes it true as well (a sign found at the examination outlives a corrected
    history); with `needs_recorded` it is not false before that fact is known to be false.
    `answers_of`: the list of the answers, one a specimen.
    """

    fact: str
    any_yes: tuple[str, ...] = ()
    or_recorded: str = ""
    needs_recorded: bool = False
    answers_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFact:
    """A fact that a form brings, with why it was asked and for whom."""

    name: str
    purpose: str
    asked_for: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One edition of a form; never changed once it has been used."""

    code: str
    edition: str
    title: Text
    standing: str
    source: str
    purpose: str
    asks_room: bool
    sections: tuple[Section, ...]
    derived: tuple[DerivedFact, ...]
    marks: tuple[str, ...]
    vocabulary: Mapping[str, Fact]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def facts(self) -> tuple[FormFact, ...]:
        """Every fact of the vocabulary that this form owns, so the keys that `Checked.facts` can have."""
        asked = [
            FormFact(name=question.fact, purpose=question.purpose, asked_for=question.asked_for)
            for question in self.questions
            if question.fact
        ]
        others = (*(derived.fact for derived in self.derived), *self.marks)
        return (*asked, *(FormFact(name=name, purpose=self.purpose, asked_for=()) for name in others))


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why an answer cannot be taken, or must be confirmed; the sentence is made at the door."""

    question: str
    code: str
    found: str = ""
    minimum: str = ""
    maximum: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The answers that can be kept, what stands against them, and the facts they bring.

    `answers` and `facts` are plain JSON values. A fact that the form owns and that is not answered, or no longer
    shown, is there as None, so that an earlier value can be superseded. `hidden` names answers that were given to
    questions that are not shown: they are left out.
    """

    answers: Mapping[str, Any]
    problems: tuple[Problem, ...]
    to_confirm: tuple[Problem, ...]
    facts: Mapping[str, Any]
    hidden: tuple[str, ...] = ()

    @property
    def is_accepted(self) -> bool:
        return not self.problems and not self.to_confirm
