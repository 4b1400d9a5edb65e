"""Throttles guessing: wrong passwords and wrong codes count together, in the database, for all processes."""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest

from pratique.foundation.actors.models import User


def typed_address(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The address by which attempts are counted, whatever its case."""
    typed = (credentials or {}).get("email") or request.POST.get("login") or ""
    return str(typed).strip().lower()[:254]


def may_try(request: HttpRequest, user: User) -> bool:
    """Whether this account may be tried from here now; a locked one gets the lock-out page."""
    allowed = bool(AxesProxyHandler.is_allowed(request, {"email": user.email}))
    if not allowed:
        request.axes_locked_out = True  # type: ignore[attr-defined]
    return allowed


def count_failure(request: HttpRequest, user: User) -> None:
    """Count a wrong code as a wrong password is counted."""
    user_login_failed.send(sender=__name__, credentials={"email": user.email}, request=request)
