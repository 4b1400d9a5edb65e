"""Checks a condition against the vocabulary, so that a slip fails at load and never at a person."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pratique.rules.dates.calendar import LONGEST_SHIFT_MONTHS
from pratique.rules.language.facts import NUMBERS, Fact
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
from pratique.rules.language.parser import BadExpression

LONGEST_SHIFT = {"months": LONGEST_SHIFT_MONTHS, "days": LONGEST_SHIFT_MONTHS * 30}
ORDERED = ("integer", "decimal", "date")


def check(node: Node, facts: Mapping[str, Fact], computed: Mapping[str, str]) -> None:
    """Raises BadExpression unless every name, type and value fits; `computed` maps defined names to their types."""
    match node:
        case And(parts) | Or(parts):
            for part in parts:
                check(part, facts, computed)
        case Not(part) | Surely(part):
            check(part, facts, computed)
        case Compare():
            _check_comparison(node, facts, computed)
        case Has() | Known() | Incomplete():
            _check_about_fact(node, _fact(node.name, facts))
        case _:
            if value_type(node, facts, computed) != "boolean":
                raise BadExpression("this is neither true nor false", word=_first_name(node))


def _check_about_fact(node: Has | Known | Incomplete, fact: Fact) -> None:
    if isinstance(node, Has):
        _check_values(fact, node.values)
    if isinstance(node, Incomplete) and fact.type != "specimens":
        raise BadExpression(f"{fact.name} has no specimens, so it can't be incomplete", word=fact.name)


def value_type(value: Value, facts: Mapping[str, Fact], computed: Mapping[str, str]) -> str:
    match value:
        case Literal(literal):
            return _literal_type(literal)
        case Shift(base, _, amount, unit):
            if value_type(base, facts, computed) != "date" or value_type(amount, facts, computed) != "integer":
                raise BadExpression("only dates can be moved, and only by whole numbers", word=_first_name(value))
            _check_reach(amount, unit)
            return "date"
        case Arithmetic(_, left, right):
            sides = value_type(left, facts, computed), value_type(right, facts, computed)
            if not all(side in NUMBERS for side in sides):
                raise BadExpression(f"only numbers can be added or multiplied, not {' and '.join(sides)}")
            return "decimal" if "decimal" in sides else "integer"
        case Name(name):
            return computed[name] if name in computed else _fact(name, facts).type
    raise BadExpression(f"{value} is not a value")


def _first_name(node: Node | Value) -> str:
    return next(names_in(node), "")


def _check_reach(amount: Value, unit: str) -> None:
    """No calendar is left: at most two hundred years."""
    if isinstance(amount, Literal) and amount.value > LONGEST_SHIFT[unit]:
        raise BadExpression(f"a date can't be moved by {amount.value} {unit}", word=str(amount.value))


def _literal_type(literal: Any) -> str:
    if isinstance(literal, bool):
        return "boolean"
    if isinstance(literal, int):
        return "integer"
    if isinstance(literal, float):
        return "decimal"
    return "date" if isinstance(literal, date) else "choice" if isinstance(literal, str) else "list"


def _fact(name: str, facts: Mapping[str, Fact]) -> Fact:
    if name not in facts:
        raise BadExpression(f"the vocabulary has no fact {name!r}", word=name)
    return facts[name]


def _check_comparison(node: Compare, facts: Mapping[str, Fact], computed: Mapping[str, str]) -> None:
    left = value_type(node.left, facts, computed)
    right = value_type(node.right, facts, computed)
    alike = left == right or (left in NUMBERS and right in NUMBERS)
    if not alike or left in ("specimens", "choices", "stays", "list"):
        raise BadExpression(f"a {left} can't be compared with a {right}", word=_first_name(node))
    if node.operator not in ("==", "!=") and left not in ORDERED:
        raise BadExpression(f"a {left} has no order", word=_first_name(node))
    if left == "choice" and isinstance(node.left, Name) and isinstance(node.right, Literal):
        _check_values(_fact(node.left.name, facts), (node.right.value,))


def _check_values(fact: Fact, values: tuple[Any, ...]) -> None:
    if fact.type not in ("choice", "choices", "specimens"):
        raise BadExpression(f"{fact.name} has no list of values", word=fact.name)
    unknown = [value for value in values if value not in fact.values]
    if unknown:
        raise BadExpression(f"{fact.name} has no value {unknown[0]!r}", word=str(unknown[0]))
