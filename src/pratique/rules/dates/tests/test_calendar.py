"""Months, ages and presences by the calendar of the authorities."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.rules.dates.calendar import Presence, Stay, add_months, completed_months, completed_years, presences

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2022, 8, 31), 6, date(2023, 2, 28)),
        (date(2023, 1, 10), 6, date(2023, 7, 10)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2023, 12, 15), 1, date(2024, 1, 15)),
    ],
)
def test_a_date_plus_months_keeps_the_day_or_takes_the_last_of_the_month(day, months, expected):
    assert add_months(day, months) == expected


def test_a_shift_outside_the_calendar_is_refused():
    with pytest.raises(ValueError, match="outside the calendar"):
        add_months(date(2023, 1, 1), 100_000)


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2008, 5, 21), date(2023, 5, 20), 14),
        (date(2008, 5, 20), date(2023, 5, 20), 15),
        (date(2004, 2, 29), date(2019, 2, 28), 15),
    ],
)
def test_a_year_of_age_is_completed_on_the_birthday(born, on, years):
    assert completed_years(born, on) == years


@given(DAYS, st.integers(min_value=0, max_value=600))
def test_a_month_of_age_is_completed_exactly_that_many_months_after_birth(born, months):
    assert completed_months(born, add_months(born, months)) == months


def stay(starts_on, ends_on, listed=True):
    return Stay(country="PK", starts_on=starts_on, ends_on=ends_on, marks={"listed": listed})


def test_stays_that_touch_are_one_presence():
    rows = [stay(date(2024, 1, 1), date(2024, 3, 31)), stay(date(2024, 4, 1), date(2024, 6, 30))]

    joined = presences(rows, "listed", True, date(2025, 1, 1))

    assert joined == (Presence(starts_on=date(2024, 1, 1), ends_on=date(2024, 6, 30)),)


def test_a_day_between_two_stays_makes_two_presences():
    rows = [stay(date(2024, 1, 1), date(2024, 3, 30)), stay(date(2024, 4, 1), date(2024, 6, 30))]

    assert len(presences(rows, "listed", True, date(2025, 1, 1))) == 2


@pytest.mark.parametrize(("ends_on", "lasts"), [(date(2024, 6, 30), True), (date(2024, 6, 29), False)])
def test_a_presence_lasts_six_months_when_the_day_after_it_is_six_months_on(ends_on, lasts):
    assert Presence(starts_on=date(2024, 1, 1), ends_on=ends_on).lasts(6) is lasts


def test_six_months_to_the_day_are_not_more_than_six_months():
    assert not Presence(starts_on=date(2024, 1, 1), ends_on=date(2024, 6, 30)).lasts_longer_than(6)
