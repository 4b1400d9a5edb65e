"""Texts in data files: complete in the four languages, with the same placeholders."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.house.repository import PACKAGE, files, place

LANGUAGES = frozenset({"en", "fr", "es", "ar"})
PLACEHOLDER = re.compile(r"\{[a-z_]*\}")


def incomplete_texts(root: Path) -> list[str]:
    """A table that speaks one of our languages speaks all of them, and says something in each."""
    found = []
    for path in [*files(root, "*.toml", under=PACKAGE), *files(root, "*.json", under=PACKAGE)]:
        if "node_modules" in path.parts or "static" in path.parts:
            continue
        for where, table in _spoken(_load(path), ""):
            found += [f"{place(root, path)}: {where}: {problem}" for problem in _problems(table)]
    return found


def _load(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    return tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)


def _spoken(value: Any, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table whose keys are languages, among them English, and whose values are texts."""
    if isinstance(value, dict):
        if "en" in value and set(value) <= LANGUAGES and all(isinstance(text, str) for text in value.values()):
            yield where, value
        for key, inner in value.items():
            yield from _spoken(inner, f"{where}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, inner in enumerate(value, 1):
            yield from _spoken(inner, f"{where}[{number}]")


def _problems(table: dict[str, str]) -> Iterator[str]:
    for language in sorted(LANGUAGES):
        if not table.get(language, "").strip():
            yield f"nothing in {language}"
        elif sorted(PLACEHOLDER.findall(table[language])) != sorted(PLACEHOLDER.findall(table["en"])):
            yield f"other placeholders in {language} than in en"
