"""Dates of two-digit years with parts that may be unknown, and the century that each must mean."""

import re
from datetime import date

from pratique.rules.mrz.model import MrzDate

_GRAMMAR = re.compile("([0-9]{2}|<<)([0-9]{2}|<<)([0-9]{2}|<<)")
# Doc 9303 states no century. A birth date is never in the future; an expiry date lies in the hundred years around
# the given day, since a document that ran out long ago is met more often than one valid for half a century.
EXPIRY_YEARS_AHEAD = 49
_LEAP_YEAR = 2000


def read_birth_date(printed: str, on: date) -> MrzDate | None:
    """The latest date of these digits that is not after the given day; None when it is no date."""
    parts = _parts(printed)
    if parts is None:
        return None
    two_digits, month, day = parts
    if two_digits is None:
        return _real(printed, None, month, day)
    year = on.year - (on.year - two_digits) % 100
    if year == on.year and (month or 1, day or 1) > (on.month, on.day):
        year -= 100
    return _real(printed, year, month, day)


def read_expiry_date(printed: str, on: date) -> MrzDate | None:
    """The date of these digits between 50 years before and 49 years after the given day's year."""
    parts = _parts(printed)
    if parts is None:
        return None
    two_digits, month, day = parts
    if two_digits is None:
        return _real(printed, None, month, day)
    latest = on.year + EXPIRY_YEARS_AHEAD
    return _real(printed, latest - (latest - two_digits) % 100, month, day)


def _parts(printed: str) -> tuple[int | None, int | None, int | None] | None:
    match = _GRAMMAR.fullmatch(printed)
    if match is None:
        return None
    year, month, day = (None if part == "<<" else int(part) for part in match.groups())
    return year, month, day


def _real(printed: str, year: int | None, month: int | None, day: int | None) -> MrzDate | None:
    """A day of an unknown month, or a month of an unknown year, must at least be possible."""
    try:
        date(_LEAP_YEAR if year is None else year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    return MrzDate(printed, year, month, day)
