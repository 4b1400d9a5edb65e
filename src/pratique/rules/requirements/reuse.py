"""May a result that is already there serve an authority again? Each by its own window, methods and sites."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pratique.rules.dates.calendar import add_months
from pratique.rules.requirements.judgement import Judgement, Validity
from pratique.rules.requirements.model import Edition, ReuseRow


class NoReuse(StrEnum):
    """Why a result can't serve again."""

    NO_RULE = "no_rule"  # the authority's text says nothing of reuse, so the step is done again
    AGE = "age"  # the result is older than the authority's window on the day of the exam
    METHOD = "method"  # made or read by a method that this authority doesn't take
    SITE = "site"  # made where this authority appointed nobody
    EXPIRY = "expiry"  # it would be too old on the day of departure


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """A result of a step that is already there. `accepted_by` are the families whose authority appointed the site."""

    step: str
    done_on: date
    method: str = ""
    accepted_by: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reuse:
    """Whether a result serves one edition: until when, or why not."""

    edition: str
    step: str
    until: date | None
    refused: NoReuse | None
    rule: ReuseRow | None

    @property
    def serves(self) -> bool:
        return self.refused is None


def reuse_of(*, edition: Edition, result: Result, exam_on: date, departure_on: date | None = None) -> Reuse:
    """The first reason against reuse, or none. A result of the day of the exam always serves."""
    rule = edition.reuse.get(result.step)
    until = add_months(result.done_on, rule.within_months) if rule else None
    refused = None if result.done_on == exam_on else _refused(edition, result, rule, exam_on, departure_on)
    return Reuse(edition=edition.code, step=result.step, until=until, refused=refused, rule=rule)


def _refused(
    edition: Edition, result: Result, rule: ReuseRow | None, exam_on: date, departure_on: date | None
) -> NoReuse | None:
    if rule is None:
        return NoReuse.NO_RULE
    until = add_months(result.done_on, rule.within_months)
    if exam_on > until:
        return NoReuse.AGE
    if rule.methods and result.method not in rule.methods:
        return NoReuse.METHOD
    if rule.own_sites and edition.family not in result.accepted_by:
        return NoReuse.SITE
    return NoReuse.EXPIRY if departure_on is not None and departure_on > until else None


@dataclass(frozen=True, kw_only=True, slots=True)
class Expiry:
    """The day on which the first of several validities ends, and whose it is."""

    on: date
    edition: str
    validity: Validity


def earliest_expiry(judgements: Iterable[Judgement]) -> Expiry | None:
    """What drives the planning: the validity that ends first."""
    ends = [
        Expiry(on=judgement.validity.valid_until, edition=judgement.edition, validity=judgement.validity)
        for judgement in judgements
        if judgement.validity is not None and judgement.validity.valid_until is not None
    ]
    return min(ends, key=lambda one: one.on, default=None)
