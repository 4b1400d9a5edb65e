"""The physician's page for one destination: what the rules propose and why, and what she may decide instead."""

from dataclasses import dataclass

from pratique.areas.assessments.models import Case, Destination
from pratique.areas.assessments.permissions import Permission
from pratique.areas.assessments.queries.case_page import DestinationCard, StepRow, case_page
from pratique.areas.assessments.queries.reasons import language
from pratique.areas.people.public import PersonHeader
from pratique.foundation.actions.refusal import refuse_not_permitted
from pratique.foundation.actors.actor import Actor
from pratique.rules.requirements import load_edition


@dataclass(frozen=True, kw_only=True)
class Named:
    """A value with its words in the language of the page."""

    value: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ConcludePage:
    """The proposal of one edition, with everything it rests on."""

    case: Case
    header: PersonHeader
    card: DestinationCard
    steps: tuple[StepRow, ...]
    outcomes: tuple[Named, ...]
    classes: tuple[Named, ...]


def conclude_page(*, by: Actor, destination: Destination) -> ConcludePage:
    """The page on which a physician concludes one destination."""
    if not by.may(Permission.CONCLUDE_CASE):
        refuse_not_permitted()
    page = case_page(by=by, number=destination.case.number)
    card = next(card for card in page.destinations if card.pk == destination.pk)
    edition = load_edition(destination.edition)
    question = edition.questions[edition.default_question]
    words = language()
    return ConcludePage(
        case=page.case,
        header=page.header,
        card=card,
        steps=tuple(step for step in page.steps if not step.asked_by or edition.destination in step.asked_by),
        outcomes=tuple(Named(value=row.value, text=row.name[words]) for row in question.outcomes if not row.waits),
        classes=tuple(Named(value=row.code, text=row.name[words]) for row in question.classes),
    )
