"""Templates: nothing inline that the security policy forbids, every visible text translatable."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from tools.house.repository import place, templates

COMMENT = re.compile(r"\{%\s*comment\b.*?\{%\s*endcomment\s*%\}|\{#.*?#\}", re.DOTALL)
TRANSLATED = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL)
# Blocks that fill an attribute hold words of CSS.
ATTRIBUTE = re.compile(r"\{%\s*block (?:width|theme)\s*%\}.*?\{%\s*endblock.*?%\}", re.DOTALL)
# A tag or a variable stands for something that is no literal text of ours.
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SPOKEN = ("alt", "title", "placeholder", "aria-label", "aria-description")
WORD = re.compile(r"[^\W\d_]{2,}")
# Names and signs that are the same in every language.
SAME_EVERYWHERE = frozenset(
    {"Pratique", "WHO", "ISO", "ICAO", "MRZ", "PDF", "QR", "JSON", "CSV", "PCR", "HIV", "TB", "mm", "kg", "cm"}
)
# The gallery shows components to developers, in its own words.
FOR_DEVELOPERS = "/ui/gallery/"


INCLUDED_ALONE = re.compile(r"\{%\s*include\s+[\'\"]([^\'\"]+)[\'\"][^%]*\bonly\s*%\}")


def forms_without_token(root: Path) -> list[str]:
    """A template included with `only` does not get the token of its form, and the form is refused."""
    with_token = {
        path.as_posix().partition("/templates/")[2]
        for path in templates(root)
        if "{% csrf_token %}" in path.read_text(encoding="utf-8")
    }
    return [
        f"{place(root, path)}: includes {name} with `only`, which takes the token from its form"
        for path in templates(root)
        for name in INCLUDED_ALONE.findall(path.read_text(encoding="utf-8"))
        if name in with_token and "csrf_token=csrf_token" not in path.read_text(encoding="utf-8")
    ]


class _Page(HTMLParser):
    """Reads a template without its tags, and keeps what a person would see or hear."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.inline: list[tuple[int, str]] = []
        self.texts: list[tuple[int, str]] = []
        self._skipped = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        line, given = self.getpos()[0], dict(attributes)
        if tag == "script" and "src" not in given and given.get("type") not in {"application/json", "importmap"}:
            self.inline.append((line, "an inline script"))
        if tag == "style":
            self.inline.append((line, "an inline style sheet"))
        for name, value in attributes:
            if name == "style" or name.startswith("on"):
                self.inline.append((line, f"the attribute {name}="))
            if name in SPOKEN and value:
                self.texts.append((line, value))
        if tag in {"script", "style", "code", "kbd"}:
            self._skipped = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skipped:
            self._skipped = ""

    def handle_data(self, text: str) -> None:
        if not self._skipped:
            self.texts.append((self.getpos()[0], text))


def inline_code(root: Path) -> list[str]:
    """The security policy lets pages run only files that we serve."""
    return [
        f"{place(root, path)}:{line}: {what}; the security policy stops it"
        for path in templates(root)
        for line, what in _read(path).inline
    ]


def untranslated(root: Path) -> list[str]:
    """Every text that a person sees or hears goes through translation."""
    return [
        f"{place(root, path)}:{line}: {text.strip()[:60]!r} is not translatable"
        for path in templates(root)
        if FOR_DEVELOPERS not in place(root, path)
        for line, text in _words_left(path)
    ]


def _words_left(path: Path) -> Iterator[tuple[int, str]]:
    """Texts with words of a language; a fragment that writes attributes has none."""
    for line, text in _read(path).texts:
        if '="' not in text and any(word not in SAME_EVERYWHERE for word in WORD.findall(text)):
            yield line, text


def _read(path: Path) -> _Page:
    page = _Page()
    text = path.read_text(encoding="utf-8")
    for taken_out in (COMMENT, TRANSLATED, ATTRIBUTE, TAG):
        text = taken_out.sub(_same_lines, text)
    page.feed(text)
    page.close()
    return page


def _same_lines(found: re.Match[str]) -> str:
    """As many lines as before, so that what is named has its place."""
    return "\n" * found.group().count("\n")
