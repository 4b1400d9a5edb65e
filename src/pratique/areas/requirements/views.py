"""Pages of the rule book: editions, what each says, the simulator, and a physician's signature."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from pratique.areas.requirements import actions
from pratique.areas.requirements.exports import counts_csv, moves_csv
from pratique.areas.requirements.fhir import edition_bundle
from pratique.areas.requirements.forms import read_choice, read_day, read_several, read_signature, read_simulator
from pratique.areas.requirements.queries import book
from pratique.areas.requirements.queries.destination import destination_page
from pratique.areas.requirements.queries.several import several
from pratique.areas.requirements.queries.simulator import simulate
from pratique.areas.requirements.queries.what_if import OWN
from pratique.areas.requirements.queries.what_if_page import what_if_page
from pratique.foundation.actions import Refusal, record_read
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.web import actor_required
from pratique.rules.language.facts import LANGUAGES


@require_safe
@actor_required
def rule_book(request: HttpRequest) -> HttpResponse:
    """Every edition by destination, with its standing and where it is in force."""
    destinations = book.rule_book(by=_by(request), language=_language())
    return render(request, "requirements/rule_book.html", {"destinations": destinations})


@require_safe
@actor_required
def see_destination(request: HttpRequest, destination: str) -> HttpResponse:
    """What a destination asks of whom today, subject by subject, and what changed."""
    page = destination_page(by=_by(request), code=destination, language=_language())
    return render(request, "requirements/destination.html", {"destination": page})


@require_safe
@actor_required
def see_edition(request: HttpRequest, code: str) -> HttpResponse:
    """One edition: items, sources, parameters, worked cases, signatures."""
    edition = book.edition_page(by=_by(request), code=code, language=_language())
    return render(request, "requirements/edition.html", {"edition": edition})


@require_safe
@actor_required
def export_edition(request: HttpRequest, code: str) -> HttpResponse:
    """One edition as a file of FHIR R4, for other programs."""
    by = _by(request)
    edition = book.readable_edition(by=by, code=code)
    response = JsonResponse(edition_bundle(edition, on=by.today()), content_type="application/fhir+json")
    response["Content-Disposition"] = f'attachment; filename="{edition.code}.fhir.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@actor_required
def simulate_edition(request: HttpRequest, code: str) -> HttpResponse:
    """Minimal questions about an invented person. Answers ride in the page and are stored nowhere."""
    sent = read_simulator(request.POST)
    simulation = simulate(
        by=_by(request),
        code=code,
        on=read_day(request.POST.get("on", ""), otherwise=_by(request).today()),
        facts=sent.facts,
        texts=sent.texts,
        skipped=sent.skipped,
        problems=sent.problems,
        changing=sent.changing,
        was=sent.was,
        was_texts=sent.was_texts,
        question=request.POST.get("question", ""),
        language=_language(),
    )
    status = 422 if sent.problems else 200
    return render(request, "requirements/simulator.html", {"simulation": simulation}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@actor_required
def several_destinations(request: HttpRequest) -> HttpResponse:
    """Several authorities at once for an invented person. Answers ride in the page and are stored nowhere."""
    sent = read_several(request.POST)
    page = several(
        by=_by(request),
        codes=sent.editions if request.method == "POST" else None,
        on=read_day(request.POST.get("on", ""), otherwise=_by(request).today()),
        departure_on=sent.departure_on,
        facts=sent.person.facts,
        texts=sent.person.texts,
        skipped=sent.person.skipped,
        problems=sent.person.problems,
        results=sent.results,
        language=_language(),
        changing=sent.person.changing,
        was_texts=sent.person.was_texts,
    )
    status = 422 if sent.person.problems or sent.problem else 200
    context = {"several": page, "problem": sent.problem, "sent": request.POST}
    return render(request, "requirements/several.html", context, status=status)


@require_safe
@actor_required
def what_if(request: HttpRequest) -> HttpResponse:
    """What another edition, or another reading of one, would change for a cohort. The choice stands in the address."""
    by, choice = _by(request), read_choice(request.GET)
    page = what_if_page(by=by, choice=choice, language=_language())
    if page.result and choice.cohort == OWN:
        record_read(by=by, what="requirements.cohort.compare", subject=choice.before)
    status = page.problem.status if page.problem else 200
    return render(request, "requirements/what_if.html", {"what_if": page}, status=status)


@require_safe
@actor_required
def what_if_counts(request: HttpRequest) -> HttpResponse:
    """The counts of a comparison as a file."""
    return _csv(counts_csv(by=_by(request), choice=read_choice(request.GET)), "what-if-counts.csv")


@require_safe
@actor_required
def what_if_moves(request: HttpRequest) -> HttpResponse:
    """From which value to which people come, as a file."""
    return _csv(moves_csv(by=_by(request), choice=read_choice(request.GET)), "what-if-moves.csv")


@require_http_methods(["GET", "HEAD", "POST"])
@actor_required
def sign_edition(request: HttpRequest, code: str) -> HttpResponse:
    """Read and tick each provisional item, then sign."""
    if request.method != "POST":
        return _sign_page(request, code)
    try:
        signature = read_signature(request.POST)
        actions.put_in_force(
            by=_by(request),
            edition=code,
            starts_on=signature.starts_on,
            acknowledged_items=signature.acknowledged,
            site=book.site_of(by=_by(request)) if signature.is_for_this_site else None,
            remark=signature.remark,
            key=signature.key,
        )
    except Refusal as refusal:
        return _sign_page(request, code, _as_sent(request, refusal), status=refusal.status)
    return redirect("requirements:see_edition", code)


@require_http_methods(["GET", "HEAD", "POST"])
@actor_required
def withdraw_edition(request: HttpRequest, pk: int) -> HttpResponse:
    """End an edition's time in force, with the reason."""
    record = book.signature_to_withdraw(by=_by(request), pk=pk)
    context = {"record": record, "reason": request.POST.get("reason", "")}
    if request.method != "POST":
        return render(request, "requirements/withdraw.html", context)
    try:
        actions.withdraw_edition(by=_by(request), in_force=record, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        return render(request, "requirements/withdraw.html", {**context, "refusal": refusal}, status=refusal.status)
    return redirect("requirements:see_edition", record.edition)


@require_http_methods(["GET", "HEAD", "POST"])
@actor_required
def use_family(request: HttpRequest, code: str) -> HttpResponse:
    """This site leaves the editions of a subject out, or takes them up again."""
    by = _by(request)
    edition = book.family_to_leave_out(by=by, code=code)
    reason = request.POST.get("reason", "")
    context = {
        "code": code,
        "title": edition.title[_language()],
        "left_out": book.left_out_here(by=by, family=edition.family),
        "site_name": book.site_of(by=by).name,
        "reason": reason,
    }
    if request.method != "POST":
        return render(request, "requirements/use.html", context)
    try:
        if "take_up" in request.POST:
            actions.take_family_up(by=by, family=edition.family)
        else:
            actions.leave_family_out(by=by, family=edition.family, reason=reason)
    except Refusal as refusal:
        return render(request, "requirements/use.html", {**context, "refusal": refusal}, status=refusal.status)
    return redirect("requirements:see_edition", code)


def _sign_page(
    request: HttpRequest, code: str, more: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    sign_off = book.sign_off_page(by=_by(request), code=code, language=_language())
    return render(request, "requirements/sign_off.html", {"sign_off": sign_off, **(more or {})}, status=status)


def _csv(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _as_sent(request: HttpRequest, refusal: Refusal) -> dict[str, Any]:
    return {"refusal": refusal, "sent": request.POST, "ticked": request.POST.getlist("acknowledged")}


def _language() -> str:
    language = (get_language() or LANGUAGES[0]).split("-")[0]
    return language if language in LANGUAGES else LANGUAGES[0]


def _by(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor
