"""Opening a case for a person or a family, telling what the application says, closing without an end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from pratique.areas.assessments.actions.steps import judge_again, locked_case
from pratique.areas.assessments.models import Case, Destination
from pratique.areas.assessments.permissions import Permission
from pratique.areas.assessments.queries.cases import family_cases
from pratique.areas.assessments.queries.shown_facts import asked_about_application
from pratique.areas.people.public import Person, open_care_relation
from pratique.areas.requirements.public import edition_for
from pratique.foundation.actions import Refusal, action, note
from pratique.foundation.actions.refusal import refuse_not_permitted
from pratique.foundation.actors.actor import Actor
from pratique.rules.language.facts import BadFact
from pratique.rules.requirements import vocabulary

# Why a case may end without an end. Never a finding.
CLOSING_REASONS = ("consent_refused", "consent_withdrawn", "person_left", "opened_by_mistake", "authority_withdrew")


@dataclass(frozen=True, kw_only=True)
class DestinationRequest:
    """A destination that people apply to, with what is known of the application."""

    programme: str
    applied_on: date | None = None
    particulars: Mapping[str, Any] = field(default_factory=dict)


@action("assessments.case.open", needs=Permission.OPEN_CASE)
def open_case(*, by: Actor, people: Sequence[Person], destinations: Sequence[DestinationRequest]) -> list[Case]:
    """Open one case a person, each for all the destinations, judged by the editions in force here and now."""
    if not people or not destinations:
        raise Refusal("assessments.case.nothing_chosen", _("Choose at least one person and one destination."))
    _lock(people)
    cases = [_open_one(by, person, destinations) for person in people]
    note(
        subject=cases[0].number,
        person=people[0].number,
        after={"cases": [case.number for case in cases], "programmes": [asked.programme for asked in destinations]},
    )
    return cases


def _lock(people: Sequence[Person]) -> None:
    """Two clerks who open a case for the same person take turns, so that the second sees the first one's case."""
    numbers = [person.pk for person in people]
    list(Person.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk"))


def _open_one(by: Actor, person: Person, destinations: Sequence[DestinationRequest]) -> Case:
    taken = Destination.objects.filter(
        case__person=person, case__state=Case.State.OPEN, programme__in=[asked.programme for asked in destinations]
    ).select_related("case")
    for destination in taken:
        raise Refusal(
            "assessments.case.already_open",
            _("A case for this destination is already open for this person. Go on with it, or close it first."),
            case=destination.case.number,
        )
    if by.site_id is None:
        refuse_not_permitted()
    case = Case.objects.create(person=person, site_id=by.site_id, opened_at=by.now(), opened_by_id=by.user_id)
    open_care_relation(by=by, person=person, ground=case.number)
    for asked in destinations:
        edition = edition_for(by=by, destination=asked.programme, dates={"applied_on": asked.applied_on}, on=by.today())
        Destination.objects.create(
            case=case,
            programme=asked.programme,
            edition=edition.code,
            applied_on=asked.applied_on,
            particulars=checked_particulars(asked.particulars),
        )
    judge_again(by=by, case=locked_case(case))
    return case


@action("assessments.case.correct_particulars", needs=Permission.OPEN_CASE)
def correct_particulars(
    *,
    by: Actor,
    destination: Destination,
    particulars: Mapping[str, Any],
    applied_on: date | None = None,
    for_family: bool = False,
) -> Destination:
    """Tell or correct what the application says. A fact given as None is unknown again.

    `for_family` tells the same for every member of the family with an open case for this destination at this site.
    """
    case = locked_case(destination.case)
    require_open(case)
    if for_family and case.person.family_id is not None:
        others = Destination.objects.filter(
            case__in=family_cases(by=by, case=case), programme=destination.programme
        ).exclude(pk=destination.pk)
        for other in others.select_related("case__person").order_by("pk"):
            correct_particulars(by=by, destination=other, particulars=particulars, applied_on=applied_on)
    current = Destination.objects.select_for_update().get(pk=destination.pk)
    before = {"particulars": current.particulars, "applied_on": current.applied_on}
    merged = {**current.particulars, **checked_particulars(particulars)}
    current.particulars = {name: value for name, value in merged.items() if value is not None}
    current.applied_on = applied_on or current.applied_on
    edition = edition_for(by=by, destination=current.programme, dates={"applied_on": current.applied_on}, on=by.today())
    current.edition = edition.code
    current.save(update_fields=["particulars", "applied_on", "edition"])
    note(
        subject=case.number,
        person=case.person.number,
        before=before,
        after={"particulars": current.particulars, "applied_on": current.applied_on, "edition": current.edition},
    )
    judge_again(by=by, case=case)
    return current


@action("assessments.case.plan_departure", needs=Permission.OPEN_CASE)
def plan_departure(*, by: Actor, case: Case, on: date | None) -> Case:
    """Say when the person plans to leave, or that it is not known."""
    current = locked_case(case)
    before, current.planned_departure_on = current.planned_departure_on, on
    current.save(update_fields=["planned_departure_on"])
    note(subject=current.number, person=current.person.number, before={"on": before}, after={"on": on})
    return current


@action("assessments.case.close", needs=Permission.CLOSE_CASE)
def close_not_completed(*, by: Actor, case: Case, reason: str) -> Case:
    """End a case as not completed: consent refused or withdrawn, or the person left. Never a finding."""
    if reason not in CLOSING_REASONS:
        raise Refusal("assessments.case.closing_reason", _("Choose one of the reasons of the list."))
    current = locked_case(case)
    require_open(current)
    return end_not_completed(by, current, reason)


def end_not_completed(by: Actor, case: Case, reason: str) -> Case:
    """Write the end of a locked open case."""
    case.state, case.closed_at, case.closing_reason = Case.State.NOT_COMPLETED, by.now(), reason
    case.save(update_fields=["state", "closed_at", "closing_reason"])
    note(subject=case.number, person=case.person.number, after={"state": case.state, "reason": reason})
    return case


def require_open(case: Case) -> None:
    """Refuse work on a case that has ended."""
    if case.state != Case.State.OPEN:
        raise Refusal(
            "assessments.case.not_open",
            _("This case has ended. Nothing was recorded. Reopen it first, or open a new one."),
            case=case.number,
        )


def checked_particulars(particulars: Mapping[str, Any]) -> dict[str, Any]:
    """Facts about the application in the form they are stored in. Refuses a name or value the vocabulary has not."""
    askable, facts = asked_about_application(), vocabulary()
    for name, value in particulars.items():
        if name not in askable:
            raise Refusal("assessments.particulars.unknown", _("The application is not asked this."), fact=name)
        try:
            facts[name].checked(value)
        except BadFact as problem:
            raise Refusal(
                "assessments.particulars.value",
                _("This answer does not fit the question. Nothing was changed: correct it and save again."),
                fact=name,
            ) from problem
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in particulars.items()}
