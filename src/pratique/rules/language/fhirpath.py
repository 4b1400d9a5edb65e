"""Writes a condition in FHIRPath, whose `and`, `or` and `not` know unknown as we do: an unknown fact is empty.

Facts and defined conditions are variables (`%age`, `%need_film`). One text gives all three answers: true, false, empty.
"""

from collections.abc import Mapping
from datetime import date
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
from pratique.rules.language.surely import NotRenderable

COMPARISONS = {"==": "="}


def fhirpath(node: Node, facts: Mapping[str, Fact]) -> str:
    """True, false, or empty where a fact that matters is unknown.

    Defined conditions are named as FHIR's ids are, without underscores: `%needFilm`. Facts keep their names.
    """
    match node:
        case And(parts) | Or(parts):
            word = " and " if isinstance(node, And) else " or "
            return "(" + word.join(fhirpath(part, facts) for part in parts) + ")"
        case Not(part):
            return f"({fhirpath(part, facts)}).not()"
        case Surely(part):
            return f"iif({fhirpath(part, facts)}, true, false)"
    return _atom(node, facts)


def _atom(node: Node, facts: Mapping[str, Fact]) -> str:
    match node:
        case Compare(operator, left, right):
            return f"({_value(left)} {COMPARISONS.get(operator, operator)} {_value(right)})"
        case Has(name, values):
            return _has(facts[name], values)
        case Name(name) if name not in facts:
            return f"%{variable_name(name)}"
        case Known(name):
            return _known(facts[name])
        case Incomplete(name):
            return f"(%{name}.exists() and (%{name}.count() < {facts[name].specimens}))"
    return _value(node)


def variable_name(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(other[:1].upper() + other[1:] for other in others)


def _known(fact: Fact) -> str:
    if fact.type != "specimens":
        return f"%{fact.name}.exists()"
    complete = f"(%{fact.name}.count() >= {fact.specimens})"
    return f"({complete} and {_none(fact.name, tuple(sorted(fact.not_final)))})"


def _has(fact: Fact, values: tuple[Any, ...]) -> str:
    if fact.type == "choice":
        return "(" + " or ".join(f"%{fact.name} = {_literal(value)}" for value in values) + ")"
    none = _none(fact.name, values)
    unless = f"iif({_known(fact)}, false, {{}})"
    return f"iif(({none}).not(), true, {unless})"


def _none(name: str, values: tuple[Any, ...]) -> str:
    same = " or ".join(f"$this = {_literal(value)}" for value in values)
    return f"%{name}.where({same}).empty()" if values else "true"


def _value(value: Node | Value) -> str:
    match value:
        case Literal(literal):
            return _literal(literal)
        case Name(name):
            return f"%{name}"  # a fact, or one of the engine's own: valid_until, validity_months
        case Arithmetic(operator, left, right):
            return f"({_value(left)} {operator} {_value(right)})"
        case Shift(base, sign, Literal(amount), unit):
            return f"({_value(base)} {'+' if sign > 0 else '-'} {amount} {unit})"
    raise NotRenderable("a date that is moved by a fact has no short form in FHIRPath")


def _literal(literal: Any) -> str:
    if isinstance(literal, bool):
        return "true" if literal else "false"
    if isinstance(literal, date):
        return f"@{literal.isoformat()}"
    if isinstance(literal, str):
        return "'" + literal.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return repr(literal)
