"""Finds editions by code, family and date, and reads them from their files."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pratique.rules.requirements.heads import UncertainEdition, UnknownEdition, chosen_head, heads
from pratique.rules.requirements.model import Edition
from pratique.rules.requirements.places import BadEdition, Table, read_places
from pratique.rules.requirements.reader import EditionReader

__all__ = [
    "BadEdition",
    "UncertainEdition",
    "UnknownEdition",
    "edition_for",
    "editions",
    "load_edition",
    "read_edition",
]
KEYS = {"reuse": "step", "definitions": "name", "items": "id", "classes": "code", "outcomes": "value"}


def editions() -> tuple[Edition, ...]:
    """Every edition present, by destination and date."""
    return tuple(load_edition(head.code) for head in heads().values())


@cache
def load_edition(code: str) -> Edition:
    if code not in heads():
        raise UnknownEdition(code)
    return read_edition(heads()[code].path)


def edition_for(family: str, dates: Mapping[str, date | None], country: str = "") -> Edition:
    """The edition of a family (or of a destination's assessment) that its dates choose; the newest without any date.

    `country` of the examination decides between editions that came into force country by country; where its day isn't
    known, UncertainEdition names the candidates.
    """
    chosen = [
        one for one in heads().values() if family == one.family or (family == one.destination and one.opens_cases)
    ]
    if not chosen:
        raise UnknownEdition(family)
    return load_edition(chosen_head(family, chosen, dates, country).code)


def read_edition(path: Path, parameters: Mapping[str, Any] | None = None) -> Edition:
    """An edition from its file; `parameters` replaces named readings, for the simulator and for tests.

    BadEdition says file, line, column and the nearest valid word of whatever can't be used.
    """
    return EditionReader(_merged(path), parameters or {}).edition()


def edition_words(code: str) -> frozenset[str]:
    """Every word that the conditions of an edition use, names of parameters included."""
    raw = _merged(heads()[code].path)
    texts = [
        str(value) for question in raw["questions"].values() for rows in question.values() for value in _leaves(rows)
    ]
    return frozenset(word for text in texts for word in re.findall(r"[A-Za-z_]\w*", text))


def _leaves(rows: Any) -> list[Any]:
    keys = ("when", "done", "compute", "months", "value")
    return [row[key] for row in rows for key in keys if key in row] if isinstance(rows, list) else []


def _merged(path: Path, above: tuple[Path, ...] = ()) -> Table:
    """The file over the files it includes: a row with the same key replaces the included one."""
    if path in above:
        raise BadEdition(f"{path.name} includes itself")
    raw = read_places(path)
    merged: Table = Table()
    merged.place = raw.place
    for name in raw.pop("includes", ()):
        included = path.parent / name
        if not included.is_file():
            raise raw.place.problem(f"there is no file {name} to include", key="includes")
        merged = _over(merged, _merged(included, (*above, path)))
    return _over(merged, raw)


def _over(below: Table, above: Table) -> Table:
    result = Table(below)
    result.place = above.place
    for name, value in above.items():
        if isinstance(value, Table) and isinstance(result.get(name), Table):
            result[name] = _over(result[name], value)
        elif name == "answers" and isinstance(value, list) and isinstance(result.get(name), list):
            replaced = {_answer_key(row) for row in value}
            result[name] = [*(row for row in result[name] if _answer_key(row) not in replaced), *value]
        elif isinstance(value, list) and name in KEYS and isinstance(result.get(name), list):
            by_key = {row.get(KEYS[name]): row for row in [*result[name], *value]}
            result[name] = list(by_key.values())
        else:
            result[name] = value
    return result


def _answer_key(row: Table) -> tuple[Any, Any]:
    return row.get("key"), row.get("value")
