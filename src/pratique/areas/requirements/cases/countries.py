"""Countries by their English names, as cases write them, for the facts that hold codes."""

from collections.abc import Mapping
from functools import cache

from pratique.rules.requirements.words import vocabulary

OTHER_NAMES = {
    "DRC": "CD",
    "Democratic Republic of Congo": "CD",
    "CAR": "CF",
    "Republic of the Congo": "CG",
    "Republic of Moldova": "MD",
    "Russian Federation": "RU",
    "Syrian Arab Republic": "SY",
    "Türkiye": "TR",
    "United Republic of Tanzania": "TZ",
}


def departure_country(name: str) -> str:
    """The code of a country that some edition speaks of; every other country is `other`."""
    return OTHER_NAMES.get(name) or _codes().get(name, "other")


@cache
def _codes() -> Mapping[str, str]:
    return {words["en"]: code for code, words in vocabulary()["departure_country"].values.items()}
