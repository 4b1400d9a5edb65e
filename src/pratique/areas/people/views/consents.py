"""Consent: read together, given with a signature, refused or withdrawn with one key."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pratique.areas.people import actions
from pratique.areas.people.actions import ConsentEntry
from pratique.areas.people.forms.choices import consent_languages
from pratique.areas.people.forms.consents import ConsentForm
from pratique.areas.people.queries import person_by_number
from pratique.areas.people.queries.pages import consent_page, consents_page
from pratique.areas.people.views.frame import actor, person_view, show, status_of, submission_key, take_refusal
from pratique.foundation.actions import Refusal


@person_view
@require_GET
def consents(request: HttpRequest, number: str) -> HttpResponse:
    """What she agreed to, refused or withdrew, and what was never asked."""
    page = consents_page(by=actor(request), number=number, language=get_language() or "en")
    return show(request, "consents.html", page, tab="consent")


@person_view
@require_http_methods(["GET", "POST"])
def record_consent(request: HttpRequest, number: str, purpose: str) -> HttpResponse:
    """One text in her language, and her yes."""
    asked = request.POST.get("language", "") or request.GET.get("language", "")
    page = consent_page(by=actor(request), number=number, purpose_code=purpose, language=asked)
    start = {"text_edition": page.text.edition, "language": page.language}
    is_sent = request.method == "POST"
    form = ConsentForm(page, request.POST, request.FILES) if is_sent else ConsentForm(page, initial=start)
    if form.is_bound and form.is_valid():
        try:
            actions.record_consent(
                by=actor(request),
                person=page.person,
                consent=form.consent,
                key=submission_key(request),
            )
            return _back(number)
        except Refusal as refusal:
            take_refusal(form, refusal)
    return show(
        request,
        "record_consent.html",
        page,
        tab="consent",
        form=form,
        status=status_of(form),
        languages=list(consent_languages()),
    )


@person_view
@require_POST
def refuse_consent(request: HttpRequest, number: str, purpose: str) -> HttpResponse:
    """Her no, with one key, at any step."""
    entry = ConsentEntry(
        purpose_code=purpose,
        decision="refused",
        language=request.POST.get("language", "en"),
        in_room=request.POST.getlist("in_room"),
    )
    person = person_by_number(by=actor(request), number=number)
    actions.record_consent(by=actor(request), person=person, consent=entry, key=submission_key(request))
    return _back(number)


@person_view
@require_POST
def withdraw_consent(request: HttpRequest, number: str, purpose: str) -> HttpResponse:
    """She takes her yes back, with one key, at any step."""
    person = person_by_number(by=actor(request), number=number)
    actions.withdraw_consent(by=actor(request), person=person, purpose_code=purpose, key=submission_key(request))
    return _back(number)


def _back(number: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("people:consents", args=[number]))
