"""What a destination's code stands for: a country, or a name of its own."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _rows() -> Mapping[str, Mapping[str, Any]]:
    with Path(__file__).with_suffix(".toml").open("rb") as file:
        return tomllib.load(file)


def country_of(destination: str) -> str | None:
    """The ISO 3166 alpha-2 code; none where the destination is no single country."""
    row = _rows().get(destination, {})
    return None if "name" in row else row.get("country", destination)


def own_name(destination: str, language: str) -> str | None:
    """The name of a destination that is no country."""
    names: Mapping[str, str] = _rows().get(destination, {}).get("name", {})
    return names.get(language)
