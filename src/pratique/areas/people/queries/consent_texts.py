"""The texts that people agree to: data in four languages, in editions that are never edited."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from pratique.areas.people.models import Consent, Person
from pratique.areas.people.queries.persons import require_visible
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.models import Site

LANGUAGES = ("en", "fr", "es", "ar")


@dataclass(frozen=True, kw_only=True)
class ConsentText:
    """One edition of one text: what is agreed to, and which authorities it says will learn something."""

    purpose_code: str
    edition: str
    tells: tuple[str, ...]
    title: Mapping[str, str]
    paragraphs: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class ConsentAges:
    """From which age a person decides alone, and from which age her own yes is asked beside her guardian's."""

    adult_from: int
    assent_from: int
    source: str
    standing: str


@cache
def consent_texts() -> tuple[ConsentText, ...]:
    """Every edition of every text, by purpose, oldest first."""
    folder = files("pratique.areas.people").joinpath("consents")
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml") and file.name != "ages.toml")
    tables = [tomllib.loads(folder.joinpath(name).read_text("utf-8")) for name in names]
    texts = [_text(table, edition) for table in tables for edition in table["editions"]]
    return tuple(sorted(texts, key=lambda text: (text.purpose_code, text.edition)))


def _text(table: dict[str, object], edition: dict[str, object]) -> ConsentText:
    paragraphs: dict[str, list[str]] = edition["paragraphs"]  # type: ignore[assignment]
    return ConsentText(
        purpose_code=str(table["purpose_code"]),
        edition=str(edition["edition"]),
        tells=tuple(table.get("tells", ())),  # type: ignore[arg-type]
        title=table["title"],  # type: ignore[arg-type]
        paragraphs={language: tuple(paragraphs[language]) for language in LANGUAGES},
    )


def current_texts() -> tuple[ConsentText, ...]:
    """The newest edition of each text."""
    return tuple({text.purpose_code: text for text in consent_texts()}.values())


def current_text(purpose_code: str) -> ConsentText | None:
    """The newest edition of one text."""
    return next((text for text in current_texts() if text.purpose_code == purpose_code), None)


@cache
def _ages() -> dict[str, ConsentAges]:
    table = tomllib.loads(files("pratique.areas.people").joinpath("consents", "ages.toml").read_text("utf-8"))
    return {country: ConsentAges(**row) for country, row in table.items()}


def consent_ages(country: str) -> ConsentAges:
    """The ages that hold at sites in that country."""
    return _ages().get(country) or _ages()["default"]


def ages_here(*, by: Actor) -> ConsentAges:
    """The ages that hold at the actor's site."""
    site = Site.objects.filter(number=by.site_number).first()
    return consent_ages(site.country if site else "")


def told_authorities(*, by: Actor, person: Person) -> frozenset[str]:
    """The authorities (families of editions) of whom the person was told that they learn something, and agreed."""
    require_visible(by=by, person=person)
    texts = {(text.purpose_code, text.edition): text for text in consent_texts()}
    latest: dict[str, Consent] = {}
    for consent in person.consents.all():
        latest.setdefault(consent.purpose_code, consent)
    given = [consent for consent in latest.values() if consent.decision == Consent.Decision.GIVEN]
    return frozenset(family for consent in given for family in _tells(texts, consent))


def _tells(texts: Mapping[tuple[str, str], ConsentText], consent: Consent) -> tuple[str, ...]:
    text = texts.get((consent.purpose_code, consent.text_edition))
    return text.tells if text else ()


def is_minor(person: Person, *, on: date, ages: ConsentAges) -> bool | None:
    """Whether she is too young to decide alone; nothing when her date of birth leaves it open."""
    return _younger_than(person, ages.adult_from, on)


def is_below_assent(person: Person, *, on: date, ages: ConsentAges) -> bool | None:
    """Whether she is too young to be asked herself; nothing when her date of birth leaves it open."""
    return _younger_than(person, ages.assent_from, on)


def _younger_than(person: Person, years: int, on: date) -> bool | None:
    earliest, latest = person.birth.earliest, person.birth.latest
    if earliest is None or latest is None:
        return None
    surely = _birthday(earliest, years) > on
    surely_not = _birthday(latest, years) <= on
    return True if surely else False if surely_not else None


def _birthday(born: date, years: int) -> date:
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)
