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
    """One place of the exam day: the forms it fills, and the steps that each form does."""

    code: str
    name: Mapping[str, str]
    forms: Mapping[str, tuple[str, ...]]
    order: int

    @property
    def steps(self) -> tuple[str, ...]:
        """Every step that this station does, each once."""
        return tuple(dict.fromkeys(step for steps in self.forms.values() for step in steps))


@cache
def stations() -> Mapping[str, Station]:
    """Every station by its code, in the order in which people pass."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["station"]
    return {
        row["code"]: Station(
            code=row["code"],
            name=row["name"],
            forms={form: tuple(steps) for form, steps in row["forms"].items()},
            order=order,
        )
        for order, row in enumerate(rows)
    }


@cache
def station_of_step() -> Mapping[str, str]:
    """Which station does a step. A step that no station does is a mistake of stations.toml: KeyError."""
    return {step: station.code for station in stations().values() for step in station.steps}


@cache
def form_of_step() -> Mapping[str, str]:
    """The form that does a step; where several do, the first."""
    return {
        step: form
        for station in stations().values()
        for form, steps in reversed(list(station.forms.items()))
        for step in steps
    }
