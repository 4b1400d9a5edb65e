"""What other areas may use of places."""

from pratique.areas.places.actions import (
    Imported,
    import_administrative_areas,
    import_tb_incidence,
    load_demo_incidence,
)
from pratique.areas.places.queries import (
    Country,
    Incidence,
    Listing,
    administrative_areas,
    countries,
    country,
    country_by_travel_code,
    country_name,
    list_codes,
    listed_countries,
    tb_incidence,
)

__all__ = [
    "Country",
    "Imported",
    "Incidence",
    "Listing",
    "administrative_areas",
    "countries",
    "country",
    "country_by_travel_code",
    "country_name",
    "import_administrative_areas",
    "import_tb_incidence",
    "list_codes",
    "listed_countries",
    "load_demo_incidence",
    "tb_incidence",
]
