"""Translates a refusal that no view handled into an answer: a page for people, JSON for programs."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from pratique.foundation.actions.refusal import Refusal
from pratique.foundation.actors.web import is_script


class RefusalMiddleware:
    """The HTTP door of refusals."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refusal):
            return None
        if is_script(request):
            return JsonResponse({"code": exception.code, "sentence": str(exception.sentence)}, status=exception.status)
        return render(request, "actions/refused.html", {"refusal": exception}, status=exception.status)
