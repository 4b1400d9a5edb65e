"""Addresses of contacts: the form page, the draft that saves itself, the skip logic, and what was entered."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from pratique.areas.encounters import actions
from pratique.areas.encounters.forms import read_draft, read_filled_form
from pratique.areas.encounters.models import Encounter
from pratique.areas.encounters.permissions import Permission
from pratique.areas.encounters.queries.contacts import encounter_by_number, form_or_not_found
from pratique.areas.encounters.queries.entry import entry_page
from pratique.areas.encounters.queries.station import station_form
from pratique.foundation.actions import Refusal, record_read
from pratique.foundation.actions.refusal import refuse_not_permitted
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.web import actor_required
from pratique.rules.forms import javascript

ONE_YEAR = 365 * 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
@actor_required
def fill_form(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """One form of one contact: fill it, or correct what was submitted."""
    encounter = encounter_by_number(by=_by(request), number=number)
    # A station's own page asks whether somebody works there; away from it only who reads entries may look.
    if encounter.is_of_assessment and not _by(request).may(Permission.SEE_ENTRY):
        refuse_not_permitted()
    second = request.GET.get("second", "")
    if request.method != "POST":
        record_read(by=_by(request), what="encounters.form.open", person=encounter.person.number, subject=number)
        form = station_form(by=_by(request), encounter=encounter, form=code, second=second)
        return render(request, "encounters/fill_form.html", {"form": form, "at_station": encounter.is_of_assessment})
    filled = read_filled_form(request.POST)
    try:
        _refuse_away_from_station(encounter)
        entry = actions.submit_form(
            by=_by(request),
            encounter=encounter,
            form=code,
            answers=filled.answers,
            expected_entry=filled.expected_entry,
            draft_version=filled.draft_version,
            key=filled.key,
        )
    except Refusal as refusal:
        record_read(by=_by(request), what="encounters.form.open", person=encounter.person.number, subject=number)
        form = station_form(
            by=_by(request), encounter=encounter, form=code, typed=filled.answers, refusal=refusal, second=second
        )
        context = {"form": form, "at_station": encounter.is_of_assessment}
        return render(request, "encounters/fill_form.html", context, status=refusal.status)
    if not _by(request).may(Permission.SEE_ENTRY):
        return redirect("encounters:fill_form", number, code)
    return redirect("encounters:see_entry", entry.number)


@require_http_methods(["POST", "PUT"])
@actor_required
def save_draft(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Keep what somebody is typing. 200 with the new version; 409 with the other text; 422 when it cannot be kept."""
    encounter = encounter_by_number(by=_by(request), number=number)
    sent = read_draft(request)
    try:
        draft = actions.save_draft(
            by=_by(request), encounter=encounter, form=code, answers=sent.answers, version=sent.version
        )
    except Refusal as refusal:
        kept = {"version": refusal.details["current_version"]} if refusal.status == 409 else {}
        told = {"code": refusal.code, "sentence": str(refusal.sentence), **kept}
        return JsonResponse(told, status=refusal.status)
    return JsonResponse({"version": draft.version, "saved_at": draft.saved_at.isoformat()})


@require_safe
@actor_required
def see_entry(request: HttpRequest, number: str) -> HttpResponse:
    """What was submitted, with every correction: the earlier answers stay."""
    entry = entry_page(by=_by(request), number=number, language=get_language() or "en")
    record_read(by=_by(request), what="encounters.entry.open", person=entry.person_number, subject=number)
    return render(request, "encounters/entry.html", {"entry": entry})


@require_safe
@cache_control(max_age=ONE_YEAR, immutable=True, public=True)
def form_script(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """The skip logic of one edition of a form, as a file of its own: it never changes and says nothing of anybody."""
    script = javascript(form_or_not_found(code, edition))
    return HttpResponse(script, content_type="text/javascript; charset=utf-8")


def _refuse_away_from_station(encounter: Encounter) -> None:
    # The station asks for consent first, knows whether the case is open, and judges it again afterwards.
    if encounter.is_of_assessment:
        raise Refusal(
            "encounters.form.at_station",
            _("This form belongs to an assessment. Nothing was recorded; submit it at its station, from the case."),
        )


def _by(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
