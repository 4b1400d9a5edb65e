"""May a result that is already there serve an authority again? Each by its own window, methods and sites."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pratique.rules.dates.calendar import add_months
from pratique.rules.language.evaluation import answer
from pratique.rules.requirements.derivation import prepare_facts
from pratique.rules.requirements.judgement import Judgement, Validity
from pratique.rules.requirements.model import Edition, ReuseRow
from pratique.rules.requirements.words import vocabulary


class NoReuse(StrEnum):
    """Why a result can't serve again."""

    NO_RULE = "no_rule"  # the authority's text says nothing of reuse, so the step is done again
    LATER = "later"  # it is dated after the exam
    AGE = "age"  # the result is older than the authority's window on the day of the exam
    METHOD = "method"  # made or read by a method that this authority doesn't take
    SITE = "site"  # made where this authority appointed nobody
    CONDITION = "condition"  # what else the authority asks for isn't so, or isn't known
    EXPIRY = "expiry"  # it would be too old on the day of departure


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """A result of a step that is already there. `accepted_by` are the families whose authority appointed the site."""

    step: str
    done_on: date
    method: str = ""
    accepted_by: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Examined:
    """The person for whom a result would serve: when, what is known, and the validity that she would be given."""

    exam_on: date
    departure_on: date | None = None
    facts: Mapping[str, Any]
    validity_months: int | None = None


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


def reuse_of(*, edition: Edition, result: Result, person: Examined) -> Reuse:
    """The first reason against reuse, or none. A result of the day of the exam always serves."""
    rule = edition.reuse.get(result.step)
    until = add_months(result.done_on, _months(rule, person)) if rule else None
    refused = None if result.done_on == person.exam_on else _refused(edition, result, person, rule, until)
    return Reuse(edition=edition.code, step=result.step, until=until, refused=refused, rule=rule)


def _months(rule: ReuseRow, person: Examined) -> int:
    """A part is never used for longer than the whole examination is valid for this person."""
    valid = person.validity_months
    return rule.within_months if valid is None else min(rule.within_months, valid)


def _refused(
    edition: Edition, result: Result, person: Examined, rule: ReuseRow | None, until: date | None
) -> NoReuse | None:
    if rule is None or until is None:
        return NoReuse.NO_RULE
    if result.done_on > person.exam_on:
        return NoReuse.LATER
    reasons = {
        NoReuse.AGE: person.exam_on > until,
        NoReuse.METHOD: bool(rule.methods) and result.method not in rule.methods,
        NoReuse.SITE: rule.own_sites and edition.family not in result.accepted_by,
        NoReuse.CONDITION: answer(rule.when, prepare_facts(person.facts, on=person.exam_on).get, vocabulary())
        is not True,
        NoReuse.EXPIRY: person.departure_on is not None and person.departure_on > until,
    }
    return next((reason for reason, holds in reasons.items() if holds), None)


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
