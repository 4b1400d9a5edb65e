"""Lists of countries that authorities publish, each edition with its dates, source and standing."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from pratique.areas.places.queries.countries import all_countries


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One edition of a list: the countries it names (alpha-3) and how sure that is."""

    code: str
    authority: str
    edition: str
    valid_from: date
    source: str
    standing: str
    countries: frozenset[str]

    @property
    def alpha2(self) -> frozenset[str]:
        return frozenset(all_countries()[code].alpha2 for code in self.countries)


@cache
def _editions() -> dict[str, tuple[Listing, ...]]:
    folder = files("pratique.areas.places").joinpath("lists")
    tables = [tomllib.loads(file.read_text("utf-8")) for file in folder.iterdir() if file.name.endswith(".toml")]
    return {table["code"]: _cumulated(table) for table in tables}


def _cumulated(table: dict[str, object]) -> tuple[Listing, ...]:
    found: list[Listing] = []
    held: frozenset[str] = frozenset()
    for row in table["editions"]:  # type: ignore[attr-defined]
        held = held - set(row.get("removes", ())) | set(row.get("adds", ()))
        found.append(
            Listing(
                code=str(table["code"]),
                authority=str(table["authority"]),
                edition=row["edition"],
                valid_from=row["valid_from"],
                source=row["source"],
                standing=row["standing"],
                countries=held,
            )
        )
    return tuple(sorted(found, key=lambda listing: listing.valid_from))


def list_codes() -> tuple[str, ...]:
    """The lists that are known."""
    return tuple(sorted(_editions()))


def listed_countries(list_code: str, on: date) -> Listing | None:
    """The newest edition of a list that holds on a day; nothing when the list is unknown or none held yet."""
    held = [listing for listing in _editions().get(list_code, ()) if listing.valid_from <= on]
    return held[-1] if held else None
