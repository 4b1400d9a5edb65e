"""Countries and travel codes, in four languages."""

from datetime import date

import pytest

from pratique.areas.places.queries import (
    all_countries,
    countries,
    country,
    country_by_travel_code,
    country_name,
    list_codes,
    listed_countries,
)
from pratique.rules.mrz import STATES

LANGUAGES = ("en", "fr", "es", "ar")


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("UGA", "en", "Uganda"),
        ("DEU", "fr", "Allemagne"),
        ("SYR", "ar", "سوريا"),
        ("CIV", "es", "Côte d’Ivoire"),
        ("KEN", "xx", "Kenya"),
        ("KEN", "fr-CA", "Kenya"),
        ("XXB", "fr", "Réfugié (Convention de 1951)"),
        ("RKS", "ar", "كوسوفو"),
        ("QQQ", "en", "QQQ"),
    ],
)
def test_a_country_has_its_name_in_the_readers_language(code, language, name):
    assert country_name(code, language) == name


def test_every_code_has_a_name_in_every_language():
    nameless = [
        (code, language)
        for code in all_countries()
        for language in LANGUAGES
        if not country_name(code, language).strip()
    ]

    assert nameless == []


def test_every_special_code_has_names_of_its_own():
    special = [code for code, row in all_countries().items() if not row.is_country]

    assert [code for code in special if country_name(code, "ar") == country_name(code, "en")] == []
    assert len(special) == 30


def test_the_list_holds_countries_in_the_order_of_its_language():
    english, french = countries("en"), countries("fr")

    assert (len(english), len(french)) == (249, 249)
    assert english[0] == ("AFG", "Afghanistan")
    assert french[:3] == (("AFG", "Afghanistan"), ("ZAF", "Afrique du Sud"), ("ALB", "Albanie"))


@pytest.mark.parametrize(("code", "alpha3"), [("D", "DEU"), ("d ", "DEU"), ("UTO", "UTO"), ("GBR", "GBR"), ("Q", "")])
def test_a_travel_code_stands_for_a_country(code, alpha3):
    assert country_by_travel_code(code) == alpha3


def test_every_code_that_a_document_may_carry_is_known():
    assert sorted(code for code in STATES if not country_by_travel_code(code)) == []


def test_a_country_has_its_iso_codes():
    row = country("UGA")

    assert (row.alpha2, row.numeric, row.is_country) == ("UG", "800", True)


@pytest.mark.parametrize(
    ("on", "edition", "count"),
    [
        (date(2013, 1, 1), "2013-01-01", 20),
        (date(2013, 12, 30), "2013-01-01", 20),
        (date(2013, 12, 31), "2013-12-31", 68),
        (date(2026, 1, 1), "2014-03-31", 76),
    ],
)
def test_a_list_of_an_authority_has_editions(on, edition, count):
    listing = listed_countries("UK-TB", on)

    assert (listing.edition, len(listing.countries), listing.standing) == (edition, count, "provisional")
    assert len(listing.alpha2) == count


def test_before_its_first_edition_there_is_no_list():
    assert listed_countries("UK-TB", date(2012, 12, 31)) is None
    assert listed_countries("ATLANTIS", date(2026, 1, 1)) is None
    assert list_codes() == ("UK-TB",)
