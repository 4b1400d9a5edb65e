"""Countries (ISO 3166-1) and the other codes that travel documents use (ICAO Doc 9303 part 3), with their names.

They ship as a table of the package: one truth, no query, the same in every mission.
"""

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from babel import Locale, UnknownLocaleError

ISO = "ISO 3166-1"
# Codes of travel documents that stand for a country; every other special code stands for itself.
_TRAVEL_ALIASES = {"D": "DEU"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Country:
    """A country, or an issuer or status that a travel document names instead of one."""

    alpha3: str
    alpha2: str
    numeric: str
    name: str
    kind: str

    @property
    def is_country(self) -> bool:
        return self.kind == ISO


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Rows of a table that ships with this area."""
    text = files("pratique.areas.places").joinpath("tables", name).read_text("utf-8")
    return csv.DictReader(text.splitlines())


@cache
def all_countries() -> Mapping[str, Country]:
    """Every code by itself, special codes of travel documents included."""
    return {row["alpha3"]: Country(**row) for row in read_table("countries.csv")}


@cache
def _special_names() -> Mapping[str, dict[str, str]]:
    return {row["code"]: row for row in read_table("travel_code_names.csv")}


def country(alpha3: str) -> Country | None:
    """The country or travel code with that alpha-3 code."""
    return all_countries().get(alpha3)


def country_name(alpha3: str, language: str) -> str:
    """Its name in the reader's language; a code that nobody knows stands for itself."""
    row = country(alpha3)
    if row is None:
        return alpha3
    return _names(language.partition("-")[0]).get(alpha3, row.name)


@cache
def _names(language: str) -> Mapping[str, str]:
    territories: Mapping[str, str] = {}
    with suppress(UnknownLocaleError, ValueError):
        territories = Locale(language).territories
    names = {code: territories.get(row.alpha2, row.name) for code, row in all_countries().items() if row.is_country}
    return names | {code: row[language] for code, row in _special_names().items() if language in row}


@cache
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """(alpha-3, name) of the countries of ISO 3166-1, in the order of that language's reader."""
    names = _names(language.partition("-")[0])
    rows = [(code, names[code]) for code, row in all_countries().items() if row.is_country]
    return tuple(sorted(rows, key=lambda row: _order(row[1])))


def country_by_travel_code(code: str) -> str:
    """The alpha-3 code that the code of a travel document stands for: D is DEU. Empty when nobody issued the code."""
    plain = code.strip().upper()
    plain = _TRAVEL_ALIASES.get(plain, plain)
    return plain if plain in all_countries() else ""


def _order(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
