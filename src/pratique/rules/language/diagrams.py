"""Decision diagrams: a condition for every combination of values at once, so that a claim about everybody is proved.

A diagram is a number. NEVER holds for no combination, ALWAYS for each; any other asks one variable and goes on, by its
value, to another diagram. Variables are asked in one order and a diagram that is made twice is the same number: two
conditions mean the same exactly when their numbers are equal (R. E. Bryant, 1986; here with more than two values).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product

NEVER, ALWAYS = 0, 1
Pair = tuple[int, int]
Values = Mapping[int, Collection[int]]
MOST = 200_000  # about 150 MB; the largest edition so far needs half of it


class TooLarge(MemoryError):
    """More diagrams than a process may hold."""


class Diagrams:
    """All diagrams over variables of these sizes; a variable is its place, its values are 0, 1, 2 ..."""

    __slots__ = ("_and", "_made", "_not", "_or", "_support", "kids", "sizes", "variable")

    def __init__(self, sizes: Sequence[int]) -> None:
        self.sizes = tuple(sizes)
        end = len(self.sizes)
        self.variable = [end, end]
        self.kids: list[tuple[int, ...]] = [(), ()]
        self._made: dict[tuple[int, tuple[int, ...]], int] = {}
        self._and: dict[tuple[int, int], int] = {}
        self._or: dict[tuple[int, int], int] = {}
        self._not: dict[int, int] = {NEVER: ALWAYS, ALWAYS: NEVER}
        self._support: dict[int, frozenset[int]] = {NEVER: frozenset(), ALWAYS: frozenset()}

    def __len__(self) -> int:
        return len(self.kids)

    def made(self, variable: int, kids: tuple[int, ...]) -> int:
        """The one diagram that asks this variable and goes on so."""
        first = kids[0]
        if kids.count(first) == len(kids):
            return first
        key = (variable, kids)
        found = self._made.get(key)
        if found is None:
            if len(self.kids) >= MOST:
                raise TooLarge(MOST)
            found = self._made[key] = len(self.kids)
            self.variable.append(variable)
            self.kids.append(kids)
        return found

    def where(self, variable: int, values: Collection[int]) -> int:
        """Holds where the variable has one of these values."""
        return self.made(variable, tuple(int(value in values) for value in range(self.sizes[variable])))

    def both(self, *parts: int) -> int:
        found = ALWAYS
        for part in sorted(parts):
            found = self._joined(found, part, NEVER, self._and)
        return found

    def either(self, *parts: int) -> int:
        found = NEVER
        for part in sorted(parts):
            found = self._joined(found, part, ALWAYS, self._or)
        return found

    def _joined(self, one: int, other: int, ender: int, memory: dict[tuple[int, int], int]) -> int:
        if one == ender or other == ender:
            return ender
        if one == other or other == 1 - ender:
            return one
        if one == 1 - ender:
            return other
        key = (one, other) if one < other else (other, one)
        found = memory.get(key)
        if found is None:
            first, second = self.variable[one], self.variable[other]
            variable = min(first, second)
            size = self.sizes[variable]
            mine = self.kids[one] if first == variable else (one,) * size
            its = self.kids[other] if second == variable else (other,) * size
            kids = [self._joined(a, b, ender, memory) for a, b in zip(mine, its, strict=True)]
            found = memory[key] = self.made(variable, tuple(kids))
        return found

    def negated(self, diagram: int) -> int:
        found = self._not.get(diagram)
        if found is None:
            kids = tuple(self.negated(kid) for kid in self.kids[diagram])
            found = self._not[diagram] = self.made(self.variable[diagram], kids)
            self._not[found] = diagram
        return found

    def some(self, diagram: int, values: Mapping[int, Collection[int]]) -> int:
        """Holds where some of these values of these variables make the diagram hold; it no longer asks them."""
        last = max(values, default=-1)
        memory: dict[int, int] = {}

        def go(node: int) -> int:
            variable = self.variable[node]
            if variable > last:
                return node
            found = memory.get(node)
            if found is None:
                kids = self.kids[node]
                if variable in values:
                    found = self.either(*{go(kids[value]) for value in values[variable]})
                else:
                    found = self.made(variable, tuple([go(kid) for kid in kids]))
                memory[node] = found
            return found

        return go(diagram)

    def turning(self, sure: Pair, whole: Pair, now: Values, later: Values) -> int:
        """Holds where the variables of `later` decide: neither of the whole holds with what they are now, the first
        of `sure` holds with one later value, and the second with another.

        It is made in one walk through all four, since every step between would be larger than what comes out.
        """
        memory: dict[tuple[int, ...], int] = {}

        def go(nodes: tuple[int, ...]) -> int:
            true, false, holds, fails = nodes
            if NEVER in (true, false) or ALWAYS in (holds, fails):
                return NEVER
            variable = min(self.variable[node] for node in nodes)
            if variable == len(self.sizes):
                return ALWAYS
            found = memory.get(nodes)
            if found is None:
                below = [self._below(node, variable) for node in nodes]
                if variable in later:
                    found = self.either(*{go(chosen) for chosen in _choices(below, now.get(variable), later[variable])})
                else:
                    found = self.made(variable, tuple([go(kids) for kids in zip(*below, strict=True)]))
                memory[nodes] = found
            return found

        return go((*sure, *whole))

    def _below(self, node: int, variable: int) -> tuple[int, ...]:
        return self.kids[node] if self.variable[node] == variable else (node,) * self.sizes[variable]

    def support(self, diagram: int) -> frozenset[int]:
        """The variables on which it depends."""
        found = self._support.get(diagram)
        if found is None:
            below = {kid for kid in self.kids[diagram] if kid > ALWAYS}
            found = frozenset({self.variable[diagram]}).union(*(self.support(kid) for kid in below))
            self._support[diagram] = found
        return found

    def can_hold(self, diagram: int, values: Mapping[int, Iterable[int]]) -> bool:
        """Is there a combination that makes it hold, where the variables named have only these values?"""
        kids, variables = self.kids, self.variable
        tried = {NEVER}
        left = [diagram]
        while left:
            node = left.pop()
            if node == ALWAYS:
                return True
            if node not in tried:
                tried.add(node)
                allowed = values.get(variables[node])
                below = kids[node]
                left.extend(below if allowed is None else [below[value] for value in allowed])
        return False

    def example(self, parts: Iterable[int]) -> dict[int, int] | None:
        """Values under which all of these hold at once, the lowest that can be; none where there are no such values."""
        tried: set[frozenset[int]] = set()

        def go(left: frozenset[int]) -> dict[int, int] | None:
            left = left - {ALWAYS}
            if NEVER in left or left in tried:
                return None
            tried.add(left)
            if not left:
                return {}
            variable = min(self.variable[node] for node in left)
            asking = [node for node in left if self.variable[node] == variable]
            for value in range(self.sizes[variable]):
                found = go(left.difference(asking).union([self.kids[node][value] for node in asking]))
                if found is not None:
                    return {variable: value, **found}
            return None

        return go(frozenset(parts))


def _choices(below: Sequence[tuple[int, ...]], now: Iterable[int] | None, later: Iterable[int]) -> set[tuple[int, ...]]:
    """Every way to go on: any later value for each of the sure ones, one and the same present value for the whole."""
    true, false, holds, fails = below
    wholes = set(zip(holds, fails, strict=True)) if now is None else {(holds[value], fails[value]) for value in now}
    places = tuple(later)
    sures = product({true[value] for value in places}, {false[value] for value in places})
    return {(*sure, *whole) for sure, whole in product(sures, wholes)}
