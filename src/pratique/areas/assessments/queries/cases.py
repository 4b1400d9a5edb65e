"""Finding cases: only of people whose case the actor's site has."""

from django.db.models import QuerySet

from pratique.areas.assessments.models import Case, Destination
from pratique.areas.assessments.permissions import Permission
from pratique.areas.people.public import Person, visible_people
from pratique.foundation.actions.refusal import refuse_not_found
from pratique.foundation.actors.actor import Actor


def visible_cases(by: Actor) -> QuerySet[Case]:
    """The cases that this actor may know of."""
    if not by.may(Permission.SEE_CASE):
        return Case.objects.none()
    if by.may_everything:
        return Case.objects.all()
    return Case.objects.filter(person__in=visible_people(by))


def case_by_number(*, by: Actor, number: str) -> Case:
    """The case with that number. Refuses `not_found` for what is not there and for what is not for this actor."""
    case = visible_cases(by).select_related("person", "site").filter(number=number).first()
    if case is None:
        refuse_not_found()
    return case


def cases_of(*, by: Actor, person: Person) -> list[Case]:
    """The person's cases, newest first."""
    return list(visible_cases(by).filter(person=person).select_related("person", "site").order_by("-opened_at"))


def destination_of_case(*, by: Actor, number: str, pk: int) -> Destination:
    """One destination of the case with that number."""
    case = case_by_number(by=by, number=number)
    destination = case.destinations.select_related("case__person", "case__site").filter(pk=pk).first()
    if destination is None:
        refuse_not_found()
    return destination


def family_cases(*, by: Actor, case: Case) -> list[Case]:
    """The open cases of the same family at the same site, this one among them."""
    if case.person.family_id is None:
        return [case]
    cases = visible_cases(by).filter(person__family=case.person.family_id, site=case.site_id, state=Case.State.OPEN)
    return list(cases.select_related("person", "site").order_by("person__birth_year", "pk"))
