"""Which editions are present, read from the first lines of their files, and which of them a date chooses."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from pratique.rules.requirements.places import BadEdition

__all__ = ["BadEdition", "Head", "UncertainEdition", "UnknownEdition", "case_files", "chosen_head", "head_of", "heads"]
FOLDERS = (Path(__file__).parent / "sets", Path(__file__).parents[1] / "travel" / "sets")
TABLES = ("edition", "roll_out")


class UnknownEdition(LookupError):
    """No edition of this name is present."""


class UncertainEdition(UnknownEdition):
    """Which edition was in force depends on the country of the examination, and its day isn't known."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """What chooses an edition. The rest of its file is read when it is needed."""

    code: str
    family: str
    destination: str
    keyed_by: str
    starts_on: date
    ends_on: date
    purpose: str
    is_unconfirmed: bool
    rolled_out: Mapping[str, date] | None
    complete_on: date
    path: Path

    @property
    def opens_cases(self) -> bool:
        """Whether people are examined by it: not one topic of an examination, and not a rule of travel."""
        return self.purpose == "assessment"


@cache
def heads() -> Mapping[str, Head]:
    """Every edition present by its code, in the order of destination, family and date."""
    found = [head for folder in FOLDERS for path in sorted(folder.glob("*/*.toml")) if (head := head_of(path))]
    found.sort(key=lambda one: (one.destination, one.family, one.starts_on))
    refuse_overlaps([head for head in found if not head.is_unconfirmed])
    return {head.code: head for head in found}


def case_files() -> tuple[Path, ...]:
    """The worked cases that stand beside the editions."""
    return tuple(path for folder in FOLDERS for path in sorted(folder.glob("*/*.cases.toml")))


def head_of(path: Path) -> Head | None:
    """The head of an edition's file; none for worked cases and for files that others include."""
    if path.name.endswith(".cases.toml"):
        return None
    try:
        tables = tomllib.loads(_first_tables(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadEdition(f"{path.name}: {error}") from error
    row: dict[str, Any] | None = tables.get("edition")
    if row is None:
        return None
    missing = [key for key in ("code", "family", "destination", "keyed_by") if key not in row]
    if missing:
        raise BadEdition(f"{path.name}: the edition has no {missing[0]}")
    roll_out = tables.get("roll_out")
    return Head(
        code=row["code"],
        family=row["family"],
        destination=row["destination"],
        keyed_by=row["keyed_by"],
        starts_on=row.get("in_force_from", date.min),
        ends_on=row.get("in_force_until", date.max),
        purpose=row.get("purpose", "assessment"),
        is_unconfirmed=row.get("standing") == "unconfirmed",
        rolled_out=roll_out["countries"] if roll_out else None,
        complete_on=roll_out["complete_on"] if roll_out else date.min,
        path=path,
    )


def _first_tables(text: str) -> str:
    """Only the tables of the head: reading whole files takes a hundred times as long."""
    kept: list[str] = []
    is_kept = False
    for line in text.splitlines():
        if line.startswith("["):
            is_kept = line.strip("[] \n").split(".")[0] in TABLES
        # Lines that are left out stay as empty ones, so that a slip is found on its line.
        kept.append(line if is_kept else "")
    return "\n".join(kept)


def refuse_overlaps(found: Sequence[Head]) -> None:
    """Two editions of a family may not claim the same day, unless the later one came country by country."""
    for before, after in pairwise(found):
        is_same = before.family == after.family
        if is_same and before.ends_on >= after.starts_on and after.rolled_out is None:
            days = f"starts on {after.starts_on}, but {before.code} ends on {before.ends_on}"
            raise BadEdition(f"{after.path.name}: {after.code} {days}")


def chosen_head(family: str, chosen: Sequence[Head], dates: Mapping[str, date | None], country: str) -> Head:
    """The newest that covers its date. What no source confirms is never chosen: it must be named."""
    chosen = [head for head in chosen if not head.is_unconfirmed]
    for head in reversed(chosen):
        day = dates.get(head.keyed_by) or dates.get("exam_on")
        if day is None or (head.starts_on <= day <= head.ends_on and _has_come(head, chosen, day, country)):
            return head
    raise UnknownEdition(f"{family}: no edition covers this date")


def _has_come(head: Head, chosen: Sequence[Head], day: date, country: str) -> bool:
    if head.rolled_out is None or day >= head.complete_on:
        return True
    if country not in head.rolled_out:
        codes = ", ".join(one.code for one in chosen if one.starts_on <= day <= one.ends_on)
        where = country or "the country of the examination"
        raise UncertainEdition(f"{head.family}: one of {codes}; the day it came into force in {where} isn't known")
    return day >= head.rolled_out[country]
