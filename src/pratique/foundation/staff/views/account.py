"""Pages of one's own account: signing in again, first password, role, language, signing out."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from pratique.foundation.actions.refusal import Refusal
from pratique.foundation.actors.web import StaffRequest, actor_required, choose_assignment, is_script
from pratique.foundation.staff.actions import choose_language, set_first_password
from pratique.foundation.staff.events import SIGN_OUT, UNLOCK, actor_for, record_account
from pratique.foundation.staff.forms import FirstPasswordForm, PasswordForm
from pratique.foundation.staff.links import find_link
from pratique.foundation.staff.sessions import has_second_factor, note_seen

if TYPE_CHECKING:
    from pratique.foundation.actors.actor import Actor


@actor_required
def account(request: HttpRequest) -> HttpResponse:
    """One's own account."""
    shown = {"staff": request.user, "has_second_factor": has_second_factor(request.user)}
    return render(request, "staff/account.html", shown)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """Open a resting session with its password; where no session is left, sign in anew and come back."""
    target = _safe_target(request, fallback=reverse("ui:signed_in"))
    user = getattr(request, "locked_user", None)
    if user is None:
        if is_script(request):
            return JsonResponse({"code": "signed_out", "sentence": _("You are signed out.")}, status=401)
        is_awake = request.user.is_authenticated
        sign_in = f"{reverse('account_login')}?{urlencode({'next': target})}"
        return HttpResponseRedirect(target if is_awake else sign_in)
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        found = authenticate(request, email=user.email, password=form.cleaned_data["password"])
        if found is not None and found.pk == user.pk:
            note_seen(request)
            record_account(user, UNLOCK)
            return JsonResponse({"code": "signed_in"}) if is_script(request) else HttpResponseRedirect(target)
        record_account(user, UNLOCK, refusal_code="wrong_password")
        form.add_error("password", _("This is not the password of your account. Type it again."))
    shown = {"form": form, "staff": user, "next": target, "minutes": settings.SESSION_IDLE_MINUTES}
    return render(request, "staff/again.html", shown, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def first_password(request: HttpRequest, token: str) -> HttpResponse:
    """Set the password that a one-time link allows."""
    link = find_link(token, now=datetime.now(UTC))
    if link is None:
        return render(request, "staff/link_ended.html", status=410)
    form = FirstPasswordForm(request.POST if request.method == "POST" else None, user=link.user)
    if request.method == "POST" and form.is_valid():
        try:
            set_first_password(by=actor_for(link.user), link=link, password=form.cleaned_data["password"])
        except Refusal:
            return render(request, "staff/link_ended.html", status=410)
        return redirect("account_login")
    shown = {"form": form, "staff": link.user}
    return render(request, "staff/first_password.html", shown, status=422 if form.errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; the browser forgets what pages kept for this person."""
    user = request.user if request.user.is_authenticated else getattr(request, "locked_user", None)
    if user is not None:
        record_account(user, SIGN_OUT)
    get_adapter(request).logout(request)
    answer = redirect("account_login")
    answer["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@require_POST
@actor_required
def choose_role(request: StaffRequest) -> HttpResponse:
    """Act from now on in another of one's roles."""
    wanted = request.POST.get("assignment", "")
    held = {str(assignment.pk): assignment for assignment in request.assignments}
    if wanted in held:
        choose_assignment(request, held[wanted])
    return redirect("/")


@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Read the pages in another language: kept with the account, or in this browser while nobody is signed in."""
    language = request.POST.get("language", "")
    answer = HttpResponseRedirect(_safe_target(request, fallback="/"))
    actor: Actor | None = getattr(request, "actor", None)
    if actor is not None:
        choose_language(by=actor, language=language)
    elif language in dict(settings.LANGUAGES):
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax", max_age=365 * 24 * 3600)
    return answer


def _safe_target(request: HttpRequest, *, fallback: str) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=False)
    return wanted if is_ours else fallback
