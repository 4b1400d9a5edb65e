"""What nobody can be: facts of which one follows from the other, as diagrams that hold for everybody there can be.

These are the conclusions that derivation.py draws (ages from one birth, no pregnancy of a man) and the sets of classes
that no examination concludes: "none" beside another class of its topic.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, pairwise
from typing import Any

from pratique.rules.dates.calendar import add_days, add_months, completed_months
from pratique.rules.language.diagrams import ALWAYS, Diagrams
from pratique.rules.requirements.domains import ABSENT, Domain, ManyVariables, OneVariable
from pratique.rules.requirements.topics import excludes

# Short and long months, leap days and ends of years between birth and examination.
BIRTHS = (
    date(2020, 2, 29),
    *(
        date(year, month, day)
        for year in (2019, 2020)
        for month, day in ((1, 31), (2, 1), (2, 28), (3, 1), (3, 31), (6, 30), (12, 31))
    ),
)
SEX_AND_PREGNANCY = (("F", True), ("F", False), ("X", True), ("X", False), ("M", False))
AGES = ("age", "age_months", "age_days")


def consistent(
    diagrams: Diagrams, domains: Mapping[str, Domain], variables: Mapping[str, Sequence[int]]
) -> tuple[int, ...]:
    """One diagram for each pair of facts that depend on one another; together they hold for all possible people."""
    found = list(_sets(diagrams, domains, variables))
    if {"sex", "pregnant"} <= domains.keys():
        found.append(_pairs(diagrams, domains, variables, ("sex", "pregnant"), SEX_AND_PREGNANCY))
    present = [name for name in AGES if name in domains]
    if len(present) > 1:
        ages = list(_ages(domains, present))
        for one, other in combinations(present, 2):
            pairs = [(age[one], age[other]) for age in ages]
            found.append(_pairs(diagrams, domains, variables, (one, other), pairs))
    return tuple(diagram for diagram in found if diagram != ALWAYS)


def _pairs(
    diagrams: Diagrams,
    domains: Mapping[str, Domain],
    variables: Mapping[str, Sequence[int]],
    names: tuple[str, str],
    pairs: Iterable[tuple[Any, Any]],
) -> int:
    """Holds where these two facts have the regions of one of the pairs, or one of them isn't known."""
    one, other = names
    mine, its_own = variables[one][0], variables[other][0]
    together: dict[int, set[int]] = {ABSENT: set(range(diagrams.sizes[its_own]))}
    for value, beside in pairs:
        region = domains[one].places(value)[0][0]
        together.setdefault(region, {ABSENT}).add(domains[other].places(beside)[0][0])
    cases = [
        diagrams.both(diagrams.where(mine, (region,)), diagrams.where(its_own, together.get(region, {ABSENT})))
        for region in range(diagrams.sizes[mine])
    ]
    return diagrams.either(*cases)


def _ages(domains: Mapping[str, Domain], names: Iterable[str]) -> Iterator[dict[str, int]]:
    """The ages of people who were examined on a day at which some condition changes, or a day before or after."""
    corners = {name: _corners(domains[name]) for name in names}
    for birth in BIRTHS:
        days = {add_months(birth, 12 * years) for years in corners.get("age", ())}
        days |= {add_months(birth, months) for months in corners.get("age_months", ())}
        days |= {add_days(birth, count) for count in corners.get("age_days", ())}
        for day in {add_days(day, count) for day in days for count in (-1, 0, 1)}:
            if day >= birth:
                months = completed_months(birth, day)
                yield {"age": months // 12, "age_months": months, "age_days": (day - birth).days}


def _corners(domain: Domain) -> set[int]:
    """The values at which the regions of a number begin and end, and the middle of each."""
    if not isinstance(domain, OneVariable):
        return set()
    values = {0, *domain.corners}
    return values | {(low + high) // 2 for low, high in pairwise(sorted(values))}


def _sets(diagrams: Diagrams, domains: Mapping[str, Domain], variables: Mapping[str, Sequence[int]]) -> Iterator[int]:
    for name, its in domains.items():
        if isinstance(its, ManyVariables):
            kinds = zip(variables[name][1:], its.kinds.values(), strict=True)
            for (one, mine), (other, others) in combinations(kinds, 2):
                if all(excludes(value, beside) for value in mine for beside in others):
                    held = diagrams.both(diagrams.where(one, (1,)), diagrams.where(other, (1,)))
                    yield diagrams.negated(held)
