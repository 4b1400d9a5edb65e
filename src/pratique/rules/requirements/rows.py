"""Reads the rows of an edition's tables; what is wrong is said with file, line, column and the nearest valid word."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from math import isfinite
from typing import Any

from pratique.rules.language.checking import check, value_type
from pratique.rules.language.facts import LANGUAGES, Fact
from pratique.rules.language.nodes import Literal, Node, Value
from pratique.rules.language.parser import WORDS, BadExpression, parse, parse_value
from pratique.rules.requirements.model import (
    AnchorRow,
    AnswerRow,
    Class,
    Clause,
    Item,
    Outcome,
    ReuseRow,
    Standing,
    Texts,
    ValidityRow,
)
from pratique.rules.requirements.places import Table, nearest

LONGEST_VALIDITY_MONTHS = 120
STANDINGS = tuple(standing.word for standing in Standing)
_SOURCED = ("source", "standing")
REUSE_KEYS = ("step", "within_months", "methods", "own_sites", "when", *_SOURCED)
ROW_KEYS: Mapping[str, tuple[str, ...]] = {
    "definitions": ("name", "when"),
    "items": ("id", "code", "steps", "when", "done", "name", "why", *_SOURCED),
    "classes": ("code", "when", "name", *_SOURCED),
    "validity": ("months", "when", *_SOURCED),
    "anchors": ("fact", "when", *_SOURCED),
    "outcomes": ("value", "when", "name", "releases", "waits", *_SOURCED),
    "answers": ("key", "value", "compute", "when", "name", *_SOURCED),
}


class RowReader:
    """Knows the vocabulary, the clauses and the named readings that rows may speak of."""

    def __init__(self, facts: Mapping[str, Fact], sources: Mapping[str, Clause], constants: Mapping[str, Any]) -> None:
        self.facts = facts
        self.sources = sources
        self.constants = constants
        self.computed: dict[str, str] = {}
        self.read: dict[tuple[int, str], Node] = {}

    def condition(self, row: Table, key: str = "when") -> Node:
        """Read once: items and classes are spoken of by name before their rows are made."""
        at = id(row), key
        if at not in self.read:
            self.read[at] = self.checked(row, key)
        return self.read[at]

    def checked(self, row: Table, key: str) -> Node:
        text = self.text(row, key)
        try:
            node = parse(text, self.constants)
            check(node, self.facts, self.computed)
        except BadExpression as slip:
            raise self.slip(row, key, slip) from slip
        return node

    def value(self, row: Table, key: str) -> Value:
        text = self.text(row, key)
        try:
            value = parse_value(text, self.constants)
            value_type(value, self.facts, self.computed)
        except BadExpression as slip:
            raise self.slip(row, key, slip) from slip
        return value

    def slip(self, row: Table, key: str, slip: BadExpression) -> ValueError:
        words = [*self.facts, *self.computed, *self.constants, *WORDS]
        words += [value for fact in self.facts.values() for value in fact.values]
        hint = nearest(slip.word, words) if slip.word and slip.word not in words else ""
        return row.place.problem(f"{slip}{hint}", key=key, at=slip.at, word=slip.word)

    def text(self, row: Table, key: str) -> str:
        value = required(row, key)
        if not isinstance(value, str):
            raise row.place.problem(f"{key} must be a text, not {value!r}", key=key)
        return value

    def texts(self, row: Table, key: str) -> Texts:
        value = required(row, key)
        if (
            not isinstance(value, dict)
            or set(value) != set(LANGUAGES)
            or not all(_is_said(one) for one in value.values())
        ):
            raise row.place.problem(f"{key}: a text needs {', '.join(LANGUAGES)}", key=key)
        return dict(value)

    def standing(self, row: Table) -> tuple[tuple[str, ...], Standing]:
        """The clauses of a row, and its standing: the weakest clause's unless the row says a weaker one."""
        given = required(row, "source")
        source = (given,) if isinstance(given, str) else tuple(given) if isinstance(given, list) else ()
        unknown = [one for one in source if one not in self.sources]
        if unknown or not source:
            word = str(unknown[0]) if unknown else str(given)
            hint = nearest(word, self.sources)
            raise row.place.problem(f"the sources have no clause {word!r}{hint}", key="source", word=word)
        weakest = min(self.sources[one].standing for one in source)
        return source, min(weakest, standing_of(row)) if "standing" in row else weakest

    def flag(self, row: Table, key: str) -> bool:
        value = row.get(key, False)
        if not isinstance(value, bool):
            raise row.place.problem(f"{key} must be true or false, not {value!r}", key=key)
        return value

    def item(self, row: Table) -> Item:
        source, standing = self.standing(row)
        steps = required(row, "steps")
        if not isinstance(steps, list) or not steps or not all(isinstance(step, str) for step in steps):
            raise row.place.problem("steps must be a list of names", key="steps")
        return Item(
            id=self.text(row, "id"),
            code=self.text(row, "code"),
            steps=tuple(steps),
            when=self.condition(row),
            text=row["when"],
            done=self.condition(row, "done"),
            source=source,
            standing=standing,
            name=self.texts(row, "name"),
            why=self.texts(row, "why"),
        )

    def classed(self, row: Table) -> Class:
        source, standing = self.standing(row)
        when, name = self.condition(row), self.texts(row, "name")
        return Class(
            code=self.text(row, "code"), when=when, text=row["when"], source=source, standing=standing, name=name
        )

    def months(self, row: Table, key: str) -> int:
        """A length in months, or the parameter that holds it."""
        given = required(row, key)
        months = self.constants.get(given, given) if isinstance(given, str) else given
        if not isinstance(months, int) or isinstance(months, bool) or not 0 <= months <= LONGEST_VALIDITY_MONTHS:
            raise row.place.problem(f"a validity of {months!r} months can't be meant", key=key)
        return months

    def validity(self, row: Table) -> ValidityRow:
        source, standing = self.standing(row)
        months = self.months(row, "months")
        when = self.condition(row)
        return ValidityRow(months=months, when=when, text=row["when"], source=source, standing=standing)

    def reuse(self, row: Table) -> ReuseRow:
        only(row, REUSE_KEYS)
        source, standing = self.standing(row)
        return ReuseRow(
            step=self.text(row, "step"),
            within_months=self.months(row, "within_months"),
            when=self.condition(row) if "when" in row else Literal(True),
            methods=tuple(row.get("methods", ())),
            own_sites=self.flag(row, "own_sites"),
            source=source,
            standing=standing,
        )

    def anchor(self, row: Table) -> AnchorRow:
        source, standing = self.standing(row)
        fact = date_fact(row, "fact", self.facts)
        when = self.condition(row)
        return AnchorRow(fact=fact, when=when, text=row["when"], source=source, standing=standing)

    def outcome(self, row: Table) -> Outcome:
        source, standing = self.standing(row)
        return Outcome(
            value=self.text(row, "value"),
            when=self.condition(row),
            text=row["when"],
            source=source,
            standing=standing,
            name=self.texts(row, "name"),
            releases=self.flag(row, "releases"),
            waits=self.flag(row, "waits"),
        )

    def answer(self, row: Table) -> AnswerRow:
        source, standing = self.standing(row)
        if ("value" in row) is ("compute" in row):
            raise row.place.problem("an answer has either a value or something to compute")
        compute = self.value(row, "compute") if "compute" in row else None
        value = compute.value if isinstance(compute, Literal) else row.get("value")
        return AnswerRow(
            key=self.text(row, "key"),
            value=self.constants.get(value, value) if isinstance(value, str) else value,
            compute=None if isinstance(compute, Literal) else compute,
            when=self.condition(row),
            text=row["when"],
            source=source,
            standing=standing,
            name=self.texts(row, "name"),
        )


def required(row: Table, key: str) -> Any:
    if key not in row:
        raise row.place.problem(f"{key} is missing here")
    return row[key]


def only(row: Table, allowed: Iterable[str]) -> None:
    """Refuses a key that nothing reads: a slip would otherwise change a rule in silence."""
    for key in row:
        if key not in allowed:
            inner = row[key]
            place = inner.place if isinstance(inner, Table) else row.place
            raise place.problem(f"unknown word {key!r}{nearest(key, allowed)}", key=key)


def standing_of(row: Table) -> Standing:
    word = required(row, "standing")
    if word not in STANDINGS:
        hint = nearest(str(word), STANDINGS)
        raise row.place.problem(f"unknown standing {word!r}{hint}", key="standing", word=str(word))
    return Standing[word.upper()]


def date_fact(row: Table, key: str, facts: Mapping[str, Fact]) -> str:
    """The name of a fact that is a date."""
    name: str = required(row, key)
    if name not in facts or facts[name].type != "date":
        dates = [fact.name for fact in facts.values() if fact.type == "date"]
        raise row.place.problem(f"{name} is not a date{nearest(str(name), dates)}", key=key, word=str(name))
    return name


def day(row: Table, key: str) -> date | None:
    value = row.get(key)
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise row.place.problem(f"{key} must be a date such as 2026-01-31, not {value!r}", key=key)
    return value


def is_plain(value: Any) -> bool:
    """A value that conditions can speak of."""
    if isinstance(value, float):
        return isfinite(value)
    return isinstance(value, str | int) or (isinstance(value, date) and not isinstance(value, datetime))


def _is_said(text: Any) -> bool:
    return isinstance(text, str) and bool(text.strip())
