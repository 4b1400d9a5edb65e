"""How she may be reached, who may interpret, and what protects her."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from pratique.areas.people import actions
from pratique.areas.people.actions.safety import state_of
from pratique.areas.people.forms.safety import InterpreterForm, ProtectionForm, SafeContactForm
from pratique.areas.people.models import InterpreterNeed
from pratique.areas.people.queries.pages import protection_page, safety_page
from pratique.areas.people.views.frame import actor, person_view, show, status_of, submission_key, take_refusal
from pratique.foundation.actions import Refusal

_FLAGS = ("detained", "unaccompanied", "accompanied_not_chosen")


@person_view
@require_http_methods(["GET", "POST"])
def safe_contact(request: HttpRequest, number: str) -> HttpResponse:
    """How she wants to be reached; every message obeys it."""
    page = safety_page(by=actor(request), number=number)
    held = page.contact
    start = {name: getattr(held, name) for name in ("kind", "number", "through_whom", "note")} if held else {}
    form = SafeContactForm(request.POST) if request.method == "POST" else SafeContactForm(initial=start)
    if form.is_bound and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            actions.set_safe_contact(
                by=actor(request),
                person=page.person,
                note_text=told.pop("note"),
                key=submission_key(request),
                **told,
            )
            return HttpResponseRedirect(reverse("people:safe_contact", args=[number]))
        except Refusal as refusal:
            take_refusal(form, refusal)
    return show(request, "safe_contact.html", page, tab="contact", form=form, status=status_of(form))


@person_view
@require_http_methods(["GET", "POST"])
def interpreter(request: HttpRequest, number: str) -> HttpResponse:
    """In which language, by a woman or a man, and by whom never."""
    page = safety_page(by=actor(request), number=number)
    need = page.need
    start = {"language": page.person.language, "never": InterpreterNeed.Never.values}
    if need is not None:
        start = {name: getattr(need, name) for name in ("language", "dialect", "interpreter_sex", "never")}
    form = InterpreterForm(request.POST) if request.method == "POST" else InterpreterForm(initial=start)
    if form.is_bound and form.is_valid():
        try:
            actions.set_interpreter_need(
                by=actor(request),
                person=page.person,
                key=submission_key(request),
                **form.cleaned_data,
            )
            return HttpResponseRedirect(reverse("people:interpreter", args=[number]))
        except Refusal as refusal:
            take_refusal(form, refusal)
    return show(request, "interpreter.html", page, tab="interpreter", form=form, status=status_of(form))


@person_view
@require_http_methods(["GET", "POST"])
def protection(request: HttpRequest, number: str) -> HttpResponse:
    """SHIELDED: a page that does not exist for who may not see it."""
    page = protection_page(by=actor(request), number=number)
    held = page.protection
    start = {}
    if held is not None:
        set_flags = [flag for flag in _FLAGS if getattr(held, flag)]
        start = {"flags": set_flags, "notes": held.notes, "said_by": held.said_by}
    form = ProtectionForm(request.POST) if request.method == "POST" else ProtectionForm(initial=start)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        try:
            actions.set_protection(
                by=actor(request),
                person=page.person,
                notes=told["notes"],
                said_by=told["said_by"],
                seen=request.POST.get("seen", ""),
                key=submission_key(request),
                **{flag: flag in told["flags"] for flag in _FLAGS},
            )
            return HttpResponseRedirect(reverse("people:protection", args=[number]))
        except Refusal as refusal:
            take_refusal(form, refusal)
    seen = state_of(held)
    return show(request, "protection.html", page, tab="protection", form=form, status=status_of(form), seen=seen)
