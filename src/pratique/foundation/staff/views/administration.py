"""Pages for those who manage staff and sites."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pratique.foundation.actions.refusal import NOT_FOUND, NOT_PERMITTED, Refusal
from pratique.foundation.actors.web import StaffRequest, actor_required
from pratique.foundation.staff import actions, queries
from pratique.foundation.staff.forms import AssignmentForm, SiteForm, StaffForm

ROWS = 50


@actor_required
def list_staff(request: StaffRequest) -> HttpResponse:
    """Everybody on the staff. What is sought is typed into the body of the request: an address lands in logs."""
    text = request.POST.get("text", "")[:200]
    rows = Paginator(queries.staff(request.actor, text), ROWS).get_page(request.GET.get("page"))
    return render(request, "staff/list_staff.html", {"rows": rows, "text": text})


@actor_required
def create_staff(request: StaffRequest) -> HttpResponse:
    """A new member of staff, with her first role."""
    known = queries.sites(request.actor).filter(is_active=True)
    form = StaffForm(request.POST or None, initial={"language": request.actor.language})
    role_form = AssignmentForm(request.POST or None, sites=known, initial={"starts_on": request.actor.today()})
    if request.method == "POST" and all([form.is_valid(), role_form.is_valid()]):
        try:
            user = actions.create_staff_with_role(by=request.actor, **form.cleaned_data, **role_form.cleaned_data)
        except Refusal as refusal:
            _show(refusal, form)
        else:
            return redirect("staff:see_staff", user.number)
    shown = {"form": form, "role_form": role_form}
    return render(request, "staff/create_staff.html", shown, status=_status(form, role_form))


@actor_required
def see_staff(request: StaffRequest, number: str) -> HttpResponse:
    """One member of staff."""
    file = queries.staff_file(request.actor, number)
    known = queries.sites(request.actor).filter(is_active=True)
    role_form = AssignmentForm(sites=known, initial={"starts_on": file.today})
    return render(request, "staff/see_staff.html", {"file": file, "role_form": role_form})


@actor_required
def correct_staff(request: StaffRequest, number: str) -> HttpResponse:
    """Put right name, address and language."""
    user = queries.staff_by_number(request.actor, number)
    initial = {"name": user.name, "email": user.email, "language": user.language}
    form = StaffForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_staff(by=request.actor, user=user, **form.cleaned_data)
        except Refusal as refusal:
            _show(refusal, form)
        else:
            return redirect("staff:see_staff", number)
    return render(request, "staff/correct_staff.html", {"form": form, "staff": user}, status=_status(form))


@require_POST
@never_cache
@actor_required
def give_link(request: StaffRequest, number: str) -> HttpResponse:
    """Show a one-time link, once, to be printed or handed over."""
    user = queries.staff_by_number(request.actor, number)
    token = actions.give_link(by=request.actor, user=user)
    address = request.build_absolute_uri(reverse("first_password", args=[token]))
    return render(request, "staff/give_link.html", {"staff": user, "address": address})


@require_POST
@actor_required
def assign_role(request: StaffRequest, number: str) -> HttpResponse:
    """Give a role at a site."""
    file = queries.staff_file(request.actor, number)
    form = AssignmentForm(request.POST, sites=queries.sites(request.actor).filter(is_active=True))
    if form.is_valid():
        try:
            actions.assign_role(by=request.actor, user=file.user, **form.cleaned_data)
        except Refusal as refusal:
            _show(refusal, form)
        else:
            return redirect("staff:see_staff", number)
    return render(request, "staff/see_staff.html", {"file": file, "role_form": form}, status=422)


@require_POST
@actor_required
def end_assignment(request: StaffRequest, number: str, assignment: int) -> HttpResponse:
    """End a role today."""
    held = queries.assignment_of(request.actor, number, assignment)
    actions.end_assignment(by=request.actor, assignment=held, ends_on=request.actor.today())
    return redirect("staff:see_staff", number)


@require_POST
@actor_required
def close_account(request: StaffRequest, number: str) -> HttpResponse:
    """Somebody leaves."""
    actions.close_account(by=request.actor, user=queries.staff_by_number(request.actor, number))
    return redirect("staff:see_staff", number)


@require_POST
@actor_required
def open_account(request: StaffRequest, number: str) -> HttpResponse:
    """Somebody comes back."""
    actions.open_account(by=request.actor, user=queries.staff_by_number(request.actor, number))
    return redirect("staff:see_staff", number)


@require_POST
@actor_required
def reset_second_factor(request: StaffRequest, number: str) -> HttpResponse:
    """The telephone was lost."""
    actions.reset_second_factor(by=request.actor, user=queries.staff_by_number(request.actor, number))
    return redirect("staff:see_staff", number)


@actor_required
def list_sites(request: StaffRequest) -> HttpResponse:
    """Every site."""
    return render(request, "staff/list_sites.html", {"rows": queries.sites(request.actor)})


@actor_required
def create_site(request: StaffRequest) -> HttpResponse:
    """A new site."""
    queries.sites(request.actor)
    form = SiteForm(request.POST or None, initial={"zone": request.actor.zone})
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("name", "country", "zone")}
        actions.create_site(by=request.actor, **values)
        return redirect("staff:list_sites")
    return render(request, "staff/change_site.html", {"form": form}, status=_status(form))


@actor_required
def change_site(request: StaffRequest, number: str) -> HttpResponse:
    """Put right what is known of a site."""
    site = queries.site_by_number(request.actor, number)
    initial = {name: getattr(site, name) for name in ("name", "country", "zone", "is_active")}
    form = SiteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_site(by=request.actor, site=site, **form.cleaned_data)
        except Refusal as refusal:
            _show(refusal, form)
        else:
            return redirect("staff:list_sites")
    return render(request, "staff/change_site.html", {"form": form, "site": site}, status=_status(form))


def _show(refusal: Refusal, form: Any) -> None:
    """Say an expected no at the form; who may not know of it at all gets the page that says so."""
    if refusal.code in {NOT_PERMITTED, NOT_FOUND}:
        raise refusal
    form.add_error(None, str(refusal.sentence))


def _status(*forms: Any) -> int:
    return 422 if any(form.errors for form in forms) else 200
