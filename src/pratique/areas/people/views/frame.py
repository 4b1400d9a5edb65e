"""What the pages about one person share: the read record, the frame, and how an expected no is shown."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from pratique.areas.people.forms.fields import Problem, add_refusal, problems_of
from pratique.areas.people.queries.pages import PersonPage
from pratique.foundation.actions import Refusal, record_read
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.web import actor_required

REFUSED = 422
LONGEST_KEY = 64
# What a person may not do or see is answered by the door itself, not beside a question.
_NOT_FOR_FORMS = (403, 404)


def person_view(view: Any) -> Any:
    """A page about a person: for signed-in staff, kept in no cache."""
    return never_cache(actor_required(view))


def actor(request: HttpRequest) -> Actor:
    """Who asks; only for views behind `actor_required`."""
    held: Actor = request.actor  # type: ignore[attr-defined]
    return held


def show(
    request: HttpRequest, template: str, page: PersonPage, *, tab: str, form: Any = None, status: int = 200, **more: Any
) -> HttpResponse:
    """Render a page about a person, after recording that somebody read it."""
    shielded = "protection" if tab == "protection" else ""
    record_read(by=actor(request), what=f"people.{tab}.read", person=page.person.number, compartment=shielded)
    context = {"view": page, "header": page.header, "tab": tab, "number": page.person.number, **more}
    if form is not None:
        context |= {"form": form, "sections": form.sections(), "problems": problems(form)}
    return render(request, f"people/{template}", context, status=status)


def problems(form: forms.Form) -> Sequence[Problem]:
    return problems_of(form) if form.is_bound else []


def take_refusal(form: forms.Form, refusal: Refusal) -> None:
    """Show a no beside its question; what is about permission or existence goes on to the door."""
    if refusal.status in _NOT_FOR_FORMS:
        raise refusal
    add_refusal(form, refusal)


def status_of(form: forms.Form | None) -> int:
    """422 once something must be put right."""
    return REFUSED if form is not None and form.is_bound and form.errors else 200


def submission_key(request: HttpRequest) -> str:
    """The key of this filling of the form: sent twice, done once."""
    key = request.POST.get("submission_key", "")
    return key if len(key) <= LONGEST_KEY and key.isascii() and key.isalnum() else ""
