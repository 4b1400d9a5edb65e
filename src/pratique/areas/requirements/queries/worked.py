"""The worked cases that stand beside an edition, in words."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pratique.rules.language.sentences import value_words
from pratique.rules.requirements import vocabulary
from pratique.rules.requirements.heads import case_files


@dataclass(frozen=True, kw_only=True)
class WorkedCase:
    """One case: what is known, and what the edition must answer."""

    id: str
    note: str
    facts: tuple[tuple[str, str], ...]
    expected: tuple[tuple[str, str], ...]


def worked_cases(code: str, language: str) -> tuple[WorkedCase, ...]:
    """The cases of one edition; none where no file stands beside it."""
    return tuple(
        WorkedCase(
            id=raw["id"],
            note=raw.get("note", ""),
            facts=tuple(_fact(name, value, language) for name, value in raw["facts"].items()),
            expected=tuple((key, _plain(value)) for key, value in raw["expect"].items()),
        )
        for raw in _files().get(code, ())
    )


@cache
def _files() -> Mapping[str, tuple[Mapping[str, Any], ...]]:
    found: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for path in case_files():
        content = tomllib.loads(path.read_text("utf-8"))
        for code in content.get("editions") or [content["edition"]]:
            found[code] = (*found.get(code, ()), *content["cases"])
    return found


def _fact(name: str, value: Any, language: str) -> tuple[str, str]:
    fact = vocabulary()[name]
    return fact.label[language], value_words(fact, value, language)


def _plain(value: Any) -> str:
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
