"""One-time links by which a member of staff sets her password; the database keeps only their digest."""

import hashlib
import secrets
from datetime import datetime, timedelta

from pratique.foundation.actors.models import SignInLink, User

LIFE = timedelta(hours=24)


def make_link(user: User, *, now: datetime) -> str:
    """A new link's secret; earlier links of the same person end."""
    SignInLink.objects.filter(user=user, used_at=None).update(used_at=now)
    token = secrets.token_urlsafe(32)
    SignInLink.objects.create(user=user, digest=_digest(token), expires_at=now + LIFE)
    return token


def find_link(token: str, *, now: datetime) -> SignInLink | None:
    """The link, if it can still be used."""
    return (
        SignInLink.objects.select_related("user")
        .filter(digest=_digest(token), used_at=None, expires_at__gt=now, user__is_active=True)
        .first()
    )


def use_link(link: SignInLink, *, now: datetime) -> bool:
    """Take the link; only the first of two who try at once gets it."""
    return SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now) == 1


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()
