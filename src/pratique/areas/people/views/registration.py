"""Registering a person: by asking her, or from the machine-readable lines of her document."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pratique.areas.people.actions import register_person as register
from pratique.areas.people.forms.fields import Problem
from pratique.areas.people.forms.identity import RegistrationForm, carried_over
from pratique.areas.people.forms.mrz import LONGEST_TEXT, MrzRegistrationForm, answer_for, document_of, initial_from
from pratique.areas.people.models import Person
from pratique.areas.people.permissions import Permission
from pratique.areas.people.queries import Duplicate, likely_duplicates
from pratique.areas.people.queries.persons import person_by_number
from pratique.areas.people.views.frame import actor, problems, status_of, submission_key, take_refusal
from pratique.areas.places.public import country_name
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.refusal import refuse_not_permitted
from pratique.foundation.actors.web import actor_required
from pratique.foundation.ui.navigation import address_of
from pratique.rules.mrz import MrzReading, read_mrz

_DUPLICATE = "people.person.likely_duplicate"


@never_cache
@actor_required
@require_http_methods(["GET", "POST"])
def register_person(request: HttpRequest) -> HttpResponse:
    """Ask a person who she is. `?after=` a member of a family: the next starts with what the family shares."""
    _check_role(request)
    before = _member_before(request)
    if request.method == "GET":
        form = RegistrationForm(initial=carried_over(before) if before else {})
        return _show(request, "register_person.html", form, before)
    return _register(request, RegistrationForm(request.POST), before, "register_person.html")


@never_cache
@actor_required
@require_http_methods(["GET", "POST"])
def register_from_mrz(request: HttpRequest) -> HttpResponse:
    """First the lines, then the fields that were read from them and are confirmed by a person."""
    _check_role(request)
    before = _member_before(request)
    today = actor(request).today()
    if request.method == "GET":
        return _show_lines(request, before, [], "")
    if "compared" in request.POST or "family_name" in request.POST:
        return _register(request, MrzRegistrationForm(request.POST, on=today), before, "confirm_mrz.html")
    text = request.POST.get("mrz", "")[: LONGEST_TEXT + 1]
    reading = read_mrz(text, on=today)
    if not reading.is_clean:
        language = (get_language() or "en").partition("-")[0]
        found = [Problem(name="mrz", text=row["text"]) for row in answer_for(reading, language)["problems"]]
        return _show_lines(request, before, found, text)
    shared = dict(carried_over(before)) if before else {}
    form = MrzRegistrationForm(initial={**shared, **initial_from(reading)}, on=today)
    return _show(request, "confirm_mrz.html", form, before, **_document_shown(reading, today))


@never_cache
@actor_required
@require_POST
def check_mrz(request: HttpRequest) -> JsonResponse:
    """What the lines say, and each problem at its characters. Nothing is kept."""
    _check_role(request)
    reading = read_mrz(request.POST.get("mrz", "")[: LONGEST_TEXT + 1], on=actor(request).today())
    return JsonResponse(answer_for(reading, (get_language() or "en").partition("-")[0]))


def _register(request: HttpRequest, form: RegistrationForm, before: Person | None, template: str) -> HttpResponse:
    duplicates: list[Duplicate] = []
    if form.is_valid():
        try:
            person = register(
                by=actor(request),
                identity=form.identity,
                family_number=before.family.number if before and before.family else "",
                relation=form.cleaned_data["relation"],
                documents=form.documents,
                identifiers=form.identifiers,
                safe_contact=form.safe_contact,
                interpreter=form.interpreter,
                confirmed_not_duplicate_of=request.POST.getlist("not_same_as"),
                key=submission_key(request),
            )
            return HttpResponseRedirect(_next_address(request, person))
        except Refusal as refusal:
            take_refusal(form, refusal)
            if refusal.code == _DUPLICATE:
                duplicates = _look_alikes(request, form, before)
    more: dict[str, Any] = {"duplicates": duplicates, "told_apart": request.POST.getlist("not_same_as")}
    if isinstance(form, MrzRegistrationForm) and "mrz" in form.cleaned_data:
        more |= _document_shown(form.cleaned_data["mrz"], form.on)
    return _show(request, template, form, before, **more)


def _document_shown(reading: MrzReading, today: date) -> dict[str, Any]:
    """The document of a clean reading, as the page shows it. An expired one still says who she is."""
    document = document_of(reading)
    return {
        "reading": reading,
        "document": document,
        "issuer": country_name(document.issuer, get_language() or "en"),
        "is_expired": document.expires_on is not None and document.expires_on < today,
    }


def _look_alikes(request: HttpRequest, form: RegistrationForm, before: Person | None) -> list[Duplicate]:
    return likely_duplicates(
        by=actor(request),
        identity=form.identity,
        numbers=[entry.number for entry in form.documents] + [entry.value for entry in form.identifiers],
        family_number=before.family.number if before and before.family else "",
    )


def _next_address(request: HttpRequest, person: Person) -> str:
    """Her file, or the same page again for the next member of her family."""
    if request.POST.get("then") == "next":
        return f"{reverse(f'people:{_page_name(request)}')}?after={person.number}"
    return address_of("person", person.number)


def _page_name(request: HttpRequest) -> str:
    return request.resolver_match.url_name or "register_person" if request.resolver_match else "register_person"


def _member_before(request: HttpRequest) -> Person | None:
    number = request.GET.get("after", "")
    return person_by_number(by=actor(request), number=number) if number else None


def _check_role(request: HttpRequest) -> None:
    if not actor(request).may(Permission.REGISTER):
        refuse_not_permitted()


def _show(
    request: HttpRequest, template: str, form: RegistrationForm, before: Person | None, **more: Any
) -> HttpResponse:
    context = {"form": form, "sections": form.sections(), "problems": problems(form), "before": before, **more}
    return render(request, f"people/{template}", context, status=status_of(form))


def _show_lines(request: HttpRequest, before: Person | None, found: list[Problem], text: str) -> HttpResponse:
    context = {"problems": found, "text": text, "before": before}
    return render(request, "people/register_from_mrz.html", context, status=422 if found else 200)
