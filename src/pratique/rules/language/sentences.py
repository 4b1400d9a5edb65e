"""Says a condition as a sentence in each language, from the words of the vocabulary."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pratique.rules.language.facts import Fact
from pratique.rules.language.nodes import (
    And,
    Arithmetic,
    Compare,
    Has,
    Incomplete,
    Known,
    Literal,
    Name,
    Node,
    Not,
    Or,
    Shift,
    Surely,
    Value,
)
from pratique.rules.language.surely import OPPOSITE

NUMBER_PHRASES = {">=": "at_least", "<=": "at_most", ">": "more_than", "<": "less_than", "==": "is", "!=": "is_not"}
CALCULATIONS = {"+": "sum", "-": "difference", "*": "product"}
DATE_PHRASES = {">=": "on_or_after", "<=": "on_or_before", ">": "after", "<": "before", "==": "is", "!=": "is_not"}


@cache
def phrases() -> Mapping[str, Mapping[str, str]]:
    with (Path(__file__).parent / "phrases.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _units() -> Mapping[str, Mapping[str, str]]:
    with (Path(__file__).parent / "units.toml").open("rb") as file:
        return tomllib.load(file)


def unit_words(unit: str, language: str) -> str:
    """A unit as a reader writes it; symbols are the same everywhere."""
    return _units().get(unit, {}).get(language, unit)


def sentence(
    node: Node, facts: Mapping[str, Fact], language: str, names: Mapping[str, Mapping[str, str]] | None = None
) -> str:
    """The condition on one line. `names` are words for defined conditions that have some."""
    return Speaker(facts, language, names or {}).condition(node, True)


def value_words(fact: Fact, value: Any, language: str) -> str:
    """A fact's value in words, such as "positive, negative, negative"."""
    if isinstance(value, bool):
        return phrases()["true" if value else "false"][language].removeprefix("{label}").lstrip(" :")
    if isinstance(value, list | tuple):
        return phrases()["list"][language].join(value_words(fact, one, language) for one in value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    words = fact.values.get(value) if isinstance(value, str) else None
    return words[language] if words else str(value)


class Speaker:
    """Says conditions and their parts in one language."""

    def __init__(self, facts: Mapping[str, Fact], language: str, names: Mapping[str, Mapping[str, str]]) -> None:
        self.facts = facts
        self.language = language
        self.names = names

    def say(self, phrase: str, **words: str) -> str:
        return phrases()[phrase][self.language].format(**words)

    def condition(self, node: Node, wanted: bool) -> str:
        match node:
            case And(parts) | Or(parts):
                joint = "and" if isinstance(node, And) is wanted else "or"
                return phrases()[joint][self.language].join(self.grouped(part, wanted) for part in parts)
            case Not(part):
                return self.condition(part, not wanted)
            case Surely(part):
                said = self.say("surely", inner=self.condition(part, True))
                return said if wanted else self.say("not", inner=said)
        return self.atom(node, wanted)

    def grouped(self, node: Node, wanted: bool) -> str:
        said = self.condition(node, wanted)
        return self.say("group", inner=said) if isinstance(node, And | Or) else said

    def atom(self, node: Node, wanted: bool) -> str:
        match node:
            case Literal(value):
                return self.say("always" if value is wanted else "never")
            case Name(name):
                phrase = ("true", "false") if name in self.facts else ("holds", "fails")
                return self.say(phrase[not wanted], label=self.label(name))
            case Known(name):
                return self.say("known" if wanted else "unknown", label=self.label(name))
            case Incomplete(name):
                return self.say("incomplete" if wanted else "complete", label=self.label(name))
            case Has(name, values):
                return self.has(name, values, wanted)
            case Compare(symbol, left, right):
                return self.comparison(symbol if wanted else OPPOSITE[symbol], left, right)
        raise TypeError(f"{node} can't be said")

    def has(self, name: str, values: tuple[Any, ...], wanted: bool) -> str:
        several = len(values) > 1
        phrase = ("any_of" if several else "is") if wanted else ("none_of" if several else "is_not")
        return self.say(phrase, label=self.label(name), value=value_words(self.facts[name], values, self.language))

    def comparison(self, symbol: str, left: Value, right: Value) -> str:
        is_date = any(
            isinstance(side, Shift) or (isinstance(side, Literal) and isinstance(side.value, date))
            for side in (left, right)
        )
        phrase = (DATE_PHRASES if is_date else NUMBER_PHRASES)[symbol]
        return self.say(phrase, label=self.value(left, left), value=self.value(right, left))

    def value(self, value: Value, beside: Value) -> str:
        match value:
            case Literal(literal):
                fact = self.facts.get(beside.name) if isinstance(beside, Name) else None
                return value_words(fact, literal, self.language) if fact else str(literal)
            case Name(name):
                return self.label(name)
            case Arithmetic(symbol, left, right):
                return self.say(CALCULATIONS[symbol], label=self.value(left, left), value=self.value(right, right))
            case Shift(base, sign, amount, unit):
                phrase = f"{unit}_{'after' if sign > 0 else 'before'}"
                return self.say(phrase, label=self.value(base, base), value=self.value(amount, amount))
        raise TypeError(f"{value} can't be said")

    def label(self, name: str) -> str:
        fact = self.facts.get(name)
        if fact is not None:
            return fact.label[self.language]
        if name in self.names:
            return self.names[name][self.language]
        return phrases()[name][self.language] if name in phrases() else name
