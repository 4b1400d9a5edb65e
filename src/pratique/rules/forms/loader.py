"""Reads form definitions and refuses, at start, whatever the page or the record could stumble over later."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pratique.rules.forms.model import KINDS, DerivedFact, Form, Limits, Option, Question, Section, Text
from pratique.rules.language.expression import Expression, expression
from pratique.rules.language.facts import LANGUAGES, Fact
from pratique.rules.requirements.words import vocabulary

FOLDER = Path(__file__).parent / "definitions"
STANDINGS = ("verified", "secondary", "provisional")
PURPOSES = ("authority", "care")

# Names that the page sends beside the answers.
_RESERVED = frozenset({"in_room", "confirmed", "marked_normal", "submission_key", "draft_version"})
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_KIND_OF_FACT = {
    "boolean": "yes_no",
    "choice": "choice",
    "choices": "multi_choice",
    "integer": "number",
    "decimal": "number",
    "date": "date",
    "text": "text",
}
_TYPE_OF_KIND = {
    "yes_no": "boolean",
    "choice": "choice",
    "multi_choice": "choices",
    "number": "decimal",
    "date": "date",
    "text": "text",
    "textarea": "text",
}
_FORM_KEYS = {
    "code",
    "edition",
    "title",
    "standing",
    "source",
    "purpose",
    "why",
    "marks",
    "sections",
    "derived",
    "asks_room",
}
_QUESTION_KEYS = {
    "code", "kind", "label", "help", "why", "options", "exclusive", "unit", "whole", "limits", "show_when", "required",
    "required_when", "only_if_demanded", "normal", "purpose", "asked_for", "shield", "not_before", "may_be_future",
}  # fmt: skip


class BadForm(ValueError):
    """A definition that cannot be used, with the place."""


def definition_files() -> list[Path]:
    """The definitions; each has its worked cases beside it, called code.edition.cases.toml."""
    return sorted(path for path in FOLDER.glob("*.toml") if not path.name.endswith(".cases.toml"))


@cache
def _all_forms() -> Mapping[str, tuple[Form, ...]]:
    """Every edition of every form, the oldest first."""
    found: dict[str, tuple[Form, ...]] = {}
    loaded = [read_form(path.read_text("utf-8"), path.name) for path in definition_files()]
    for definition in sorted(loaded, key=lambda form: form.edition):
        found[definition.code] = (*found.get(definition.code, ()), definition)
    return found


def form(code: str, edition: str | None = None) -> Form:
    """One edition of a form, the newest where none is named; KeyError for what does not exist."""
    editions = {definition.edition: definition for definition in _all_forms()[code]}
    return editions[edition or max(editions)]


def forms() -> tuple[Form, ...]:
    """The newest edition of every form."""
    return tuple(editions[-1] for editions in _all_forms().values())


def read_form(text: str, name: str) -> Form:
    """A definition as objects; BadForm says what is wrong and where."""
    try:
        return _Reader(tomllib.loads(text), name).form()
    except (ValueError, KeyError, TypeError) as error:
        raise BadForm(f"{name}: {error}") from error


class _Reader:
    """Reads one definition; questions may speak of facts of the vocabulary and of questions before them."""

    def __init__(self, content: dict[str, Any], name: str) -> None:
        self.content = content
        self.name = name
        self.words: dict[str, Fact] = dict(vocabulary())
        self.local: set[str] = set()

    def form(self) -> Form:
        content = self.content
        _refuse_unknown(content, _FORM_KEYS, "the form")
        sections = tuple(self._section(row) for row in content["sections"])
        _refuse(content["standing"] not in STANDINGS, f"unknown standing {content['standing']!r}")
        _refuse(self.name != f"{content['code']}.{content['edition']}.toml", "the file is not called code.edition.toml")
        marks = tuple(content.get("marks", ()))
        _refuse(any(mark not in vocabulary() for mark in marks), f"a mark of {marks} is no fact")
        return Form(
            code=content["code"],
            edition=content["edition"],
            title=_text(content["title"]),
            standing=content["standing"],
            source=content["source"],
            purpose=content["purpose"],
            asks_room=content.get("asks_room", False),
            sections=sections,
            derived=tuple(self._derived(row) for row in content.get("derived", ())),
            marks=marks,
            vocabulary=self.words,
        )

    def _section(self, row: dict[str, Any]) -> Section:
        return Section(
            code=row["code"],
            title=_text(row["title"]),
            questions=tuple(self._question(question) for question in row["questions"]),
        )

    def _question(self, row: dict[str, Any]) -> Question:
        code = row["code"]
        _refuse_unknown(row, _QUESTION_KEYS, code)
        _refuse(_CODE.fullmatch(code) is None or code in _RESERVED, f"{code!r} is no code")
        _refuse(code in self.local, f"{code} is asked twice")
        fact = vocabulary().get(code)
        kind = row.get("kind") or (_KIND_OF_FACT[fact.type] if fact else "")
        _refuse(kind not in KINDS, f"{code}: unknown kind {kind!r}")
        _refuse(
            fact is not None and _KIND_OF_FACT.get(fact.type) != kind.replace("textarea", "text"),
            f"{code}: not the fact's type",
        )
        options = _options(row, fact)
        question = Question(
            code=code,
            kind=kind,
            label=_text(row["label"]),
            help=_text(row["help"]) if "help" in row else None,
            why=_text(row.get("why", self.content["why"])),
            purpose=row.get("purpose", self.content["purpose"]),
            options=options,
            unit=row.get("unit", fact.unit if fact else ""),
            whole=row.get("whole", fact is not None and fact.type == "integer"),
            limits=_limits(row, fact),
            fact=code if fact else "",
            show_when=self._condition(row.get("show_when")),
            required=row.get("required", False),
            required_when=self._condition(row.get("required_when")),
            only_if_demanded=row.get("only_if_demanded", False),
            normal=row.get("normal", ""),
            asked_for=tuple(row.get("asked_for", ())),
            shield=row.get("shield", fact.shield if fact else ""),
            not_before=row.get("not_before", ""),
            may_be_future=row.get("may_be_future", False),
        )
        self._refuse_impossible(question)
        self.local.add(code)
        self.words.setdefault(code, _local_fact(question))
        return question

    def _refuse_impossible(self, question: Question) -> None:
        _refuse(question.purpose not in PURPOSES, f"{question.code}: unknown purpose {question.purpose!r}")
        _refuse(
            bool(question.not_before) and question.not_before not in self.local,
            f"{question.code}: not_before is unknown",
        )
        has_choice = question.kind in {"choice", "multi_choice"}
        _refuse(has_choice is not bool(question.options), f"{question.code}: options and kind do not fit")
        values = {option.value for option in question.options} | ({"yes", "no"} if question.kind == "yes_no" else set())
        _refuse(bool(question.normal) and question.normal not in values, f"{question.code}: normal is no answer")
        _refuse(question.only_if_demanded and not question.fact, f"{question.code}: only a fact can be demanded")

    def _condition(self, text: str | None) -> Expression | None:
        return None if text is None else expression(text, dict(self.words))

    def _derived(self, row: dict[str, Any]) -> DerivedFact:
        _refuse_unknown(row, {"fact", "any_yes", "answers_of", "or_recorded", "needs_recorded"}, "a derived fact")
        any_yes, answers_of = tuple(row.get("any_yes", ())), tuple(row.get("answers_of", ()))
        _refuse(row["fact"] not in vocabulary(), f"{row['fact']} is no fact")
        _refuse(row["fact"] in self.local, f"{row['fact']} is both asked and derived")
        _refuse(not self.local.issuperset((*any_yes, *answers_of)), f"{row['fact']} follows from something not asked")
        _refuse(bool(any_yes) is bool(answers_of), f"{row['fact']}: give either any_yes or answers_of")
        recorded = row.get("or_recorded", "")
        _refuse(recorded in self.local or recorded not in {"", *vocabulary()}, f"{recorded} is no fact of another form")
        return DerivedFact(
            fact=row["fact"],
            any_yes=any_yes,
            or_recorded=recorded,
            needs_recorded=row.get("needs_recorded", False),
            answers_of=answers_of,
        )


def _local_fact(question: Question) -> Fact:
    """An answer that is no fact of the vocabulary, as a word that the form's own conditions may use."""
    return Fact(
        name=question.code,
        type=_TYPE_OF_KIND[question.kind],
        how="history",
        label=question.label,
        question=question.label,
        values={option.value: option.label for option in question.options},
        unit=question.unit,
    )


def _options(row: dict[str, Any], fact: Fact | None) -> tuple[Option, ...]:
    given: Mapping[str, Text] = row.get("options") or (fact.values if fact else {})
    _refuse(
        fact is not None and not set(fact.values) >= set(given), f"{row['code']}: an option is no value of the fact"
    )
    exclusive = set(row.get("exclusive", ()))
    _refuse(not exclusive <= set(given), f"{row['code']}: exclusive names no option")
    return tuple(
        Option(value=value, label=_text(label), exclusive=value in exclusive) for value, label in given.items()
    )


def _limits(row: dict[str, Any], fact: Fact | None) -> tuple[Limits, ...]:
    bands = tuple(Limits(**band) for band in row.get("limits", ()))
    starts = [band.from_months for band in bands]
    _refuse(
        bool(starts) and (starts != sorted(set(starts)) or starts[0] != 0), f"{row['code']}: bands must begin at birth"
    )
    if not bands and fact is not None and (fact.minimum is not None or fact.maximum is not None):
        return (Limits(hard_minimum=fact.minimum, hard_maximum=fact.maximum),)
    return bands


def _text(value: Any) -> Text:
    _refuse(set(value) != set(LANGUAGES) or not all(value.values()), f"{value} is not in {', '.join(LANGUAGES)}")
    return dict(value)


def _refuse_unknown(row: Mapping[str, Any], keys: set[str], place: str) -> None:
    _refuse(not keys >= set(row), f"{place}: unknown {', '.join(sorted(set(row) - keys))}")


def _refuse(wrong: bool, sentence: str) -> None:
    if wrong:
        raise BadForm(sentence)
