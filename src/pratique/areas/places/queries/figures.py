"""Figures and areas that somebody published and a mission imported."""

from collections.abc import Sequence
from dataclasses import dataclass

from pratique.areas.places.models import AdministrativeArea, TbIncidence


@dataclass(frozen=True, kw_only=True)
class Incidence:
    """Tuberculosis incidence of one country in one year, with its source. `is_demo`: invented, never to judge by."""

    country: str
    year: int
    per_100k: float
    low: float | None
    high: float | None
    source: str
    is_demo: bool


def tb_incidence(alpha3: str, year: int | None = None) -> Incidence | None:
    """The latest figure at or before a year. Nothing when none was imported: unknown is not low.

    A demo figure answers only where no published one is there at all.
    """
    rows = TbIncidence.objects.filter(country=alpha3)
    if year is not None:
        rows = rows.filter(year__lte=year)
    row = rows.order_by("is_demo", "-year").first()
    if row is None:
        return None
    return Incidence(
        country=row.country,
        year=row.year,
        per_100k=row.per_100k,
        low=row.low,
        high=row.high,
        source=row.source,
        is_demo=row.is_demo,
    )


def administrative_areas(alpha3: str) -> Sequence[AdministrativeArea]:
    """First-level areas of a country, by code."""
    return list(AdministrativeArea.objects.filter(country=alpha3, parent=None))
