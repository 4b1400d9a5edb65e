"""Hides small cells of published counts, and as many others as it takes that no hidden one can be worked out again.

A cell of one to four people is hidden; a zero hides nobody and stays. Whoever reads the rest knows which cells add up
to which others, and can solve those sums for the hidden ones: the cells are the unknowns of linear equations. Where a
sum leaves one to four people to its hidden cells, or the equations determine a hidden cell, another cell of the sum is
hidden with them, the smallest that isn't empty, until neither happens any more.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

SMALLEST_SHOWN = 5
# Sums are solved in whole numbers modulo this prime: exact where fractions would grow and floating point would round.
PRIME = 2**61 - 1

Cell = TypeVar("Cell", bound=Hashable)
Row = dict[Cell, int]


@dataclass(frozen=True, slots=True)
class Sum(Generic[Cell]):
    """These parts add up to that total; a total of None is a number that everybody knows."""

    parts: tuple[Cell, ...]
    total: Cell | None = None

    @property
    def cells(self) -> tuple[Cell, ...]:
        return self.parts if self.total is None else (*self.parts, self.total)


def suppressed(
    counts: Mapping[Cell, int], sums: Sequence[Sum[Cell]], hide: Iterable[Cell] = ()
) -> dict[Cell, int | None]:
    """The counts with None for every cell that has to stay hidden; `hide` names some that are hidden in any case."""
    hidden = {*hide, *(cell for cell, count in counts.items() if 0 < count < SMALLEST_SHOWN)}
    while True:
        exposed = {cell for cell in determined(hidden, sums) if counts[cell]}
        covers = _covers_of_sums(hidden, counts, sums) or _covers_of_cells(exposed, hidden, counts, sums)
        if not covers:
            # What is still exposed could be shown as well: there is nothing left in its sums to hide.
            break
        hidden |= covers
    return {cell: None if cell in hidden else count for cell, count in counts.items()}


def determined(hidden: Iterable[Cell], sums: Iterable[Sum[Cell]]) -> set[Cell]:
    """The hidden cells that the sums and everything shown give away."""
    unknown = set(hidden)
    solved: dict[Cell, Row[Cell]] = {}
    uses: dict[Cell, set[Cell]] = {}
    for one in sums:
        row = _reduced(_equation(one, unknown), solved)
        if not row:
            continue
        pivot = next(iter(row))
        inverse = pow(row[pivot], -1, PRIME)
        row = {cell: factor * inverse % PRIME for cell, factor in row.items()}
        for user in uses.pop(pivot, set()):
            _subtract(solved[user], row, solved[user][pivot], uses, user)
        solved[pivot] = row
        for cell in row:
            if cell != pivot:
                uses.setdefault(cell, set()).add(pivot)
    return {pivot for pivot, row in solved.items() if len(row) == 1}


def _equation(one: Sum[Cell], unknown: set[Cell]) -> Row[Cell]:
    row: Row[Cell] = {}
    for cell in one.parts:
        if cell in unknown:
            row[cell] = (row.get(cell, 0) + 1) % PRIME
    if one.total in unknown and one.total is not None:
        row[one.total] = (row.get(one.total, 0) - 1) % PRIME
    return {cell: factor for cell, factor in row.items() if factor}


def _reduced(row: Row[Cell], solved: Mapping[Cell, Row[Cell]]) -> Row[Cell]:
    """The row without the cells that are solved already; solved rows hold no other row's pivot."""
    for pivot in [cell for cell in row if cell in solved]:
        factor = row[pivot]
        for cell, other in solved[pivot].items():
            row[cell] = (row.get(cell, 0) - factor * other) % PRIME
    return {cell: factor for cell, factor in row.items() if factor}


def _subtract(row: Row[Cell], other: Row[Cell], factor: int, uses: dict[Cell, set[Cell]], user: Cell) -> None:
    for cell, its in other.items():
        left = (row.get(cell, 0) - factor * its) % PRIME
        if left:
            row[cell] = left
            if cell != user:
                uses.setdefault(cell, set()).add(user)
        else:
            row.pop(cell, None)
            uses.get(cell, set()).discard(user)


def _covers_of_sums(hidden: set[Cell], counts: Mapping[Cell, int], sums: Iterable[Sum[Cell]]) -> set[Cell]:
    """One more cell to hide in each sum that leaves fewer than five people, but somebody, to its hidden parts."""
    chosen: set[Cell] = set()
    for one in sums:
        left = sum(counts[cell] for cell in one.parts if cell in hidden)
        if 0 < left < SMALLEST_SHOWN and one.total not in hidden and chosen.isdisjoint(one.cells):
            chosen |= _smallest([one], hidden, counts)
    return chosen


def _covers_of_cells(
    exposed: set[Cell], hidden: set[Cell], counts: Mapping[Cell, int], sums: Sequence[Sum[Cell]]
) -> set[Cell]:
    """One more cell to hide in sums where an exposed one is hidden alone; if there are none, in any of its sums."""
    mine = {cell: [one for one in sums if cell in one.cells] for cell in sorted(exposed, key=str)}
    alone = {cell: [one for one in found if len(hidden.intersection(one.cells)) == 1] for cell, found in mine.items()}
    for choices in (alone, mine):
        chosen: set[Cell] = set()
        for found in choices.values():
            if all(chosen.isdisjoint(one.cells) for one in found):
                chosen |= _smallest(found, hidden, counts)
        if chosen:
            return chosen
    return set()


def _smallest(sums: Iterable[Sum[Cell]], hidden: set[Cell], counts: Mapping[Cell, int]) -> set[Cell]:
    """The smallest shown cell of these sums: a part before a total, and an empty cell, which covers little, last."""
    shown = [(counts[cell] == 0, cell == one.total, counts[cell], str(cell), cell)
             for one in sums for cell in one.cells if cell not in hidden]  # fmt: skip
    return {min(shown)[-1]} if shown else set()
