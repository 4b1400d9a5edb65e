"""An organization's own assessments as cohorts: one table a destination, with nothing that tells whose they are."""

import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from pratique.rules.language.facts import BadFact, Between, Fact
from pratique.rules.requirements import editions, prepare_facts, vocabulary

FOLDER = "cohorts"
MADE_AT = b"made_at"
ROWS_AT_ONCE = 20_000
# With the day of the exam it would be a date of birth.
LEFT_OUT = frozenset({"age_days"})
# Editions count the months of small children; of anybody else they would only tell more.
MONTHS_UNDER_YEARS = 5


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """What one edition saw of one person, on which day and in which country (ISO 3166 alpha-3) she was examined."""

    facts: Mapping[str, Any]
    examined_on: date
    country: str


@dataclass(frozen=True, kw_only=True)
class KeptCohort:
    """A table that was kept: how many people it holds, and when it was made."""

    path: Path
    people: int
    made_at: datetime


def keep_cohorts(folder: Path, cohorts: Mapping[str, Iterable[Assessed]], *, at: datetime) -> dict[str, int]:
    """Writes the table of each destination anew and takes away what is no longer there; gives the people in each."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    people = {destination: _keep(folder, destination, cohorts[destination], at) for destination in cohorts}
    for path in folder.glob("assessments-*.parquet"):
        if path not in {_path(folder, destination) for destination in cohorts}:
            path.unlink()
    return people


def kept_cohort(folder: Path, destination: str) -> KeptCohort | None:
    """The table of a destination; none before the first was made."""
    import pyarrow.parquet as parquet

    path = _path(folder, destination)
    if not path.exists():
        return None
    found = parquet.read_metadata(path)
    made_at = datetime.fromisoformat(found.metadata[MADE_AT].decode())
    return KeptCohort(path=path, people=found.num_rows, made_at=made_at)


def cohort_row(assessed: Assessed) -> dict[str, Any]:
    """Ages for dates of birth, presences for places lived in, the month and the country; nothing else is added."""
    ready = prepare_facts(assessed.facts, on=assessed.examined_on)
    row = {name: value for name, value in ready.items() if _may_stay(name) and not isinstance(value, Between)}
    if row.get("age", 0) >= MONTHS_UNDER_YEARS:
        row.pop("age_months", None)
    return {**row, "origin": assessed.country, "month": f"{assessed.examined_on:%Y-%m}"}


def _may_stay(name: str) -> bool:
    fact = vocabulary()[name]
    return name not in LEFT_OUT and fact.type not in ("text", "stays") and (fact.how, fact.type) != ("person", "date")


def _path(folder: Path, destination: str) -> Path:
    return folder / f"assessments-{destination}.parquet"


def _keep(folder: Path, destination: str, assessed: Iterable[Assessed], at: datetime) -> int:
    """Whole or not at all: the table takes its name when it is complete."""
    import pyarrow as pa
    import pyarrow.parquet as parquet

    schema = _schema(destination).with_metadata({MADE_AT: at.isoformat()})
    unfinished = folder / f"unfinished-{secrets.token_hex(8)}"
    people = 0
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file, parquet.ParquetWriter(file, schema) as writer:
            found = _rows(assessed)
            while rows := list(islice(found, ROWS_AT_ONCE)):
                writer.write_table(pa.Table.from_pylist(rows, schema=schema))
                people += len(rows)
        unfinished.replace(_path(folder, destination))
    finally:
        unfinished.unlink(missing_ok=True)
    return people


def _rows(assessed: Iterable[Assessed]) -> Iterator[dict[str, Any]]:
    for one in assessed:
        try:
            yield cohort_row(one)
        except BadFact:  # stored under an older vocabulary: such a row can't be judged any more
            continue


def _schema(destination: str) -> Any:
    """A column for each fact that some edition of the destination looks at."""
    import pyarrow as pa

    types = {
        "boolean": pa.bool_(),
        "integer": pa.int64(),
        "decimal": pa.float64(),
        "date": pa.date32(),
        "choice": pa.string(),
        "choices": pa.list_(pa.string()),
        "specimens": pa.list_(pa.string()),
    }

    def column(fact: Fact) -> Any:
        return pa.field(fact.name, types[fact.type])

    looked_at = {name for one in editions() if one.destination == destination for name in one.demands}
    named = [name for name in vocabulary() if name in looked_at | {"age", "age_months"} and _may_stay(name)]
    groups = [pa.field(name, pa.string()) for name in ("origin", "month")]
    return pa.schema([*groups, *(column(vocabulary()[name]) for name in named)])
