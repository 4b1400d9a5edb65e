"""What an edition is made of: sources, parameters, and questions with their items, classes, outcomes and answers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from pratique.rules.language.nodes import Node, Value
from pratique.rules.requirements.words import vocabulary

Texts = Mapping[str, str]


class Standing(IntEnum):
    """How sure the source of an item is; the weakest item decides for the whole."""

    UNCONFIRMED = 0
    PROVISIONAL = 1
    SECONDARY = 2
    VERIFIED = 3

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, kw_only=True, slots=True)
class Clause:
    """One clause of the authority's text, as far as it was read."""

    id: str
    text: str
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameter:
    """A named reading where the source is silent or sources disagree."""

    name: str
    value: Any
    choices: tuple[Any, ...]
    source: tuple[str, ...]
    standing: Standing
    meaning: Texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Definition:
    name: str
    when: Node
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One thing an edition may demand; several steps may serve it, and one step serves several authorities."""

    id: str
    code: str
    steps: tuple[str, ...]
    when: Node
    text: str
    done: Node
    source: tuple[str, ...]
    standing: Standing
    name: Texts
    why: Texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Class:
    code: str
    when: Node
    text: str
    source: tuple[str, ...]
    standing: Standing
    name: Texts


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """`releases`: never given while anything before it is unknown. `waits`: given instead."""

    value: str
    when: Node
    text: str
    source: tuple[str, ...]
    standing: Standing
    name: Texts
    releases: bool
    waits: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerRow:
    """A further answer: a next step, a field to fill, a date; `compute` where it is worked out from facts."""

    key: str
    value: Any
    compute: Value | None
    when: Node
    text: str
    source: tuple[str, ...]
    standing: Standing
    name: Texts


@dataclass(frozen=True, kw_only=True, slots=True)
class ValidityRow:
    months: int
    when: Node
    text: str
    source: tuple[str, ...]
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class AnchorRow:
    fact: str
    when: Node
    text: str
    source: tuple[str, ...]
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One thing that can be asked of an edition, such as the examination or the validity of an earlier one."""

    code: str
    classes_from: str
    definitions: tuple[Definition, ...]
    items: tuple[Item, ...]
    classes: tuple[Class, ...]
    validity: tuple[ValidityRow, ...]
    anchors: tuple[AnchorRow, ...]
    outcomes: tuple[Outcome, ...]
    answers: tuple[AnswerRow, ...]
    named: Mapping[str, Node]
    facts: tuple[str, ...]
    reach: Mapping[str, frozenset[str]]
    domains: Mapping[str, Sequence[Any]]
    memory: dict[str, Any]
    run: Callable[[Callable[[str], Any]], tuple[Any, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Caution:
    """A warning that belongs to a whole edition: shown wherever it is, and ticked by whoever signs it."""

    text: Texts
    source: tuple[str, ...]
    standing: Standing

    @property
    def label(self) -> str:
        return f"caution {self.text['en']}"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReuseRow:
    """How long a result of a step may serve this authority again, by which methods, and from whose sites.

    `within_months` counts from the result to the exam; 0 means at the exam itself. Without methods any serves;
    `own_sites` asks for a site that this authority appointed; `when` must be surely true.
    """

    step: str
    within_months: int
    when: Node
    methods: tuple[str, ...]
    own_sites: bool
    source: tuple[str, ...]
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class RollOut:
    """An edition that came into force country by country, with the day from which it held everywhere."""

    countries: Mapping[str, date]
    complete_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """One dated version of an authority's instructions. Never changed after release.

    `purpose`: "assessment" opens cases of its own; "component" is one topic of its destination's assessment;
    "travel" speaks of the journey.
    """

    code: str
    family: str
    destination: str
    title: Texts
    keyed_by: str
    in_force_from: date | None
    in_force_until: date | None
    standing: Standing
    purpose: str
    default_question: str
    cautions: tuple[Caution, ...]
    roll_out: RollOut | None
    reuse: Mapping[str, ReuseRow]
    sources: Mapping[str, Clause]
    parameters: Mapping[str, Parameter]
    questions: Mapping[str, Question]

    @property
    def opens_cases(self) -> bool:
        """Whether people are examined by it: not one topic of an examination, and not a rule of travel."""
        return self.purpose == "assessment"

    @property
    def demands(self) -> frozenset[str]:
        """Every fact that this edition's own conditions speak of."""
        return frozenset(fact for question in self.questions.values() for fact in question.facts)

    @property
    def application_facts(self) -> tuple[str, ...]:
        """What must be known of the application before the exam, in the order of asking."""
        known = vocabulary()
        names = set(self.questions[self.default_question].facts) | {self.keyed_by}
        names = names.union(*(known[name].made_from for name in names))
        return tuple(name for name in known if name in names and known[name].how == "application")

    def provisional_items(self) -> tuple[str, ...]:
        """What a physician's sign-off lists by name, weakest standing first: provisional rows, and every caution."""
        rows = [(standing, label) for standing, label in self.labelled() if standing <= Standing.PROVISIONAL]
        # Cautions are answered for by name, however sure their source is.
        rows += [(caution.standing, caution.label) for caution in self.cautions]
        return tuple(dict.fromkeys(label for _, label in sorted(rows)))

    def unconfirmed_items(self) -> tuple[str, ...]:
        """What no sign-off can put in force."""
        return tuple(label for standing, label in self.labelled() if standing == Standing.UNCONFIRMED)

    def labelled(self) -> Iterator[tuple[Standing, str]]:
        """Every row and parameter by the name under which a signature lists it."""
        for question in self.questions.values():
            yield from _standings(question)
        for name, parameter in self.parameters.items():
            yield parameter.standing, f"parameter {name}"
        for step, row in self.reuse.items():
            yield row.standing, f"reuse of {step}"


def _standings(question: Question) -> list[tuple[Standing, str]]:
    prefix = question.code
    return [
        *((row.standing, f"{prefix}: {row.id}") for row in question.items),
        *((row.standing, f"{prefix}: class {row.code}") for row in question.classes),
        *((row.standing, f"{prefix}: outcome {row.value}") for row in question.outcomes),
        *((row.standing, f"{prefix}: {row.key} {row.value or ''}".rstrip()) for row in question.answers),
        *((row.standing, f"{prefix}: validity of {row.months} months") for row in question.validity),
        *((row.standing, f"{prefix}: validity counted from {row.fact}") for row in question.anchors),
    ]
