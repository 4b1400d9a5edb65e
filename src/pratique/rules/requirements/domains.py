"""The finite domain of each fact: values that stand for all others, because no condition tells those apart.

`representatives` gives the corners at which conditions change. A domain merges those that answer every condition alike
into one region; a fact is a variable whose values are its regions, region 0 being that it is not known at all. A set of
values (`choices`) is several variables: is it known, and for each kind of value that conditions tell apart, is one of
them in it. What the conditions compare with other facts is not in here: see charts.py.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations_with_replacement, pairwise
from typing import Any

from pratique.rules.language.evaluation import Answer, answer
from pratique.rules.language.facts import NUMBERS, Between, Fact
from pratique.rules.language.nodes import Arithmetic, Atom, Compare, Has, Literal, Name, Shift, Value, names_in

ABSENT = 0
STEPS_OF_A_SEARCH = 60
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)

Places = tuple[tuple[int, ...], ...]


class OneVariable:
    """A fact with one value, or a row of specimens: its regions are the ways in which it answers its conditions."""

    def __init__(self, fact: Fact, atoms: Sequence[Atom]) -> None:
        self.fact = fact
        self.atoms = tuple(atoms)
        self.regions: dict[tuple[Answer, ...], int] = {}
        self.values: list[Any] = []
        self.memory: dict[Any, Places] = {}
        self.corners = _candidates(fact, atoms)
        for value in (None, *self.corners):
            # The first region is "not known", also where a value answers alike.
            answers = self.answers_of(value)
            if answers not in self.regions or (value is not None and self.regions[answers] == ABSENT):
                self.regions[answers] = len(self.values)
                self.values.append(value)
        self.answers = [self.answers_of(value) for value in self.values]
        self.sizes = (len(self.values),)

    def answers_of(self, value: Any) -> tuple[Answer, ...]:
        return tuple(answer(atom, {self.fact.name: value}.get, {self.fact.name: self.fact}) for atom in self.atoms)

    def holds(self, atom: Atom, wanted: bool) -> frozenset[int]:
        """The regions in which the atom surely has this answer."""
        place = self.atoms.index(atom)
        return frozenset(region for region, answers in enumerate(self.answers) if answers[place] is wanted)

    def places(self, value: Any) -> Places:
        """For each variable, the regions in which this value may lie: one, or several for an estimate."""
        key = (value.low, value.high) if isinstance(value, Between) else value
        if key not in self.memory:
            values = _within(self.fact, self.atoms, value) if isinstance(value, Between) else (value,)
            everywhere = range(1, len(self.values))
            found = [self.regions.get(self.answers_of(one)) for one in values]
            self.memory[key] = (
                tuple(everywhere if None in found else sorted({one for one in found if one is not None})),
            )
        return self.memory[key]

    def completions(self, value: Any) -> Places:
        """Where the value may lie once it is known; specimens keep what they have shown already."""
        if isinstance(value, Between):
            return self.places(value)
        known = [region for region in range(1, len(self.values)) if self.fact.is_known(self.values[region])]
        if value is not None:
            shown = [place for place, atom in enumerate(self.atoms) if isinstance(atom, Has)]
            now = self.answers_of(value)
            known = [one for one in known if all(self.answers[one][at] or not now[at] for at in shown)]
        return (tuple(known),)

    def value(self, places: Sequence[int]) -> Any:
        return self.values[places[0]]


class ManyVariables:
    """A fact with a set of values: is it known, and does it hold a value of each kind?"""

    def __init__(self, fact: Fact, atoms: Sequence[Atom]) -> None:
        self.fact = fact
        lists = [atom.values for atom in atoms if isinstance(atom, Has)]
        self.kinds: dict[tuple[bool, ...], list[Any]] = {}
        for value in fact.values:
            mentioned = tuple(value in values for values in lists)
            if any(mentioned):
                self.kinds.setdefault(mentioned, []).append(value)
        self.sizes = (2, *(2 for _ in self.kinds))

    def kinds_of(self, values: Iterable[Any]) -> list[int]:
        """The variables that stand for these values."""
        return [place for place, kind in enumerate(self.kinds.values(), 1) if not set(kind).isdisjoint(values)]

    def places(self, value: Any) -> Places:
        held = set(self.kinds_of(value))
        return ((1,), *((int(place in held),) for place in range(1, len(self.sizes))))

    def completions(self, value: Any) -> Places:
        return ((1,), *((0, 1) for _ in self.kinds))

    def value(self, places: Sequence[int]) -> Any:
        if not places[0]:
            return None
        return tuple(kind[0] for place, kind in zip(places[1:], self.kinds.values(), strict=True) if place)


Domain = OneVariable | ManyVariables


def domain(fact: Fact, atoms: Iterable[Atom]) -> Domain:
    """The domain of a fact under these conditions, which speak of no other fact."""
    mine = tuple(dict.fromkeys(atoms))
    return ManyVariables(fact, mine) if fact.type == "choices" else OneVariable(fact, mine)


def representatives(fact: Fact, atoms: Iterable[Atom]) -> list[Any]:
    """Enough values to make every atom about this fact come out both ways, where it can."""
    mentioned = list(dict.fromkeys(value for atom in atoms for value in _values(fact, atom)))
    if fact.type == "boolean":
        return [True, False]
    if fact.type in NUMBERS or fact.type == "date":
        return _around(fact, mentioned)
    if fact.type in ("text", "stays"):
        return [*mentioned, "text"] if fact.type == "text" else [()]
    final = [value for value in mentioned if value not in fact.not_final]
    rest = next((value for value in fact.values if value not in mentioned and value not in fact.not_final), None)
    singles = [*([rest] if rest is not None else []), *final]
    return singles if fact.type == "choice" else [(value,) * (fact.specimens or 1) for value in singles]


def _candidates(fact: Fact, atoms: Sequence[Atom]) -> list[Any]:
    if fact.type == "specimens":
        return _specimens(fact, atoms)
    return list(fact.values) if fact.type == "choice" else representatives(fact, atoms)


def _specimens(fact: Fact, atoms: Sequence[Atom]) -> list[tuple[Any, ...]]:
    """Every row of specimens, with one value for all that no condition tells apart; complete rows first."""
    mentioned = {value for atom in atoms if isinstance(atom, Has) for value in atom.values} | fact.not_final
    rest = [value for value in fact.values if value not in mentioned][:1]
    values = [*rest, *(value for value in fact.values if value in mentioned)]
    sizes = range(fact.specimens, -1, -1)
    return [row for size in sizes for row in combinations_with_replacement(values, size)]


def _within(fact: Fact, atoms: Sequence[Atom], value: Between) -> list[Any]:
    near = [one for one in representatives(fact, atoms) if value.low <= one <= value.high]
    return [value.low, *near, value.high]


def _values(fact: Fact, atom: Any) -> tuple[Any, ...]:
    match atom:
        case Has(named, values) if named == fact.name:
            return values
        case Compare(_, Name(named), Literal(value)) | Compare(_, Literal(value), Name(named)) if named == fact.name:
            return (value,)
        case Compare(_, left, right) if fact.name in names_in(atom):
            return (*_calculated(left), *_calculated(right), *_turn(fact, atom))
    return ()


def _calculated(value: Value) -> Iterator[Any]:
    """Numbers near which a comparison of calculated values may turn."""
    match value:
        case Literal(number) if isinstance(number, int | float) and not isinstance(number, bool):
            yield number
        case Arithmetic(_, left, right):
            yield from _calculated(left)
            yield from _calculated(right)


def _turn(fact: Fact, atom: Compare) -> tuple[Any, ...]:
    """Where a comparison of a value calculated from this fact alone turns, found by halving."""
    is_calculated = isinstance(atom.left, Arithmetic | Shift) or isinstance(atom.right, Arithmetic | Shift)
    if set(names_in(atom)) != {fact.name} or not is_calculated:
        return ()
    low: Any
    high: Any
    low, high = (FIRST_DAY, LAST_DAY) if fact.type == "date" else (fact.minimum, fact.maximum)
    if low is None or high is None:
        return ()
    known: Mapping[str, Fact] = {fact.name: fact}
    at_low = answer(atom, {fact.name: low}.get, known)
    for _ in range(STEPS_OF_A_SEARCH):
        middle: Any = low + (high - low) / 2 if fact.type != "integer" else (low + high) // 2
        if answer(atom, {fact.name: middle}.get, known) is at_low:
            low = middle
        else:
            high = middle
    return (low, high) if answer(atom, {fact.name: high}.get, known) is not at_low else ()


def _around(fact: Fact, mentioned: list[Any]) -> list[Any]:
    if not mentioned:
        return [date(2000, 1, 1), date(2100, 1, 1)] if fact.type == "date" else [fact.minimum or 0, fact.maximum or 1]
    step: Any = timedelta(days=1) if fact.type == "date" else 1
    near = {one for value in mentioned for one in (value - step, value, value + step)}
    if fact.type == "decimal":
        near |= {(low + high) / 2 for low, high in pairwise(sorted(mentioned))}
    low, high = fact.minimum, fact.maximum
    inside = {min(max(value, low if low is not None else value), high if high is not None else value) for value in near}
    return sorted(inside)
