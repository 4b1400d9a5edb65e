"""Writes docs/glossary.md from the glossary of the translations; a test compares the two."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "pratique" / "foundation" / "translation" / "glossary.toml"
TARGET = ROOT / "docs" / "glossary.md"
START = """# Glossary

The words of the field in the four languages of the pages. Written by `make docs` from
`src/pratique/foundation/translation/glossary.toml`; change them there.

New sentences of the pages are found by `make catalogues`, which says how many wait; they are translated in
`src/pratique/foundation/translation/locale` and checked by `make lint`: nothing empty or fuzzy, the same placeholders
and mark-up, every plural form. Sentences are whole, calm and say what to do; French says vous, Spanish usted, Arabic
avoids to guess who reads.
"""
HEAD = "\n## {title}\n\n| English | French | Spanish | Arabic | To mind |\n|---|---|---|---|---|\n"


def row(term: dict[str, str]) -> str:
    return f"| {term['en']} | {term['fr']} | {term['es']} | <bdi>{term['ar']}</bdi> | {term.get('note', '')} |\n"


def document() -> str:
    """The whole document."""
    groups: list[dict[str, Any]] = tomllib.loads(SOURCE.read_text(encoding="utf-8"))["group"]
    return START + "".join(HEAD.format(**group) + "".join(map(row, group["term"])) for group in groups)


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8")
