"""What a person's file says to the rules, in the words of the vocabulary. What is not known is not there."""

from collections.abc import Mapping
from datetime import date

from pratique.areas.people.models import Person


def age_facts(person: Person, *, on: date) -> Mapping[str, date | str]:
    """Date of birth as the earliest and latest day it can be, and sex; the rules work out ages, which may stay open.

    A day of birth after `on` is not told: nobody is judged before being born.
    """
    earliest, latest = person.birth.earliest, person.birth.latest
    facts: dict[str, date | str] = {}
    if earliest is not None and latest is not None and earliest <= on:
        facts |= {"birth_earliest": earliest, "birth_latest": min(latest, on)}
    if person.sex:
        facts["sex"] = person.sex
    return facts
