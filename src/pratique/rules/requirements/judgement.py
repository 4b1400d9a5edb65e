"""What the engine answers: plain, frozen, and able to say why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pratique.rules.language.nodes import Atom, names_in
from pratique.rules.language.sentences import phrases, value_words
from pratique.rules.requirements.model import Standing, Texts
from pratique.rules.requirements.words import vocabulary


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """One fact that decided, with its value (None: unknown)."""

    fact: str
    value: Any
    atom: Atom

    def text(self, language: str) -> str:
        fact = vocabulary()[self.fact]
        say = phrases()["is"][language] if self.value is not None else phrases()["unknown"][language]
        return say.format(label=fact.label[language], value=value_words(fact, self.value, language))


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgedItem:
    """One item of the edition: required, not required, or unknown until its questions are answered."""

    id: str
    code: str
    steps: tuple[str, ...]
    name: Texts
    why: Texts
    because: tuple[Reason, ...]
    source: tuple[str, ...]
    standing: Standing
    is_open: bool = False
    questions: tuple[str, ...] = ()
    awaits: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgedClass:
    code: str
    name: Texts
    because: tuple[Reason, ...]
    source: tuple[str, ...]
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class JudgedAnswer:
    key: str
    value: Any
    name: Texts
    source: tuple[str, ...]
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedQuestion:
    """A fact that must be asked, because some answer to it would change the outcome."""

    fact: str
    question: Texts
    decides: tuple[str, ...]
    home: bool
    shield: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Validity:
    months: int
    anchor: date | None
    valid_until: date | None
    source: tuple[str, ...]
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """The answer of one edition for one person and one question."""

    edition: str
    family: str
    question: str
    required: tuple[JudgedItem, ...]
    not_required: tuple[JudgedItem, ...]
    unknown: tuple[JudgedItem, ...]
    classification: frozenset[str] | None
    classes: tuple[JudgedClass, ...]
    clearance: str | None
    clearance_name: Texts
    clearance_because: tuple[Reason, ...]
    clearance_source: tuple[str, ...]
    releases: bool
    answers: tuple[JudgedAnswer, ...]
    validity: Validity | None
    standing: Standing
    questions: tuple[AskedQuestion, ...]

    @property
    def open(self) -> tuple[JudgedItem, ...]:
        """Required, without a final result."""
        return tuple(item for item in self.required if item.is_open)

    @property
    def required_codes(self) -> frozenset[str]:
        return frozenset(item.code for item in self.required)

    @property
    def next(self) -> tuple[str, ...]:
        return self.values("next")

    @property
    def required_fields(self) -> tuple[str, ...]:
        return self.values("required_fields")

    @property
    def conditions(self) -> tuple[str, ...]:
        return self.values("conditions")

    @property
    def valid_until(self) -> date | None:
        return self.validity.valid_until if self.validity else None

    def values(self, key: str) -> tuple[Any, ...]:
        return tuple(answer.value for answer in self.answers if answer.key == key)


@dataclass(frozen=True, slots=True)
class QuickJudgement:
    """The same answer without texts and reasons, for cohorts."""

    required: tuple[str, ...]
    unknown: tuple[str, ...]
    open: tuple[str, ...]
    classification: frozenset[str] | None
    clearance: str | None
    releases: bool
    validity_months: int | None
    valid_until: date | None


def reasons(atoms: tuple[Atom, ...], facts: Mapping[str, Any]) -> tuple[Reason, ...]:
    """One reason a fact, in order, leaving out what isn't a fact of the person."""
    known = vocabulary()
    found: dict[str, Reason] = {}
    for atom in atoms:
        # Most atoms speak of one fact; walking through them would take longer than all the rest.
        only = getattr(atom, "name", None)
        for name in (only,) if only is not None else names_in(atom):
            if name in known and name not in found:
                found[name] = Reason(fact=name, value=facts.get(name), atom=atom)
    return tuple(found.values())
