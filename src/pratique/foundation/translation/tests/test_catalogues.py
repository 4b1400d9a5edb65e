"""The catalogues at work: sentences, plurals, dates, and words that no text of ours uses."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, override, pgettext

HERE = Path(__file__).resolve().parent.parent
GLOSSARY = tomllib.loads((HERE / "glossary.toml").read_text(encoding="utf-8"))
LANGUAGES = ["fr", "es", "ar"]
NAMED = re.compile(r"%\((\w+)\)[sd]")


def catalogue(language: str) -> Catalog:
    with (HERE / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_untranslated(language: str) -> None:
    empty = [message.id for message in catalogue(language) if message.id and not all(forms(message))]

    assert empty == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_filled_with_what_its_english_is_given(language: str) -> None:
    for message in catalogue(language):
        english = message.id if isinstance(message.id, str) else message.id[-1]
        given = dict.fromkeys(NAMED.findall(english), 7)

        filled = [form % given if given else form for form in forms(message)]

        assert [text for text in filled if "%(" in text] == []


@pytest.mark.parametrize(
    ("language", "expected"), [("en", "Save"), ("fr", "Enregistrer"), ("es", "Guardar"), ("ar", "حفظ")]
)
def test_a_button_speaks_the_language_of_the_page(language: str, expected: str) -> None:
    with override(language):
        assert gettext("Save") == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "14 Mar 1992"), ("fr", "14 mars 1992"), ("es", "14 mar 1992"), ("ar", "14 مارس 1992")],
)
def test_a_date_is_written_as_its_reader_writes_it(language: str, expected: str) -> None:
    with override(language):
        assert date_format(date(1992, 3, 14), pgettext("date format", "j M Y")) == expected


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("fr", 0, "0 jour"),
        ("fr", 1, "1 jour"),
        ("fr", 2, "2 jours"),
        ("es", 0, "0 días"),
        ("es", 1, "1 día"),
        ("ar", 0, "أقل من يوم"),
        ("ar", 1, "يوم واحد"),
        ("ar", 2, "يومان"),
        ("ar", 3, "3 أيام"),
        ("ar", 11, "11 يومًا"),
        ("ar", 100, "100 يوم"),
        ("ar", 103, "103 أيام"),
    ],
)
def test_a_number_takes_the_form_that_its_language_asks_for(language: str, count: int, expected: str) -> None:
    with override(language):
        assert ngettext("%(days)d day", "%(days)d days", count) % {"days": count} == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_uses_a_word_that_judges_or_celebrates(language: str) -> None:
    never = re.compile("|".join(map(re.escape, GLOSSARY["never"][language])), re.IGNORECASE)
    assert [
        text for message in catalogue(language) if message.id for text in forms(message) if never.search(text)
    ] == []


def test_the_glossary_speaks_four_languages_and_no_term_twice() -> None:
    terms = [term for group in GLOSSARY["group"] for term in group["term"]]

    assert [term["en"] for term in terms if not all(term.get(language) for language in LANGUAGES)] == []
    assert len({term["en"] for term in terms}) == len(terms) == 74
