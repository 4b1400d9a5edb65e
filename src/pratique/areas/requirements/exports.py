"""The ways out for comparisons of editions: counts and moves as CSV. No identifiers, no cell under five;
what is told of this organization's own cohort is recorded."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pratique.areas.requirements.queries.what_if import OWN, Choice, comparison
from pratique.foundation.actions import record_read
from pratique.foundation.actions.exports import FORMULA
from pratique.foundation.actors.actor import Actor

if TYPE_CHECKING:
    from pratique.areas.requirements.cohorts.tables import Row
    from pratique.areas.requirements.cohorts.what_if import WhatIf


def counts_csv(*, by: Actor, choice: Choice) -> str:
    """How many have each value before and after, in all and in each group, by the codes of the editions."""
    from pratique.areas.requirements.cohorts.tables import count_rows

    return _csv(by, choice, count_rows)


def moves_csv(*, by: Actor, choice: Choice) -> str:
    """From which value to which, by the codes of the editions."""
    from pratique.areas.requirements.cohorts.tables import move_rows

    return _csv(by, choice, move_rows)


def _csv(by: Actor, choice: Choice, rows: "Callable[[WhatIf], Iterator[Row]]") -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    result = comparison(by=by, choice=choice).result
    if choice.cohort == OWN:
        record_read(by=by, what="requirements.cohort.export", subject=choice.before)
    for row in rows(result):
        writer.writerow([safe_cell(cell) for cell in row])
    return text.getvalue()


def safe_cell(cell: str | int) -> str | int:
    """Numbers stay numbers, also those below nought."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell
