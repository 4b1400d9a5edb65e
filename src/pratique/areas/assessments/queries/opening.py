"""What the pages show that open a case and ask about the application."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pratique.areas.assessments.models import Case, Destination
from pratique.areas.assessments.permissions import Permission
from pratique.areas.assessments.queries.judging import judged_case
from pratique.areas.assessments.queries.reasons import language
from pratique.areas.assessments.queries.shown_facts import asked_about_application
from pratique.areas.people.public import Person, PersonHeader, family_of, identity_card, person_by_number
from pratique.areas.requirements.public import editions_in_force
from pratique.foundation.actions.refusal import refuse_not_permitted
from pratique.foundation.actors.actor import Actor
from pratique.rules.requirements import load_edition


@dataclass(frozen=True, kw_only=True)
class Programme:
    """A destination that can be chosen: an edition for it is in force here today."""

    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class OpeningPage:
    """Whom a case can be opened for, and for which destinations."""

    header: PersonHeader
    people: tuple[Person, ...]
    programmes: tuple[Programme, ...]


@dataclass(frozen=True, kw_only=True)
class ApplicationPage:
    """What is known and what is still asked about one application."""

    header: PersonHeader
    case: Case
    destination: Destination
    title: str
    asked: tuple[str, ...]
    known: Mapping[str, Any]
    applied_on: date | None
    has_family: bool


def opening_page(*, by: Actor, person: str) -> OpeningPage:
    """The family of the person, and the destinations whose editions are in force here."""
    if not by.may(Permission.OPEN_CASE):
        refuse_not_permitted()
    found = person_by_number(by=by, number=person)
    in_force = [load_edition(row.edition) for row in editions_in_force(by=by, on=by.today())]
    titles = {one.destination: one.title[language()] for one in reversed(in_force) if one.opens_cases}
    return OpeningPage(
        header=identity_card(by=by, person=found),
        people=tuple(family_of(by=by, person=found)),
        programmes=tuple(Programme(code=code, title=title) for code, title in sorted(titles.items())),
    )


def application_page(*, by: Actor, destination: Destination) -> ApplicationPage:
    """The facts about the application that this edition still needs, and those that were told."""
    case = destination.case
    judged = judged_case(by=by, case=case)
    mine = next(one for one in judged.destinations if one.destination.pk == destination.pk)
    askable = asked_about_application()
    asked = [question.fact for question in mine.judgement.questions if question.fact in askable]
    told = [name for name in destination.particulars if name in askable]
    return ApplicationPage(
        header=identity_card(by=by, person=case.person),
        case=case,
        destination=destination,
        title=mine.edition.title[language()],
        asked=tuple(dict.fromkeys([*told, *asked])),
        known=destination.particulars,
        applied_on=destination.applied_on,
        has_family=len(family_of(by=by, person=case.person)) > 1,
    )
