"""How allauth works here: no sign-up, one throttle, every sign-in recorded, secrets of second factors sealed."""

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.urls import reverse

from pratique.foundation.actors.models import User
from pratique.foundation.keys.ring import Place
from pratique.foundation.keys.store import open_sealed, seal
from pratique.foundation.staff.events import SIGN_IN, record_account
from pratique.foundation.staff.sessions import note_seen

ISSUER = "Pratique"
# The hooks of allauth know neither the record nor the account, so the place is the table's column.
SECRETS = Place("mfa_authenticator", "data", "secret")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators; they change nothing about themselves but language and password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Guessing is throttled by axes alone."""

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        user = User.objects.filter(email=str(credentials.get("email", "")).strip().lower()).first()
        code = "locked" if getattr(request, "axes_locked_out", False) else "wrong_password"
        record_account(user, SIGN_IN, refusal_code=code)

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        note_seen(request)
        record_account(user, SIGN_IN)

    def reauthenticate(self, user: User, password: str) -> bool:
        found = authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("actors:account")

    def send_notification_mail(self, template_prefix: str, user: User, *arguments: Any, **details: Any) -> None:
        """No message leaves; what changed about signing in stands in the audit trail."""
        record_account(user, f"actors.account.{template_prefix.rsplit('/', 1)[-1]}")

    def add_message(self, *arguments: Any, **details: Any) -> None:
        """Pages say what happened; no second notice."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors carry our name, and what they keep secret is sealed with the mission's keys."""

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text.encode(), SECRETS)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return open_sealed(base64.b64decode(encrypted_text), SECRETS).decode()

    def get_totp_issuer(self) -> str:
        return ISSUER

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": ISSUER}
