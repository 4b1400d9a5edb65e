"""An edition as it stands, or with other readings of its named parameters, and what such a reading is called."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pratique.areas.requirements.cohorts.facts import BadCohort
from pratique.rules.language.facts import FIRST_YEAR, LAST_YEAR
from pratique.rules.requirements import Edition, UnknownEdition, load_edition
from pratique.rules.requirements.heads import BadEdition, heads
from pratique.rules.requirements.loading import read_edition
from pratique.rules.requirements.model import Parameter

# Days, months, amounts of money; beyond it calendars end.
LARGEST = 1_000_000
SWITCHES = {"true": True, "false": False}


def edition_with(code: str, replaced: Mapping[str, str] | None = None) -> Edition:
    """The edition, its parameters replaced by these texts, each read as its default's type."""
    try:
        edition = load_edition(code)
    except UnknownEdition as unknown:
        raise BadCohort(f"Edition {code} is not present.") from unknown
    if not replaced:
        return edition
    values = {name: _value(edition, name, text) for name, text in replaced.items()}
    try:
        return read_edition(heads()[code].path, values)
    except BadEdition as bad:
        raise BadCohort(f"{code} can't be read so: {bad}") from bad


def name_of(edition: Edition) -> str:
    """Its code, with every parameter that isn't read as the file reads it."""
    default = load_edition(edition.code).parameters
    changed = [f"{name} = {one.value}" for name, one in edition.parameters.items() if one.value != default[name].value]
    return f"{edition.code} ({', '.join(changed)})" if changed else edition.code


def _value(edition: Edition, name: str, text: str) -> Any:
    parameter = edition.parameters.get(name)
    if parameter is None:
        raise BadCohort(f"{edition.code} has the parameters {', '.join(edition.parameters) or 'none'}, not {name}.")
    try:
        value = _read(parameter, text)
    except (KeyError, ValueError) as error:
        raise BadCohort(f"The parameter {name} of {edition.code} can't be {text!r}.") from error
    if parameter.choices and value not in parameter.choices:
        readings = ", ".join(map(str, parameter.choices))
        raise BadCohort(f"The parameter {name} of {edition.code} is one of {readings}, not {text}.")
    return value


def _read(parameter: Parameter, text: str) -> Any:
    if isinstance(parameter.value, bool):
        return SWITCHES[text]
    if isinstance(parameter.value, date):
        return _day(text)
    value = type(parameter.value)(text)
    if isinstance(value, int | float) and not abs(value) <= LARGEST:
        raise ValueError(text)
    return value


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(text)
    return day
