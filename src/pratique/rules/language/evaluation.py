"""Answers a condition for one person with yes, no or unknown (Kleene), and says which facts decided."""

import operator
from collections.abc import Callable, Mapping
from typing import Any

from pratique.rules.dates.calendar import add_days, add_months
from pratique.rules.language.facts import Between, Fact
from pratique.rules.language.nodes import (
    And,
    Arithmetic,
    Atom,
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

Answer = bool | None
Get = Callable[[str], Any]
Decided = tuple[Answer, tuple[Atom, ...]]

CALCULATE: Mapping[str, Callable[[Any, Any], Any]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}
COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def answer(node: Node, get: Get, facts: Mapping[str, Fact]) -> Answer:
    return Deciding(get, facts).decide(node)[0]


def decide(node: Node, get: Get, facts: Mapping[str, Fact], definitions: Mapping[str, Node] | None = None) -> Decided:
    """The answer and the atoms that decided it; for unknown, the atoms that are unknown."""
    return Deciding(get, facts, definitions).decide(node)


class Deciding:
    """Decides conditions for one person; what a defined condition means is worked out once."""

    __slots__ = ("definitions", "facts", "get", "memory")

    def __init__(self, get: Get, facts: Mapping[str, Fact], definitions: Mapping[str, Node] | None = None) -> None:
        self.get = get
        self.facts = facts
        self.definitions = definitions or {}
        self.memory: dict[str, Decided] = {}

    def decide(self, node: Node) -> Decided:
        # A table by type: a judgement comes here a hundred times, and trying patterns in turn takes longer.
        composed = _COMPOSED.get(type(node))
        if composed is not None:
            return composed(self, node)
        # What is not composed is an atom.
        return _atom_answer(node, self.get, self.facts), (node,)  # type: ignore[return-value]

    def _and(self, node: And) -> Decided:
        return self._joined(node.parts, False)

    def _or(self, node: Or) -> Decided:
        return self._joined(node.parts, True)

    def _not(self, node: Not) -> Decided:
        found, why = self.decide(node.part)
        return (None if found is None else not found), why

    def _surely(self, node: Surely) -> Decided:
        found, why = self.decide(node.part)
        return found is True, why

    def _name(self, node: Name) -> Decided:
        return self._defined(node.name) if node.name in self.definitions else (self.get(node.name), (node,))

    def _literal(self, node: Literal) -> Decided:
        return node.value, ()

    def _defined(self, name: str) -> Decided:
        if name not in self.memory:
            found, why = self.decide(self.definitions[name])
            self.memory[name] = found, tuple(dict.fromkeys(why)) if len(why) > 1 else why
        return self.memory[name]

    def _joined(self, parts: tuple[Node, ...], ender: bool) -> Decided:
        """One part with the ending answer decides alone; otherwise unknown parts, otherwise all of them."""
        unknown: list[Atom] = []
        agreed: list[Atom] = []
        is_unknown = False
        for part in parts:
            found, why = self.decide(part)
            if found is ender:
                return ender, why
            is_unknown = is_unknown or found is None
            (unknown if found is None else agreed).extend(why)
        return (None, tuple(unknown)) if is_unknown else (not ender, tuple(agreed))


_COMPOSED: Mapping[type, Callable[[Deciding, Any], Decided]] = {
    And: Deciding._and,
    Or: Deciding._or,
    Not: Deciding._not,
    Surely: Deciding._surely,
    Name: Deciding._name,
    Literal: Deciding._literal,
}


def _atom_answer(node: Node, get: Get, facts: Mapping[str, Fact]) -> Answer:
    match node:
        case Compare(symbol, left, right):
            first, second = value_of(left, get), value_of(right, get)
            return None if first is None or second is None else COMPARE[symbol](first, second)
        case Has(name, values):
            return _has(facts[name], get(name), values)
        case Known(name):
            return facts[name].is_known(get(name))
        case Incomplete(name):
            taken = get(name)
            return taken is not None and len(taken) < facts[name].specimens
    raise TypeError(f"{node} is not a condition")


def _has(fact: Fact, value: Any, values: tuple[Any, ...]) -> Answer:
    if value is None:
        return None
    if fact.type == "choice":
        return value in values
    if any(one in values for one in value):
        return True
    return False if fact.is_known(value) else None


def value_of(value: Value, get: Get) -> Any:
    match value:
        case Literal(literal):
            return literal
        case Name(name):
            return get(name)
        case Arithmetic(symbol, left, right):
            first, second = value_of(left, get), value_of(right, get)
            return None if first is None or second is None else CALCULATE[symbol](first, second)
        case Shift(base, sign, amount, unit):
            start, count = value_of(base, get), value_of(amount, get)
            if start is None or count is None:
                return None
            if isinstance(start, Between):
                return Between(_moved(start.low, sign * count, unit), _moved(start.high, sign * count, unit))
            return _moved(start, sign * count, unit)
    raise TypeError(f"{value} is not a value")


def _moved(start: Any, count: int, unit: str) -> Any:
    return add_months(start, count) if unit == "months" else add_days(start, count)
