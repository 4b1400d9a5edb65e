"""Works out facts from other facts: ages from dates of birth, presence in listed countries from places lived in."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from pratique.rules.dates.calendar import Presence, Stay, add_days, add_months, completed_months, presences
from pratique.rules.language.facts import BadFact, Between
from pratique.rules.requirements.words import vocabulary

DAYS_IN_A_MONTH = 30.4  # where days are summed, the authorities' average month
UNKNOWN_DAY = date.max


class Facts(dict[str, Any]):
    """Facts that were checked against the vocabulary and completed with what follows from them."""


def prepare_facts(facts: Mapping[str, Any], *, on: date | None = None) -> Facts:
    """Checked facts with ages and presences; `on` stands for an exam date that isn't set yet."""
    if isinstance(facts, Facts):
        return facts
    known = vocabulary()
    ready = Facts()
    for name, value in facts.items():
        if name not in known:
            raise BadFact(f"the vocabulary has no fact {name!r}")
        if value is not None:
            ready[name] = known[name].checked(value)
    _add_ages(ready, on)
    _add_presences(ready, on)
    _add_spans(ready)
    if ready.get("sex") == "M":
        ready.setdefault("pregnant", False)
    return ready


def _add_ages(facts: Facts, on: date | None) -> None:
    day = facts.get("exam_on") or on
    earliest, latest = facts.get("birth_earliest"), facts.get("birth_latest")
    if day is not None and earliest is not None and latest is not None:
        if earliest > latest or latest > day:
            raise BadFact("birth_earliest, birth_latest and the day of the exam are not in order")
        facts.setdefault("age_days", _span((day - latest).days, (day - earliest).days))
        facts.setdefault("age_months", _span(completed_months(latest, day), completed_months(earliest, day)))
    months, years = facts.get("age_months"), facts.get("age")
    if years is None and months is not None:
        facts["age"] = _span(months.low // 12, months.high // 12) if isinstance(months, Between) else months // 12
    elif months is None and isinstance(years, int):
        facts["age_months"] = Between(years * 12, years * 12 + 11)


def _span(low: int, high: int) -> int | Between:
    return low if low == high else Between(low, high)


def _add_presences(facts: Facts, on: date | None) -> None:
    stays = facts.get("residence_history")
    if stays is None:
        return
    day = facts.get("applied_on") or facts.get("exam_on") or on or max((stay.ends_on for stay in stays), default=None)
    if day is None:
        return
    for name, fact in vocabulary().items():
        if fact.stay is not None and name not in facts:
            answer = presence_in_history(stays, **{"on": day, **_bounds(fact.stay, facts)})
            if answer is not None:
                facts[name] = answer


def _add_spans(facts: Facts) -> None:
    """Whether one day is at most some months after another (`within = { since = .., until = .., months = 12 }`)."""
    for name, within in _spans():
        if name not in facts:
            since, until = facts.get(within["since"]), facts.get(within["until"])
            if since is not None and until is not None:
                facts[name] = until <= add_months(since, within["months"])


@cache
def _spans() -> tuple[tuple[str, Mapping[str, Any]], ...]:
    return tuple((name, fact.within) for name, fact in vocabulary().items() if fact.within is not None)


def _bounds(stay: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """The rule of a presence, with the days that facts of the person give (`since = "authorised_on"`, `until`)."""
    rule = dict(stay)
    if "since" in rule:
        rule["since"] = facts.get(rule["since"], UNKNOWN_DAY)
    if "until" in rule:
        rule["on"] = facts.get(rule.pop("until"), UNKNOWN_DAY)
    return rule


def presence_in_history(
    stays: Iterable[Stay],
    *,
    on: date,
    mark: str,
    marked: bool = True,
    at_least_months: int = 0,
    more_than_months: int | None = None,
    within_months: int | None = None,
    until_application: bool = False,
    is_clipped: bool = False,
    since: date | None = None,
    total_more_than_months: int | None = None,
) -> bool | None:
    """Is there an unbroken presence of this length in countries of this kind, reaching into the time before a day?

    `is_clipped` counts only what lies within the last `within_months`, `since` only what lies after that day;
    `total_more_than_months` adds all times together, 30.4 days to the month.
    Unknown where a stay doesn't say whether its country is listed, or that day isn't known.
    """
    history = tuple(stays)
    if any(mark not in stay.marks for stay in history) or UNKNOWN_DAY in (since, on):
        return None
    if is_clipped and within_months is not None:
        since = add_months(on, -within_months)
    if since is not None:
        history = tuple(
            replace(stay, starts_on=max(stay.starts_on, since)) for stay in history if stay.ends_on >= since
        )
    if total_more_than_months is not None:
        days = sum((one.ends_on - one.starts_on).days + 1 for one in presences(history, mark, marked, on))
        return days > total_more_than_months * DAYS_IN_A_MONTH
    return any(
        presence.lasts(at_least_months)
        and (more_than_months is None or presence.lasts_longer_than(more_than_months))
        and _reaches(presence, on, within_months, until_application)
        for presence in presences(history, mark, marked, on)
    )


def _reaches(presence: Presence, on: date, within_months: int | None, until_application: bool) -> bool:
    if until_application:
        return add_days(presence.ends_on, 1) >= on
    return within_months is None or presence.ends_on >= add_months(on, -within_months)
