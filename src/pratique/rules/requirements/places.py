"""Reads TOML so that every table knows the file and line it stands on, for messages about slips."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

HEADER = re.compile(r"^(\[\[?)([A-Za-z0-9_.\-]+)\]\]?\s*(?:#.*)?$")


class BadEdition(ValueError):
    """A file of an edition that can't be used: what is wrong, and where."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table begins."""

    path: Path
    line: int
    lines: tuple[str, ...]

    def line_of(self, key: str) -> int:
        """The line of a key of this table; the table's own where the key isn't there."""
        for number in range(self.line, len(self.lines)):
            text = self.lines[number]
            if HEADER.match(text):
                break
            if re.match(rf'\s*"?{re.escape(key)}"?\s*=', text):
                return number + 1
        return self.line

    def column_of(self, key: str, at: int | None, word: str) -> int | None:
        """The column, counted from 1, of a place inside the value of a key."""
        line = self.lines[self.line_of(key) - 1]
        start = line.find("=") + 1
        start += len(line[start:]) - len(line[start:].lstrip()) + 1
        if at is not None:
            return start + at + 1
        found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", line[start:]) if word else None
        return start + found.start() + 1 if found else None

    def problem(self, what: str, *, key: str = "", at: int | None = None, word: str = "") -> BadEdition:
        column = self.column_of(key, at, word) if key else None
        where = f"{self.path.name}, line {self.line_of(key) if key else self.line}"
        return BadEdition(f"{where}{f', column {column}' if column else ''}: {what}")


class Table(dict[str, Any]):
    """A table of the file that knows its place."""

    place: Place


def nearest(word: str, valid: Iterable[str]) -> str:
    """Says which valid word was perhaps meant."""
    found = get_close_matches(word, list(valid), n=1)
    return f"; did you mean {found[0]!r}?" if found else ""


def read_places(path: Path) -> Table:
    """The file's tables. BadEdition with line and column where it is no TOML."""
    try:
        text = path.read_text(encoding="utf-8")
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadEdition(f"{path.name}: {error}") from error
    except RecursionError as error:
        raise BadEdition(f"{path.name}: the values are nested too deeply") from error
    lines = tuple(text.splitlines())
    whole = _placed(raw, Place(path, 1, lines))
    _place_headers(whole, path, lines)
    return whole


def _placed(value: Any, place: Place) -> Any:
    if isinstance(value, dict):
        table = Table({name: _placed(one, place) for name, one in value.items()})
        table.place = place
        return table
    return [_placed(one, place) for one in value] if isinstance(value, list) else value


def _place_headers(whole: Table, path: Path, lines: tuple[str, ...]) -> None:
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        header = HEADER.match(line)
        if header is None:
            continue
        here = Place(path, number, lines)
        table = _table(whole, header[2].split("."), seen, here)
        if header[1] == "[[" and isinstance(table, list):
            place = seen[header[2]] = seen.get(header[2], -1) + 1
            table = table[place]
        if isinstance(table, Table):
            table.place = here


def _table(whole: Table, names: list[str], seen: dict[str, int], here: Place) -> Any:
    """The table of a header. Tables that only stand in the names of others begin where they are first named."""
    found: Any = whole
    for depth, name in enumerate(names):
        found = found[name]
        path = ".".join(names[: depth + 1])
        if isinstance(found, list) and depth < len(names) - 1:
            found = found[seen[path]]
        elif isinstance(found, Table) and found.place.line == 1:
            found.place = here
    return found
