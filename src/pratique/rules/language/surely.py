"""Writes a condition as program text that says surely true or surely false, in Python and in JavaScript.

Three answers need two texts in a two-valued language: one that holds where the condition is surely true, and one
that holds where it is surely false. Neither holds where a fact that matters is unknown. "Not" swaps the two.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol

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
    names_in,
)

OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}


class NotRenderable(ValueError):
    """This condition has no rendering in this language."""


class Dialect(Protocol):
    """What a language must be able to say about one fact."""

    both: str
    either: str
    yes: str
    no: str

    def negated(self, text: str) -> str: ...
    def is_boolean(self, name: str, wanted: bool) -> str: ...
    def is_known(self, name: str, wanted: bool) -> str: ...
    def is_incomplete(self, name: str, wanted: bool) -> str: ...
    def has(self, name: str, values: tuple[Any, ...], wanted: bool) -> str: ...
    def compares(self, operator: str, left: Value, right: Value) -> str: ...


def surely(node: Node, wanted: bool, dialect: Dialect) -> str:
    """Text that holds where the condition surely has the wanted answer."""
    match node:
        case And(parts) | Or(parts):
            every = isinstance(node, And) is wanted
            texts = [surely(part, wanted, dialect) for part in parts]
            return "(" + (dialect.both if every else dialect.either).join(texts) + ")"
        case Not(part):
            return surely(part, not wanted, dialect)
        case Surely(part):
            text = surely(part, True, dialect)
            return text if wanted else dialect.negated(text)
    return _atom(node, wanted, dialect)


def _atom(node: Node, wanted: bool, dialect: Dialect) -> str:
    match node:
        case Literal(value):
            return dialect.yes if value is wanted else dialect.no
        case Name(name):
            return dialect.is_boolean(name, wanted)
        case Known(name):
            return dialect.is_known(name, wanted)
        case Incomplete(name):
            return dialect.is_incomplete(name, wanted)
        case Has(name, values):
            return dialect.has(name, values, wanted)
        case Compare(operator, left, right):
            return dialect.compares(operator if wanted else OPPOSITE[operator], left, right)
    raise NotRenderable(f"{node} can't be written")


class Python:
    """Python text over local variables; used once, when an edition is loaded."""

    both, either, yes, no = " and ", " or ", "True", "False"

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self.facts = facts

    def negated(self, text: str) -> str:
        return f"(not {text})"

    def is_boolean(self, name: str, wanted: bool) -> str:
        return f"({name} is {wanted})"

    def is_known(self, name: str, wanted: bool) -> str:
        fact = self.facts[name]
        if fact.type != "specimens":
            return f"({name} is {'not ' if wanted else ''}None)"
        text = f"({name} is not None and len({name}) >= {fact.specimens} and {self._none_of(name, fact.not_final)})"
        return text if wanted else self.negated(text)

    def is_incomplete(self, name: str, wanted: bool) -> str:
        text = f"({name} is not None and len({name}) < {self.facts[name].specimens})"
        return text if wanted else self.negated(text)

    def has(self, name: str, values: tuple[Any, ...], wanted: bool) -> str:
        fact = self.facts[name]
        if fact.type == "choice":
            return f"({name} is not None and {name} {'in' if wanted else 'not in'} {values!r})"
        none = self._none_of(name, values)
        if wanted:
            return f"({name} is not None and not ({none}))"
        return f"({self.is_known(name, True)} and {none})"

    def compares(self, operator: str, left: Value, right: Value) -> str:
        guards = [f"{name} is not None" for name in dict.fromkeys((*names_in(left), *names_in(right)))]
        return "(" + " and ".join([*guards, f"{self.value(left)} {operator} {self.value(right)}"]) + ")"

    def value(self, value: Value) -> str:
        match value:
            case Literal(literal):
                return (
                    f"date({literal.year}, {literal.month}, {literal.day})"
                    if isinstance(literal, date)
                    else repr(literal)
                )
            case Name(name):
                return name
            case Arithmetic(operator, left, right):
                return f"({self.value(left)} {operator} {self.value(right)})"
            case Shift(base, sign, amount, unit):
                return f"add_{unit}({self.value(base)}, {'-' if sign < 0 else ''}{self.value(amount)})"
        raise NotRenderable(f"{value} can't be written in Python")

    @staticmethod
    def _none_of(name: str, values: Any) -> str:
        return " and ".join(f"{value!r} not in {name}" for value in sorted(values)) or "True"


class JavaScript:
    """JavaScript text over an object `facts`; an unknown fact is absent or null, dates are ISO texts."""

    both, either, yes, no = " && ", " || ", "true", "false"

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self.facts = facts

    def negated(self, text: str) -> str:
        return f"(!{text})"

    def is_boolean(self, name: str, wanted: bool) -> str:
        return f"(facts.{name} === {'true' if wanted else 'false'})"

    def is_known(self, name: str, wanted: bool) -> str:
        fact = self.facts[name]
        if fact.type != "specimens":
            return f"(facts.{name} {'!=' if wanted else '=='} null)"
        final = f"!facts.{name}.some((one) => {self._list(sorted(fact.not_final))}.includes(one))"
        text = f"(facts.{name} != null && facts.{name}.length >= {fact.specimens} && {final})"
        return text if wanted else self.negated(text)

    def is_incomplete(self, name: str, wanted: bool) -> str:
        text = f"(facts.{name} != null && facts.{name}.length < {self.facts[name].specimens})"
        return text if wanted else self.negated(text)

    def has(self, name: str, values: tuple[Any, ...], wanted: bool) -> str:
        if self.facts[name].type == "choice":
            return f"(facts.{name} != null && {'' if wanted else '!'}{self._list(values)}.includes(facts.{name}))"
        found = f"facts.{name}.some((one) => {self._list(values)}.includes(one))"
        if wanted:
            return f"(facts.{name} != null && {found})"
        return f"({self.is_known(name, True)} && !{found})"

    def compares(self, operator: str, left: Value, right: Value) -> str:
        guards = [f"facts.{name} != null" for name in dict.fromkeys((*names_in(left), *names_in(right)))]
        strict = {"==": "===", "!=": "!=="}.get(operator, operator)
        return "(" + " && ".join([*guards, f"{self.value(left)} {strict} {self.value(right)}"]) + ")"

    def value(self, value: Value) -> str:
        match value:
            case Literal(literal):
                return json.dumps(literal.isoformat() if isinstance(literal, date) else literal)
            case Name(name):
                return f"facts.{name}"
            case Arithmetic(operator, left, right):
                return f"({self.value(left)} {operator} {self.value(right)})"
        raise NotRenderable("dates can't be moved in the page: let the server decide this condition")

    @staticmethod
    def _list(values: Any) -> str:
        return json.dumps(list(values))
