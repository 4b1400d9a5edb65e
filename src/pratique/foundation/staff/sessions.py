"""Sessions rest when nobody works: the page waits, nothing typed is lost, and the password opens it again."""

import time
from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from pratique.foundation.actors.models import User
from pratique.foundation.actors.web import BACKGROUND, is_script

SEEN_AT = "seen_at"
SAVE_EVERY_SECONDS = 60

# Open to somebody who still has to set up her second factor.
OPEN_WITHOUT_FACTOR = frozenset(
    {"account_logout", "account_reauthenticate", "set_language", "choose_assignment", "again", "healthz", "readyz"}
)


def note_seen(request: HttpRequest) -> None:
    """Somebody is at work here now."""
    request.session[SEEN_AT] = int(time.time())


class IdleMiddleware:
    """After the set minutes without a request of her own, a session is locked until its password is given again.

    Polling of pages carries the header X-Pratique-Background and does not count as work.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.locked_user = None  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            self._look(request)
        return self.get_response(request)

    def _look(self, request: HttpRequest) -> None:
        rested = int(time.time()) - request.session.get(SEEN_AT, int(time.time()))
        if rested > settings.SESSION_IDLE_MINUTES * 60:
            request.locked_user = request.user  # type: ignore[attr-defined]
            request.user = AnonymousUser()
        elif SEEN_AT not in request.session or (rested > SAVE_EVERY_SECONDS and BACKGROUND not in request.headers):
            note_seen(request)


class SecondFactorMiddleware:
    """A role that needs a second factor leads first of all to setting one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._must_set_up(request):
            return self.get_response(request)
        if is_script(request):
            sentence = _("Your role needs a second factor. Set one up on your account page, then go on here.")
            return JsonResponse({"code": "second_factor_missing", "sentence": sentence}, status=403)
        return redirect(reverse("mfa_index"))

    def _must_set_up(self, request: HttpRequest) -> bool:
        actor = getattr(request, "actor", None)
        if actor is None or actor.role not in settings.SECOND_FACTOR_ROLES:
            return False
        name = resolve(request.path_info).url_name or ""
        if name in OPEN_WITHOUT_FACTOR or name.startswith("mfa_"):
            return False
        return not has_second_factor(request.user)


def has_second_factor(user: object) -> bool:
    """Whether an authenticator app or a passkey is set up; recovery codes alone do not count."""
    types = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return isinstance(user, User) and bool(is_mfa_enabled(user, types))
