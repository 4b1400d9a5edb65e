"""Who may see, find, register and correct people."""

from enum import StrEnum

from django.db.models import Exists, OuterRef, QuerySet

from pratique.areas.people.models import CareRelation, Person
from pratique.foundation.actors.actor import Actor


class Permission(StrEnum):
    """What a role may do with people's files."""

    SEE = "people.person.see"
    SEARCH = "people.person.search"
    REGISTER = "people.person.register"
    CORRECT = "people.person.correct"
    RECORD_CONSENT = "people.consent.record"
    WITHDRAW_CONSENT = "people.consent.withdraw"
    SEE_PROTECTION = "people.protection.see"
    SET_PROTECTION = "people.protection.set"


def visible_people(by: Actor) -> QuerySet[Person]:
    """The people whose case this actor's site has now. The one condition that every query starts from."""
    if by.may_everything:
        return Person.objects.all()
    if not by.may(Permission.SEE):
        return Person.objects.none()
    held = CareRelation.objects.filter(person=OuterRef("pk"), site=by.site_id, ends_at=None)
    return Person.objects.filter(Exists(held))
