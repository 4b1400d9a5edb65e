"""The vocabulary of facts as objects, read once from the files in `vocabulary/`."""

import keyword
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pratique.rules.language.facts import LANGUAGES, TYPES, Fact

FOLDER = Path(__file__).parent / "vocabulary"
WAYS = ("person", "application", "history", "examination", "choice", "result", "decision", "mark", "derived")


class BadVocabulary(ValueError):
    """A row of the vocabulary that can't be used."""


@cache
def vocabulary() -> Mapping[str, Fact]:
    """Every fact by its name, in the order of the files, which is the order of asking."""
    facts: dict[str, Fact] = {}
    for path in sorted(FOLDER.glob("*.toml"), key=lambda path: int(path.name.partition("_")[0])):
        with path.open("rb") as file:
            for name, row in tomllib.load(file).items():
                if name in facts:
                    raise BadVocabulary(f"{name} stands twice in the vocabulary")
                facts[name] = _fact(name, row)
    return facts


def _fact(name: str, row: dict[str, Any]) -> Fact:
    for text in (row["label"], row["question"], *row.get("values", {}).values()):
        if set(text) != set(LANGUAGES):
            raise BadVocabulary(f"{name}: every text needs {', '.join(LANGUAGES)}")
    if not name.isidentifier() or not name.isascii() or keyword.iskeyword(name):
        raise BadVocabulary(f"{name!r} can't be the name of a fact: letters, digits and _ are wanted")
    if row["type"] not in TYPES or row["how"] not in WAYS:
        raise BadVocabulary(f"{name}: unknown type or way of knowing")
    known = dict(row)
    known["not_final"] = frozenset(row.get("not_final", ()))
    known.setdefault("values", {})
    return Fact(name=name, **known)
