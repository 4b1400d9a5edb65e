"""Writes a condition as program text that says surely true or surely false; each language is a dialect of its own file.

Three answers need two texts in a two-valued language: one that holds where the condition is surely true, and one
that holds where it is surely false. Neither holds where a fact that matters is unknown. "Not" swaps the two.
"""

from typing import Any, Protocol

from pratique.rules.language.nodes import (
    And,
    Compare,
    Has,
    Incomplete,
    Known,
    Literal,
    Name,
    Node,
    Not,
    Or,
    Surely,
    Value,
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
