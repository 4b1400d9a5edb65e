"""A few values of each fact that stand for all others: the corners at which conditions change."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from pratique.rules.language.facts import NUMBERS, Fact
from pratique.rules.language.nodes import Arithmetic, Atom, Compare, Has, Literal, Name, Value, names_in


def representatives(fact: Fact, atoms: Iterable[Atom]) -> list[Any]:
    """Enough values to make every atom about this fact come out both ways, where it can."""
    mentioned = list(dict.fromkeys(value for atom in atoms for value in _values(fact.name, atom)))
    if fact.type == "boolean":
        return [True, False]
    if fact.type in NUMBERS or fact.type == "date":
        return _around(fact, mentioned)
    if fact.type in ("text", "stays"):
        return ["text"] if fact.type == "text" else [()]
    final = [value for value in mentioned if value not in fact.not_final]
    rest = next((value for value in fact.values if value not in mentioned and value not in fact.not_final), None)
    singles = [*([rest] if rest is not None else []), *final]
    return singles if fact.type == "choice" else [(value,) * (fact.specimens or 1) for value in singles]


def _values(name: str, atom: Any) -> tuple[Any, ...]:
    match atom:
        case Has(named, values) if named == name:
            return values
        case Compare(_, Name(named), Literal(value)) | Compare(_, Literal(value), Name(named)) if named == name:
            return (value,)
        case Compare(_, left, right) if name in names_in(atom):
            return tuple(_calculated(left)) + tuple(_calculated(right))
    return ()


def _calculated(value: Value) -> Iterator[Any]:
    """Numbers near which a comparison of calculated values may turn."""
    match value:
        case Literal(number) if isinstance(number, int | float) and not isinstance(number, bool):
            yield number
        case Arithmetic(_, left, right):
            yield from _calculated(left)
            yield from _calculated(right)


def _around(fact: Fact, mentioned: list[Any]) -> list[Any]:
    if not mentioned:
        return [date(2000, 1, 1), date(2100, 1, 1)] if fact.type == "date" else [fact.minimum or 0, fact.maximum or 1]
    step: Any = timedelta(days=1) if fact.type == "date" else 1
    values = sorted({near for value in mentioned for near in (value - step, value, value + step)})
    low, high = fact.minimum, fact.maximum
    return [value for value in values if (low is None or value >= low) and (high is None or value <= high)]
