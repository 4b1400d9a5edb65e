"""Translates a refusal that no view handled into an answer: a page for people, JSON for programs."""

from collections.abc import Callable

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from pratique.foundation.actions.audit import write_record
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actions.refusal import Refusal
from pratique.foundation.actors.web import is_script
from pratique.foundation.numbers import parse_number


class RefusalMiddleware:
    """The HTTP door of refusals."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:  # no number has one, and no database takes one
            raise Http404
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        if not exception.is_recorded:
            _record_refused_page(request, exception)
        if is_script(request):
            return JsonResponse({"code": exception.code, "sentence": str(exception.sentence)}, status=exception.status)
        return render(request, "actions/refused.html", {"refusal": exception}, status=exception.status)


def _record_refused_page(request: HttpRequest, refusal: Refusal) -> None:
    """A page that was refused before any deed: somebody tried to look at what is not hers, or is not there."""
    actor, found = getattr(request, "actor", None), request.resolver_match
    if actor is None or found is None:
        return
    typed = parse_number(str(found.kwargs.get("number", "")))
    number = typed if isinstance(typed, str) else ""
    about = {"person": number} if number.startswith("P-") else {"subject": number}
    with transaction.atomic():
        write_record(
            by=actor,
            action=found.view_name[:100],
            outcome=AuditRecord.Outcome.REFUSED,
            refusal_code=refusal.code,
            payload={},
            **about,
        )
