"""From a signed-in request to an actor: who, at which site, in which role."""

import functools
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.models import Assignment, User
from pratique.foundation.actors.roles import role

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

SESSION_ASSIGNMENT = "assignment"
BACKGROUND = "X-Pratique-Background"
View = Callable[..., "HttpResponseBase"]


class StaffRequest(HttpRequest):
    """The request that a view behind `actor_required` gets: somebody acts."""

    actor: Actor
    assignments: list[Assignment]


def assignments_today(user: User) -> list[Assignment]:
    """The roles and sites that this person may take today, by the date at each site."""
    held = user.assignments.select_related("site").filter(site__is_active=True).order_by("pk")
    return [assignment for assignment in held if _is_running(assignment)]


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


def is_script(request: HttpRequest) -> bool:
    """Whether a program in the page asks, which wants JSON, rather than a person who wants a page."""
    wants_json = request.headers.get("Accept", "").startswith("application/json")
    return wants_json or bool(request.headers.get("HX-Request") or request.headers.get(BACKGROUND))


class ActorMiddleware:
    """Puts `actor` on the request (None when nobody is signed in) and shows times in the site's zone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor, choices = _actor_and_choices(request)
        request.actor = actor  # type: ignore[attr-defined]
        request.assignments = choices  # type: ignore[attr-defined]
        if actor is None:
            return self.get_response(request)
        with translation.override(actor.language), timezone.override(actor.zone):
            request.LANGUAGE_CODE = translation.get_language()
            return self.get_response(request)


def actor_required(view: View) -> View:
    """A page for signed-in staff: people are sent to sign in and come back here, scripts are told 401."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **details: Any) -> "HttpResponseBase":
        if getattr(request, "actor", None) is not None:
            return view(request, *arguments, **details)
        if request.user.is_authenticated:
            return render(request, "actors/no_role.html", status=403)
        if is_script(request):
            sentence = _("You are signed out. What you typed is kept here.")
            return JsonResponse({"code": "signed_out", "sentence": sentence}, status=401)
        return redirect_to_login(request.get_full_path())

    return guarded


def _is_running(assignment: Assignment) -> bool:
    today = datetime.now(ZoneInfo(assignment.site.zone)).date()
    return assignment.starts_on <= today and (assignment.ends_on is None or today <= assignment.ends_on)


def _actor_and_choices(request: HttpRequest) -> tuple[Actor | None, list[Assignment]]:
    user = request.user
    choices = assignments_today(user) if isinstance(user, User) else []
    if not isinstance(user, User) or not choices:
        return None, []
    wanted = request.session.get(SESSION_ASSIGNMENT)
    chosen = next((choice for choice in choices if choice.pk == wanted), choices[0])
    return actor_of(user, chosen), choices
