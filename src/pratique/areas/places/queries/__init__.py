"""Reading countries, areas, incidence and the lists of authorities."""

from pratique.areas.places.queries.countries import (
    Country,
    all_countries,
    countries,
    country,
    country_by_travel_code,
    country_name,
)
from pratique.areas.places.queries.figures import Incidence, administrative_areas, tb_incidence
from pratique.areas.places.queries.lists import Listing, list_codes, listed_countries

__all__ = [
    "Country",
    "Incidence",
    "Listing",
    "administrative_areas",
    "all_countries",
    "countries",
    "country",
    "country_by_travel_code",
    "country_name",
    "list_codes",
    "listed_countries",
    "tb_incidence",
]
