"""The gallery of components, and the pages that say no: what happened, what was kept, what to do next."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pratique.foundation.ui.samples import form_sample, samples

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    theme = "dark" if request.GET.get("theme") == "dark" else "light"
    context = samples(get_language() or "en", chosen=request.GET.get("page", "1"))
    return render(request, "ui/gallery/gallery.html", {**context, "theme": theme})


def gallery_form(request: HttpRequest) -> HttpResponse:
    """A whole station form as the program shows it; `?second=yes` beside the person's own language."""
    shown = form_sample(get_language() or "en", second=bool(request.GET.get("second")))
    return render(request, "ui/gallery/form.html", shown)


def signed_in(request: HttpRequest) -> HttpResponse:
    """Where signing in again ends: the page tells the waiting form and closes itself."""
    return render(request, "ui/signed_in.html")


def _error(
    request: HttpRequest, status: int, heading: "_StrOrPromise", kept: "_StrOrPromise", after: "_StrOrPromise"
) -> HttpResponse:
    words = {"heading": heading, "kept": kept, "next": after}
    return render(request, "ui/error.html", words, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _error(
        request,
        400,
        _("This request could not be understood"),
        _("Nothing was changed."),
        _("Go back, reload the page and try again."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return _error(
        request,
        403,
        _("Your role does not open this page"),
        _("Nothing was changed. The attempt was noted, as every attempt is."),
        _("If you need it for your work, ask your supervisor or change your role in the top bar."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: missing and not permitted look the same."""
    return _error(
        request,
        404,
        _("There is no such page"),
        _("Either it does not exist, or it is not open to you."),
        _("Check the address or the number, or search for the person."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return _error(
        request,
        500,
        _("Something went wrong on our side"),
        _("What had been saved is safe; a form's draft is kept as far as it said so."),
        _("Go back and try again. If it happens again, tell your administrator the time it happened."),
    )


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of a form that was opened before signing in again or in another session."""
    return _error(
        request,
        403,
        _("This page is too old to be sent"),
        _("Nothing was recorded. A draft of your form is kept."),
        _("Go back, reload the page and send it again."),
    )
