"""The stations of the exam day, as data."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent.parent / "stations.toml"
RECEPTION, CONCLUSION = "reception", "conclusion"


@dataclass(frozen=True, kw_only=True)
class Station:
    """One place of the exam day: the steps it does and the forms it fills."""

    code: str
    name: Mapping[str, str]
    steps: tuple[str, ...]
    forms: tuple[str, ...]
    order: int


@cache
def stations() -> Mapping[str, Station]:
    """Every station by its code, in the order in which people pass."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["station"]
    return {
        row["code"]: Station(
            code=row["code"], name=row["name"], steps=tuple(row["steps"]), forms=tuple(row["forms"]), order=order
        )
        for order, row in enumerate(rows)
    }


@cache
def station_of_step() -> Mapping[str, str]:
    """Which station does a step. A step that no station does is a mistake of stations.toml: KeyError."""
    return {step: station.code for station in stations().values() for step in station.steps}
