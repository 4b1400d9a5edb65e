"""Months, ages and stays counted as authorities count them."""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST_SHIFT_MONTHS = 12 * 200


def add_months(day: date, months: int) -> date:
    """The same day number n months later, or the last day of that month."""
    if abs(months) > LONGEST_SHIFT_MONTHS:
        raise ValueError(f"a shift of {months} months is outside the calendar of the rules")
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_days(day: date, days: int) -> date:
    return day + timedelta(days=days)


def completed_months(born: date, on: date) -> int:
    """Whole months lived; a child of the 31st completes the month on its last day."""
    months = (on.year - born.year) * 12 + on.month - born.month
    return months if add_months(born, months) <= on else months - 1


def completed_years(born: date, on: date) -> int:
    return completed_months(born, on) // 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Stay:
    """A time lived in one country, both days included; marks say on which lists that country stands."""

    country: str
    starts_on: date
    ends_on: date
    marks: Mapping[str, bool]


@dataclass(frozen=True, kw_only=True, slots=True)
class Presence:
    """One unbroken time in countries of a kind, both days included."""

    starts_on: date
    ends_on: date

    def lasts(self, months: int) -> bool:
        """A presence lasts n months when the day after its end is not before its start + n months."""
        return add_days(self.ends_on, 1) >= add_months(self.starts_on, months)

    def lasts_longer_than(self, months: int) -> bool:
        return add_days(self.ends_on, 1) > add_months(self.starts_on, months)


def presences(stays: Iterable[Stay], mark: str, marked: bool, until: date) -> tuple[Presence, ...]:
    """Unbroken presences up to a day: stays that touch or overlap are one presence."""
    chosen = sorted(
        (stay.starts_on, min(stay.ends_on, until))
        for stay in stays
        if stay.marks.get(mark) is marked and stay.starts_on <= until
    )
    joined: list[Presence] = []
    for starts_on, ends_on in chosen:
        if joined and starts_on <= add_days(joined[-1].ends_on, 1):
            last = joined.pop()
            joined.append(Presence(starts_on=last.starts_on, ends_on=max(last.ends_on, ends_on)))
        else:
            joined.append(Presence(starts_on=starts_on, ends_on=ends_on))
    return tuple(joined)
