"""Pages of cases and stations: read the request, one query or one action, render."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pratique.areas.assessments import actions, forms
from pratique.areas.assessments.actions.conclusions import Decision
from pratique.areas.assessments.queries import case_page, cases, conclude_page, opening, station_page, worklists
from pratique.areas.encounters.public import draft_version, station_form, typed_answers
from pratique.foundation.actions import Refusal, record_read
from pratique.foundation.actors.web import StaffRequest, actor_required


@actor_required
@require_GET
def case(request: StaffRequest, number: str) -> HttpResponse:
    page = case_page.case_page(by=request.actor, number=number)
    record_read(by=request.actor, what="assessments.case", person=page.header.number, subject=number)
    return render(request, "assessments/case.html", {"case_page": page})


@actor_required
@require_http_methods(["GET", "POST"])
def open_case(request: StaffRequest, person: str) -> HttpResponse:
    page = opening.opening_page(by=request.actor, person=person)
    refusal = None
    if request.method == "POST":
        asked = forms.read_opening(request.POST, page)
        try:
            opened = actions.open_case(
                by=request.actor,
                key=request.POST.get("submission_key", ""),
                people=asked.people,
                destinations=asked.destinations,
            )
        except Refusal as found:
            refusal = found
        else:
            return redirect("assessments:case", opened[0].number)
    record_read(by=request.actor, what="assessments.opening", person=page.header.number)
    status = refusal.status if refusal else 200
    return render(request, "assessments/open_case.html", {"opening": page, "refusal": refusal}, status=status)


@actor_required
@require_http_methods(["GET", "POST"])
def application(request: StaffRequest, number: str, destination: int) -> HttpResponse:
    found = cases.destination_of_case(by=request.actor, number=number, pk=destination)
    read = forms.read_application(request.POST) if request.method == "POST" else None
    refusal = None
    if read is not None and not read.problems:
        try:
            actions.correct_particulars(
                by=request.actor,
                key=request.POST.get("submission_key", ""),
                destination=found,
                particulars=read.particulars,
                applied_on=read.applied_on,
                for_family=bool(request.POST.get("for_family")),
            )
        except Refusal as refused:
            refusal = refused
        else:
            return redirect("assessments:case", number)
    page = opening.application_page(by=request.actor, destination=found)
    record_read(by=request.actor, what="assessments.application", person=page.header.number, subject=number)
    form = forms.application_form(page, read, request.POST if read is not None else None)
    context = {"application": page, "form": form, "refusal": refusal}
    return render(request, "assessments/application.html", context, status=200 if read is None else 422)


@actor_required
@require_http_methods(["GET", "POST"])
def record_station(request: StaffRequest, number: str, station: str, form: str) -> HttpResponse:
    found, place = station_page.station_of(by=request.actor, number=number, station=station, form=form)
    refusal, typed = None, None
    if request.method == "POST":
        typed = typed_answers(request.POST)
        try:
            actions.record_station(
                by=request.actor,
                key=request.POST.get("submission_key", ""),
                case=found,
                station=station,
                form=form,
                answers=typed,
                expected_entry=request.POST.get("expected_entry", ""),
                draft_version=draft_version(request.POST),
            )
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Recorded."))
            then = station_page.next_form(case=found, station=station, form=form)
            if then:
                return redirect("assessments:record_station", number, station, then)
            return redirect("assessments:case", number)
    shown = station_form(
        by=request.actor,
        encounter=station_page.contact_at_hand(by=request.actor, case=found, form=form)
        or actions.begin_station(by=request.actor, case=found, form=form),
        form=form,
        typed=typed,
        refusal=refusal,
        second=request.GET.get("second", ""),
        since=found.opened_at,
    )
    page = station_page.station_page(by=request.actor, case=found, station=place, form=shown)
    record_read(by=request.actor, what="assessments.station", person=page.header.number, subject=number)
    status = refusal.status if refusal else 200
    return render(request, "assessments/record_station.html", {"station_page": page, "refusal": refusal}, status=status)


@actor_required
@require_GET
def station(request: StaffRequest, station: str) -> HttpResponse:
    page = worklists.station_list(by=request.actor, station=station)
    return render(request, "assessments/station.html", {"list": page})


@actor_required
@require_GET
def to_conclude(request: StaffRequest) -> HttpResponse:
    page = worklists.station_list(by=request.actor, station="conclusion")
    return render(request, "assessments/station.html", {"list": page, "is_to_conclude": True})


@actor_required
@require_http_methods(["GET", "POST"])
def conclude_case(request: StaffRequest, number: str, destination: int) -> HttpResponse:
    found = cases.destination_of_case(by=request.actor, number=number, pk=destination)
    refusal = None
    if request.method == "POST":
        try:
            actions.conclude(
                by=request.actor,
                key=request.POST.get("submission_key", ""),
                destination=found,
                decision=_decision(request),
                override_reason=request.POST.get("override_reason", ""),
            )
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, _("Concluded. Both the proposal and the decision are kept."))
            return redirect("assessments:case", number)
    page = conclude_page.conclude_page(by=request.actor, destination=found)
    record_read(by=request.actor, what="assessments.conclusion", person=page.header.number, subject=number)
    status = refusal.status if refusal else 200
    return render(request, "assessments/conclude_case.html", {"conclude": page, "refusal": refusal}, status=status)


def _decision(request: StaffRequest) -> Decision | None:
    """Nothing when the physician confirms the proposal."""
    if request.POST.get("decide", "confirm") == "confirm":
        return None
    typed = request.POST.get("valid_until", "").strip()
    try:
        valid_until = date.fromisoformat(typed) if typed else None
    except ValueError as problem:
        raise Refusal("assessments.conclusion.date", _("Write the date as year, month and day.")) from problem
    return Decision(
        outcome=request.POST.get("outcome", ""), classes=request.POST.getlist("classes"), valid_until=valid_until
    )


@actor_required
@require_POST
def close_case(request: StaffRequest, number: str) -> HttpResponse:
    found = cases.case_by_number(by=request.actor, number=number)
    actions.close_not_completed(by=request.actor, case=found, reason=request.POST.get("reason", ""))
    messages.success(request, _("The case is closed as not completed. Everything recorded is kept."))
    return redirect("assessments:case", number)


@actor_required
@require_POST
def stop_case(request: StaffRequest, number: str) -> HttpResponse:
    """Her yes is taken back, with one key, wherever she stands."""
    found = cases.case_by_number(by=request.actor, number=number)
    actions.stop_on_withdrawal(by=request.actor, case=found)
    messages.success(request, _("The case is closed as not completed. Everything recorded is kept."))
    return redirect("assessments:case", number)


@actor_required
@require_POST
def reopen_case(request: StaffRequest, number: str) -> HttpResponse:
    found = cases.case_by_number(by=request.actor, number=number)
    actions.reopen(by=request.actor, case=found, reason=request.POST.get("reason", ""))
    return redirect("assessments:case", number)


@actor_required
@require_POST
def plan_departure(request: StaffRequest, number: str) -> HttpResponse:
    found = cases.case_by_number(by=request.actor, number=number)
    typed = request.POST.get("on", "").strip()
    try:
        on = date.fromisoformat(typed) if typed else None
    except ValueError as problem:
        raise Refusal("assessments.departure.date", _("Write the date as year, month and day.")) from problem
    actions.plan_departure(by=request.actor, case=found, on=on)
    return redirect("assessments:case", number)
