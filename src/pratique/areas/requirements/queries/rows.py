"""Everything an edition says, row by row: in words, with its sources and how sure they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from pratique.areas.requirements.queries.reuse import reuse_sentences
from pratique.areas.requirements.queries.steps import step_words
from pratique.rules.language.outline import Outline
from pratique.rules.requirements import Edition, Question, Standing, vocabulary
from pratique.rules.requirements.spoken import on_one_line, outline_of

STANDING_WORDS = {
    Standing.VERIFIED: _("verified"),
    Standing.SECONDARY: _("read in a secondary source"),
    Standing.PROVISIONAL: _("provisional: a physician signs for it"),
    Standing.UNCONFIRMED: _("unconfirmed: simulator only"),
}
STANDING_SIGNS = {
    Standing.VERIFIED: "done",
    Standing.SECONDARY: "off",
    Standing.PROVISIONAL: "due",
    Standing.UNCONFIRMED: "stop",
}
QUESTION_WORDS = {
    "treatment": _("Treatment before departure"),
    "live_vaccine": _("A live vaccine before departure"),
    "pre_embarkation": _("The last check before departure"),
    "departure": _("The rule at departure"),
    "vaccination": _("Vaccination"),
    "fitness": _("Fitness to travel"),
    "departure_health_check": _("The check before departure"),
    "examination": _("The examination"),
    "validity": _("Is an earlier examination still valid?"),
    "pre_departure": _("Screening before departure"),
    "indicator": _("The month in which a finding counts"),
}


@dataclass(frozen=True, kw_only=True)
class Source:
    """One clause of the authority's text."""

    id: str
    text: str
    standing: Standing


@dataclass(frozen=True, kw_only=True)
class RuleRow:
    """One row of an edition. `label` is the name by which a sign-off lists it."""

    label: str
    kind: str
    anchor: str
    name: str
    why: str
    condition: str
    expression: str
    outline: Outline | None
    sources: tuple[Source, ...]
    standing: Standing

    @property
    def standing_word(self) -> Any:
        return STANDING_WORDS[self.standing]

    @property
    def sign(self) -> str:
        return STANDING_SIGNS[self.standing]


@dataclass(frozen=True, kw_only=True)
class QuestionRows:
    """The rows that answer one question asked of an edition."""

    code: str
    title: Any
    items: tuple[RuleRow, ...]
    others: tuple[RuleRow, ...]


def question_title(code: str) -> Any:
    """The question in words; its code where nobody wrote words yet."""
    return QUESTION_WORDS.get(code, code)


def question_rows(edition: Edition, language: str) -> tuple[QuestionRows, ...]:
    """Every question with its rows: the one that is asked first before the others, items before what follows."""
    in_order = sorted(edition.questions.values(), key=lambda question: question.code != edition.default_question)
    return tuple(
        QuestionRows(
            code=question.code,
            title=question_title(question.code),
            items=tuple(_items(edition, question, language)),
            others=tuple(_others(edition, question, language)),
        )
        for question in in_order
    )


def parameter_rows(edition: Edition, language: str) -> tuple[RuleRow, ...]:
    """The named readings where a source is silent or sources disagree."""
    return tuple(
        RuleRow(
            label=f"parameter {name}",
            kind="parameter",
            anchor=f"parameter-{name}",
            name=name,
            why=parameter.meaning[language],
            condition="",
            outline=None,
            expression=_value(parameter.value, parameter.choices),
            sources=_sources(edition, parameter.source),
            standing=parameter.standing,
        )
        for name, parameter in edition.parameters.items()
    )


def reuse_rows(edition: Edition, language: str) -> tuple[RuleRow, ...]:
    """How long a result may serve this authority again."""
    return tuple(
        RuleRow(
            label=f"reuse of {step}",
            kind="reuse",
            anchor=f"reuse-{step}",
            name=str(step_words(step)),
            why=" ".join(reuse_sentences(row, language)),
            condition="",
            outline=None,
            expression="",
            sources=_sources(edition, row.source),
            standing=row.standing,
        )
        for step, row in edition.reuse.items()
    )


def caution_rows(edition: Edition, language: str) -> tuple[RuleRow, ...]:
    """Warnings that whoever signs must have read."""
    return tuple(
        RuleRow(
            label=caution.label,
            kind="caution",
            anchor=f"caution-{number}",
            name=caution.text[language],
            why="",
            condition="",
            outline=None,
            expression="",
            sources=_sources(edition, caution.source),
            standing=caution.standing,
        )
        for number, caution in enumerate(edition.cautions, 1)
    )


def rows_to_sign(edition: Edition, language: str) -> tuple[RuleRow, ...]:
    """What a signature must list, weakest standing first: the rows behind `Edition.provisional_items()`."""
    everything = [
        *(row for part in question_rows(edition, language) for row in (*part.items, *part.others)),
        *parameter_rows(edition, language),
        *reuse_rows(edition, language),
        *caution_rows(edition, language),
    ]
    by_label = {row.label: row for row in sorted(everything, key=lambda row: row.standing, reverse=True)}
    return tuple(by_label[label] for label in edition.provisional_items())


def unconfirmed_labels(edition: Edition) -> tuple[str, ...]:
    """What no signature can put in force, parameters included."""
    return tuple(dict.fromkeys(edition.unconfirmed_items()))


def _items(edition: Edition, question: Question, language: str) -> Iterator[RuleRow]:
    for row in question.items:
        yield _row(
            edition,
            question,
            row,
            language,
            kind="item",
            label=row.id,
            name=row.name[language],
            why=row.why[language],
        )


def _others(edition: Edition, question: Question, language: str) -> Iterator[RuleRow]:
    for one in question.classes:
        yield _row(edition, question, one, language, kind="class", label=f"class {one.code}", name=one.name[language])
    for outcome in question.outcomes:
        label = f"outcome {outcome.value}"
        yield _row(edition, question, outcome, language, kind="outcome", label=label, name=outcome.name[language])
    for answer in question.answers:
        label = f"{answer.key} {answer.value or ''}".rstrip()
        yield _row(edition, question, answer, language, kind="answer", label=label, name=answer.name[language])
    for length in question.validity:
        label = f"validity of {length.months} months"
        yield _row(edition, question, length, language, kind="validity", label=label, name=str(length.months))
    for start in question.anchors:
        label, name = f"validity counted from {start.fact}", vocabulary()[start.fact].label[language]
        yield _row(edition, question, start, language, kind="anchor", label=label, name=name)


def _row(
    edition: Edition, question: Question, row: Any, language: str, *, kind: str, label: str, name: str, why: str = ""
) -> RuleRow:
    return RuleRow(
        label=f"{question.code}: {label}",
        kind=kind,
        anchor=f"{question.code}-{label}".replace(" ", "-"),
        name=name,
        why=why,
        condition=on_one_line(row.when, question, language),
        expression=row.text,
        outline=outline_of(row.when, question, language),
        sources=_sources(edition, row.source),
        standing=row.standing,
    )


def _sources(edition: Edition, ids: Sequence[str]) -> tuple[Source, ...]:
    clauses = [edition.sources[one] for one in ids]
    return tuple(Source(id=clause.id, text=clause.text, standing=clause.standing) for clause in clauses)


def _value(value: Any, choices: Sequence[Any]) -> str:
    others = [str(choice) for choice in choices if choice != value]
    return f"{value} ({' / '.join(others)})" if others else str(value)
