"""Every page in every language: laid out in its direction, with no English left that the catalogues translate."""

import re
import tomllib
from collections.abc import Iterator
from copy import copy
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation
from tests.access.world import World, kept_out_of_the_database

from pratique.foundation.actors.models import User
from tools import catalogues

TABLE: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "table.toml").read_text(encoding="utf-8"))
PAGES = sorted(name for name, row in TABLE.items() if row.get("method", "GET") == "GET")
# The gallery shows samples, in English and Arabic; worked cases of an edition name facts and answers by their codes.
SAMPLES = {"ui:gallery", "ui:gallery_form", "requirements:see_edition"}
DIRECTIONS = {"fr": "ltr", "es": "ltr", "ar": "rtl"}
SAID = {"alt", "aria-label", "data-label", "placeholder", "title"}
NOT_SAID = {"script", "style", "bdi", "code"}
ENDLESS = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
ENGLISH = re.compile(r"\b(?:[A-Za-z]+ )*(?:the|is|are|this|with|and|of|to|not)(?: [A-Za-z]+)+\b")


class Said(HTMLParser):
    """What a page says to people: texts and the attributes that are shown or read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, bool]] = []
        self.texts: list[str] = []

    @property
    def is_ours(self) -> bool:
        """Names, numbers, scripts and parts marked as English are not sentences of the page."""
        return not any(foreign for _tag, foreign in self.open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        foreign = tag in NOT_SAID or "number" in given.get("class", "").split()
        foreign = foreign or (tag != "html" and given.get("lang") == "en")
        if self.is_ours and not foreign:
            self.texts += [value for name, value in given.items() if name in SAID or given.get("id") == "words"]
        if tag not in ENDLESS:
            self.open.append((tag, foreign))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and self.is_ours:
            self.texts.append(" ".join(data.split()))


def texts_of(page: str) -> list[str]:
    said = Said()
    said.feed(page)
    return said.texts


def a_reader(row: dict[str, Any], world: World) -> str | None:
    """Somebody who is let in, a physician where there is a choice."""
    refused = {role for kind in ("forbidden", "not-found") for role in row.get(kind, [])}
    staff = [name for name in ["physician", *sorted(world.knockers)] if name != "elsewhere" and name not in refused]
    allowed = staff if row["others"] == "allowed" else row.get("allowed", [])
    return next(iter(allowed), None)


@pytest.fixture(params=DIRECTIONS)
def language(request: pytest.FixtureRequest, world: World) -> Iterator[str]:
    with kept_out_of_the_database(), translation.override("en"):  # a request leaves its language behind
        User.objects.update(language=request.param)
        yield request.param


def page_of(name: str, world: World, language: str) -> str:
    """The page as a reader of that language gets it; empty where the answer is no page."""
    client = Client()
    client.cookies = copy(world.knockers[a_reader(TABLE[name], world) or "physician"])
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    with kept_out_of_the_database():
        answer = client.get(TABLE[name]["path"].format(**world.names))
    is_page = answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    return answer.content.decode() if is_page else ""


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_a_page_speaks_the_language_of_its_reader(name: str, language: str, world: World) -> None:
    page = page_of(name, world, language)
    known = {key[1]: catalogues.forms_of(entry, key, language) for key, entry in translations(language).items()}

    left = {text for text in texts_of(page) if text not in known.get(text, (text,))}
    unmarked = {text for text in texts_of(page) if language == "ar" and ENGLISH.search(text)}

    assert re.findall(r'<html lang="(\w+)" dir="(\w+)"', page) in ([], [(language, DIRECTIONS[language])])
    assert (left, unmarked) == (set(), set()) or name in SAMPLES


def translations(language: str) -> dict[catalogues.Key, Any]:
    return catalogues.entries(catalogues.load(language))


def test_the_reader_of_pages_hears_what_is_said_and_nothing_else() -> None:
    page = (
        '<html lang="en"><body title="Heard"><p>Some <b>words</b><br> here</p><bdi>A name</bdi>'
        '<p lang="en">English</p><script>no()</script><span class="number">12</span><i id="words" data-a="Said"></i>'
    )

    assert texts_of(page) == ["Heard", "Some", "words", "here", "words", "Said"]
