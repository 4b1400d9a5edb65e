"""Reading about staff and sites."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from pratique.foundation.actions.refusal import refuse_not_found, refuse_not_permitted
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.models import Assignment, Site, User
from pratique.foundation.actors.permissions import Permission
from pratique.foundation.staff.sessions import has_second_factor


@dataclass(frozen=True, kw_only=True)
class StaffFile:
    """What the page of one member of staff shows."""

    user: User
    assignments: list[Assignment]
    has_password: bool
    has_second_factor: bool
    today: date


def staff(by: Actor, text: str = "") -> QuerySet[User]:
    """Everybody on the staff, by name; `text` is a part of the name, the address or the number."""
    _may_manage(by)
    found = User.objects.order_by("-is_active", "name", "pk").prefetch_related(
        Prefetch("assignments", Assignment.objects.select_related("site").order_by("-starts_on", "-pk"))
    )
    text = text.strip()
    if not text or "\0" in text:
        return found
    return found.filter(Q(name__icontains=text) | Q(email__icontains=text.lower()) | Q(number=text.upper()))


def staff_by_number(by: Actor, number: str) -> User:
    """One member of staff."""
    _may_manage(by)
    return User.objects.filter(number=number).first() or refuse_not_found()


def staff_file(by: Actor, number: str) -> StaffFile:
    """One member of staff with her roles."""
    user = staff_by_number(by, number)
    return StaffFile(
        user=user,
        assignments=list(user.assignments.select_related("site").order_by("-starts_on", "-pk")),
        has_password=user.has_usable_password(),
        has_second_factor=has_second_factor(user),
        today=by.today(),
    )


def assignment_of(by: Actor, number: str, assignment: int) -> Assignment:
    """One role of one member of staff."""
    user = staff_by_number(by, number)
    return user.assignments.select_related("site", "user").filter(pk=assignment).first() or refuse_not_found()


def sites(by: Actor) -> QuerySet[Site]:
    """Every site, by name."""
    _may_manage(by)
    return Site.objects.order_by("-is_active", "name", "pk")


def site_by_number(by: Actor, number: str) -> Site:
    """One site."""
    _may_manage(by)
    return Site.objects.filter(number=number).first() or refuse_not_found()


def _may_manage(by: Actor) -> None:
    if not by.may(Permission.MANAGE_STAFF):
        refuse_not_permitted()
