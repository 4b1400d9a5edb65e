"""How two values of a person lie to each other: what the conditions compare and no single fact decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pratique.rules.language.evaluation import COMPARE, value_of
from pratique.rules.language.nodes import Compare, Literal, Name, Shift, Value, names_in

SWAPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(slots=True)
class Line:
    """How one value lies to another: below, on, or above each place to which conditions move the other."""

    plain: Value
    moved: Value
    cuts: list[tuple[int, Value]]
    names: frozenset[str]
    variable: int = 0

    @property
    def size(self) -> int:
        return 2 * len(self.cuts) + 1

    def holds(self, operator: str, moved: Value) -> frozenset[int]:
        """The places on the line where the plain value compares so with the moved one."""
        cut = 2 * [value for _, value in self.cuts].index(moved) + 1
        return frozenset(place for place in range(self.size) if COMPARE[operator](place, cut))

    def places(self, scope: Mapping[str, Any]) -> tuple[int, ...]:
        """Where the person's values lie: every place that no comparison excludes."""
        left = value_of(self.plain, scope.get)
        rights = [value_of(moved, scope.get) for _, moved in self.cuts]
        if left is None or None in rights:
            return tuple(range(self.size))
        return tuple(
            place
            for place in range(self.size)
            if all(
                COMPARE["<" if place < cut else ">" if place > cut else "=="](left, right) is not False
                for cut, right in zip(range(1, self.size, 2), rights, strict=True)
            )
        )


def ways(node: Compare) -> tuple[tuple[str, Value, Value], ...]:
    """The comparison as written, and turned round."""
    return (
        (node.operator, node.left, node.right),
        (SWAPPED.get(node.operator, node.operator), node.right, node.left),
    )


def lines_of(atoms: Iterable[Compare]) -> list[Line]:
    """One line for all comparisons of the same two values whose moves have one order; the others have their own."""
    lines: list[Line] = []
    for atom in atoms:
        _, plain, moved = next((way for way in ways(atom) if isinstance(way[1], Name)), ways(atom)[0])
        base, amount, unit = _move(moved)
        if not any(_joined(line, plain, moved, base, amount, unit) for line in lines):
            names = frozenset({*names_in(plain), *names_in(moved)})
            lines.append(Line(plain=plain, moved=base, cuts=[(amount, moved)], names=names))
    return lines


def _joined(line: Line, plain: Value, moved: Value, base: Value, amount: int, unit: str) -> bool:
    if line.plain == moved and any(value == plain for _, value in line.cuts):
        return True
    units = {_move(value)[2] for _, value in line.cuts} | {unit}
    if line.plain != plain or line.moved != base or len(units - {""}) > 1:
        return False
    if all(value != moved for _, value in line.cuts):
        line.cuts = sorted([*line.cuts, (amount, moved)], key=lambda cut: cut[0])
    return True


def _move(value: Value) -> tuple[Value, int, str]:
    """What is moved, how far, in which unit; a value moved otherwise than by a plain number is its own base."""
    match value:
        case Shift(base, sign, Literal(amount), unit) if isinstance(base, Name):
            return base, sign * amount, unit
    return value, 0, ""
