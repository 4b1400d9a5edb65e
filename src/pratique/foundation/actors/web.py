"""From a signed-in request to an actor: who, at which site, in which role."""

import functools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.models import Assignment, User
from pratique.foundation.actors.roles import role

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

SESSION_ASSIGNMENT = "assignment"
View = Callable[..., "HttpResponseBase"]


def assignments_today(user: User) -> list[Assignment]:
    """The roles and sites that this person may take today."""
    today = datetime.now(UTC).date()
    return [
        assignment
        for assignment in user.assignments.select_related("site").filter(site__is_active=True).order_by("pk")
        if assignment.starts_on <= today and (assignment.ends_on is None or today <= assignment.ends_on)
    ]


def choose_assignment(request: HttpRequest, assignment: Assignment) -> None:
    """Act from now on in this role at this site."""
    request.session[SESSION_ASSIGNMENT] = assignment.pk


def actor_of(user: User, assignment: Assignment) -> Actor:
    """The actor that a person is in one of her roles."""
    held = role(assignment.role)
    return Actor(
        user_id=user.pk,
        user_number=user.number,
        user_name=user.name,
        site_id=assignment.site_id,
        site_number=assignment.site.number,
        role=held.code,
        purpose=held.purpose,
        zone=assignment.site.zone,
        language=user.language,
        permissions=held.permissions,
    )


class ActorMiddleware:
    """Puts `actor` on the request (None when nobody is signed in) and shows times in the site's zone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor, choices = self._actor(request)
        request.actor = actor  # type: ignore[attr-defined]
        request.assignments = choices  # type: ignore[attr-defined]
        if actor is None:
            return self.get_response(request)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or actor.language
        with translation.override(chosen), timezone.override(actor.zone):
            request.LANGUAGE_CODE = translation.get_language()  # type: ignore[attr-defined]
            return self.get_response(request)

    def _actor(self, request: HttpRequest) -> tuple[Actor | None, list[Assignment]]:
        user = request.user
        if not isinstance(user, User):
            return None, []
        choices = assignments_today(user)
        if not choices:
            return None, []
        wanted = request.session.get(SESSION_ASSIGNMENT)
        chosen = next((choice for choice in choices if choice.pk == wanted), choices[0])
        return actor_of(user, chosen), choices


def actor_required(view: View) -> View:
    """A page for signed-in staff: others are sent to sign in and come back here."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **details: Any) -> "HttpResponseBase":
        if getattr(request, "actor", None) is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *arguments, **details)

    return guarded
