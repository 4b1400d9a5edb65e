"""The parsed form of a condition: small frozen nodes that every rendering walks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Literal:
    value: Any


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, or a condition that the edition defines under this name."""

    name: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A date moved by whole months or days."""

    base: "Value"
    sign: int
    amount: "Value"
    unit: str


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """Two numbers added, subtracted or multiplied. There is no division, so nothing can go wrong with zero."""

    operator: str
    left: "Value"
    right: "Value"


@dataclass(frozen=True, slots=True)
class Compare:
    operator: str
    left: "Value"
    right: "Value"


@dataclass(frozen=True, slots=True)
class Has:
    """Is one of these values the fact's value, or among its values?"""

    name: str
    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Known:
    name: str


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Specimens were taken, but fewer than the step asks for."""

    name: str


@dataclass(frozen=True, slots=True)
class Surely:
    """True where the part is true; false where it is false or unknown."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"


@dataclass(frozen=True, slots=True)
class And:
    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    parts: "tuple[Node, ...]"


Value = Literal | Name | Shift | Arithmetic
Atom = Literal | Name | Compare | Has | Known | Incomplete
Node = Atom | Surely | Not | And | Or


def names_in(node: Node | Value) -> Iterator[str]:
    """Every fact or defined condition that the node speaks of, in order, repeats included."""
    match node:
        case Name(name) | Has(name, _) | Known(name) | Incomplete(name):
            yield name
        case Compare(_, left, right) | Arithmetic(_, left, right):
            yield from names_in(left)
            yield from names_in(right)
        case Shift(base, _, amount, _):
            yield from names_in(base)
            yield from names_in(amount)
        case Not(part) | Surely(part):
            yield from names_in(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from names_in(part)


def atoms_in(node: Node) -> Iterator[Atom]:
    match node:
        case Not(part) | Surely(part):
            yield from atoms_in(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from atoms_in(part)
        case _:
            yield node


def expand(node: Node, definitions: Mapping[str, Node]) -> Node:
    """The node with every defined condition replaced by what it means."""
    match node:
        case Name(name) if name in definitions:
            return expand(definitions[name], definitions)
        case Not(part):
            return Not(expand(part, definitions))
        case Surely(part):
            return Surely(expand(part, definitions))
        case And(parts):
            return And(tuple(expand(part, definitions) for part in parts))
        case Or(parts):
            return Or(tuple(expand(part, definitions) for part in parts))
    return node
