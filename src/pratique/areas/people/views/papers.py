"""Papers, numbers of others, and photographs."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pratique.areas.people import actions
from pratique.areas.people.forms.fields import question
from pratique.areas.people.forms.papers import DocumentForm, IdentifierForm, PhotoForm
from pratique.areas.people.models import Person
from pratique.areas.people.queries import person_by_number, photo_content
from pratique.areas.people.queries.pages import papers_page, person_page
from pratique.areas.people.queries.persons import latest_photo
from pratique.areas.people.views.frame import actor, person_view, show, status_of, submission_key, take_refusal
from pratique.foundation.actions import Refusal
from pratique.foundation.actors.web import actor_required


@person_view
@require_GET
def papers(request: HttpRequest, number: str) -> HttpResponse:
    """What she carries and under which numbers others know her."""
    return show(request, "papers.html", papers_page(by=actor(request), number=number), tab="papers")


@person_view
@require_http_methods(["GET", "POST"])
def add_document(request: HttpRequest, number: str) -> HttpResponse:
    """One more paper."""
    form = DocumentForm(request.POST) if request.method == "POST" else DocumentForm()

    def add(person: Person) -> None:
        actions.add_document(by=actor(request), person=person, document=form.document, key=submission_key(request))

    return _add(request, number, form, add)


@person_view
@require_http_methods(["GET", "POST"])
def add_identifier(request: HttpRequest, number: str) -> HttpResponse:
    """One more number that somebody else gave her."""
    form = IdentifierForm(request.POST) if request.method == "POST" else IdentifierForm()

    def add(person: Person) -> None:
        actions.add_identifier(
            by=actor(request), person=person, identifier=form.identifier, key=submission_key(request)
        )

    return _add(request, number, form, add)


@person_view
@require_POST
def remove_document(request: HttpRequest, number: str, document_id: int) -> HttpResponse:
    person = person_by_number(by=actor(request), number=number)
    actions.remove_document(by=actor(request), person=person, document_id=document_id)
    return HttpResponseRedirect(reverse("people:papers", args=[number]))


@person_view
@require_POST
def remove_identifier(request: HttpRequest, number: str, identifier_id: int) -> HttpResponse:
    person = person_by_number(by=actor(request), number=number)
    actions.remove_identifier(by=actor(request), person=person, identifier_id=identifier_id)
    return HttpResponseRedirect(reverse("people:papers", args=[number]))


@person_view
@require_POST
def tell_apart(request: HttpRequest, number: str, other: str) -> HttpResponse:
    """Two files that look alike are of two people."""
    actions.tell_apart(
        by=actor(request),
        person=person_by_number(by=actor(request), number=number),
        other=person_by_number(by=actor(request), number=other),
    )
    return HttpResponseRedirect(reverse("people:papers", args=[number]))


@person_view
@require_http_methods(["GET", "POST"])
def photo(request: HttpRequest, number: str) -> HttpResponse:
    """A photograph by file or camera."""
    page = person_page(by=actor(request), number=number)
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    if form.is_bound and form.is_valid():
        source = "camera" if form.is_from_camera else "file"
        try:
            actions.set_photo(
                by=actor(request),
                person=page.person,
                content=form.content,
                source=source,
                key=submission_key(request),
            )
            return HttpResponseRedirect(reverse("people:photo", args=[number]))
        except Refusal as refusal:
            take_refusal(form, refusal)
    asked = question(form, "photo", type="photo", value=None, address=page.header.photo_address)
    return show(request, "photo.html", page, tab="photo", status=status_of(form), question=asked)


@actor_required
@require_GET
def photo_image(request: HttpRequest, number: str) -> HttpResponse:
    """The photograph itself; kept by the browser only until it asks again."""
    person = person_by_number(by=actor(request), number=number)
    current = latest_photo(by=actor(request), person=person)
    tag = f'"{current.digest[:32]}"' if current else ""
    if tag and request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    content = photo_content(by=actor(request), number=number)
    return HttpResponse(content, content_type="image/jpeg", headers={"ETag": tag, "Cache-Control": "private, no-cache"})


def _add(request: HttpRequest, number: str, form: Any, add: Callable[[Person], None]) -> HttpResponse:
    """Carry out one addition, or show what must be put right first."""
    page = person_page(by=actor(request), number=number)
    if form.is_bound and form.is_valid():
        try:
            add(page.person)
            return HttpResponseRedirect(reverse("people:papers", args=[number]))
        except Refusal as refusal:
            take_refusal(form, refusal)
    return show(request, "add_paper.html", page, tab="papers", form=form, status=status_of(form))
