"""No small cell is shown, and none that is hidden can be worked out from what is shown."""

from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pratique.indicators.suppression import Sum, suppressed

ROWS, COLUMNS = "abcdef", "uvwxyz"


def table_with_totals(rows):
    """Cells by (row, column), their sums, and the totals of rows and columns among the cells."""
    cells = {(ROWS[i], COLUMNS[j]): count for i, row in enumerate(rows) for j, count in enumerate(row)}
    across, down = ROWS[: len(rows)], COLUMNS[: len(rows[0])]
    totals = {(row, "all"): sum(cells[row, column] for column in down) for row in across}
    totals |= {("all", column): sum(cells[row, column] for row in across) for column in down}
    sums = [Sum(tuple((row, column) for column in down), (row, "all")) for row in across]
    sums += [Sum(tuple((row, column) for row in across), ("all", column)) for column in down]
    # The grand total is known to all.
    sums += [Sum(tuple((row, "all") for row in across)), Sum(tuple(("all", column) for column in down))]
    return cells | totals, sums


def given_away(shown, sums):
    """Hidden cells that follow from the sums, by plain elimination with fractions: the attacker's own arithmetic."""
    unknown = [cell for cell, count in shown.items() if count is None]
    place = {cell: number for number, cell in enumerate(unknown)}
    system = []
    for one in sums:
        row = [Fraction(0)] * len(unknown)
        for cell in one.parts:
            if cell in place:
                row[place[cell]] += 1
        if one.total in place:
            row[place[one.total]] -= 1
        system.append(row)
    reached = 0
    for column in range(len(unknown)):
        pivot = next((row for row in system[reached:] if row[column]), None)
        if pivot is None:
            continue
        system.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        system = [[value - row[column] * its for value, its in zip(row, pivot, strict=True)] for row in system]
        system.insert(reached, pivot)
        reached += 1
    alone = [row for row in system if sum(1 for value in row if value) == 1]
    return {unknown[next(place for place, value in enumerate(row) if value)] for row in alone}


def left_to_hidden(counts, shown, sums):
    """How many people each sum with a known total leaves to its hidden parts."""
    known = [one for one in sums if one.total is None or shown[one.total] is not None]
    return [sum(counts[cell] for cell in one.parts if shown[cell] is None) for one in known]


SHAPES = st.integers(1, 6).flatmap(
    lambda width: st.lists(st.lists(st.integers(0, 30), min_size=width, max_size=width), min_size=1, max_size=6)
)


@settings(max_examples=400, deadline=None)
@given(SHAPES)
def test_no_hidden_cell_can_be_recomputed_from_the_totals(rows):
    assume(sum(map(sum, rows)) >= 5)
    counts, sums = table_with_totals(rows)

    shown = suppressed(counts, sums)

    assert [cell for cell, count in shown.items() if count is not None and 0 < count < 5] == []
    assert {cell for cell in given_away(shown, sums) if counts[cell]} == set()
    assert [left for left in left_to_hidden(counts, shown, sums) if 0 < left < 5] == []


@given(SHAPES)
def test_what_is_shown_is_true_and_large_tables_stay_whole(rows):
    counts, sums = table_with_totals([[count + 5 for count in row] for row in rows])

    assert suppressed(counts, sums) == counts


def test_a_small_cell_takes_three_others_with_it():
    counts, sums = table_with_totals([[2, 20, 30], [40, 6, 70], [80, 90, 100]])

    shown = suppressed(counts, sums)

    assert sorted(cell for cell, count in shown.items() if count is None) == [
        ("a", "u"),
        ("a", "v"),
        ("b", "u"),
        ("b", "v"),
    ]


def test_a_zero_hides_nobody():
    counts, sums = table_with_totals([[0, 20], [40, 60]])

    assert suppressed(counts, sums) == counts
