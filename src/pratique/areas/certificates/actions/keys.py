"""The keys of the mission: rotate them, take trust from a stolen one, and sign the list that verifiers hold."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pratique.areas.certificates.models import Certificate
from pratique.areas.certificates.permissions import Permission
from pratique.foundation.actions import Refusal, action, note
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.models import Site
from pratique.foundation.keys import signing, store
from pratique.foundation.keys.credential import serial_digest
from pratique.foundation.keys.models import TrustListIssue


@action("certificates.key.rotate_secrets", needs=Permission.MANAGE_KEYS)
def rotate_keys(*, by: Actor) -> int:
    """A new key for secrets and a new master key; everything older stays readable. Gives the new key's number."""
    number = store.rotate_data_key(at=by.now())
    wrapped = store.rotate_master_key()
    note(after={"data_key": number, "wrapped_keys": wrapped})
    return number


@action("certificates.key.rotate", needs=Permission.MANAGE_KEYS)
def rotate_signing_key(*, by: Actor, site_number: str) -> str:
    """A new signing key for a site; what the old one signed stays genuine. Gives the new key's number."""
    site = Site.objects.filter(number=site_number).first()
    if site is None:
        raise Refusal("certificates.key.unknown_site", _("There is no site with this number. Check it."))
    key = signing.rotate_signing_key(issuer=site.number, issuer_name=site.name, at=by.now())
    note(subject=site.number, after={"kid": key.kid})
    refresh_trust_list(by=by)
    return key.kid


@action("certificates.key.revoke", needs=Permission.MANAGE_KEYS)
def revoke_signing_key(*, by: Actor, kid: str) -> None:
    """Take all trust from a key: nothing that it signed counts any more."""
    if not signing.is_site_key(kid):
        raise Refusal("certificates.key.unknown", _("There is no signing key with this number. Check it."))
    signing.revoke_signing_key(kid=kid, at=by.now())
    note(subject=kid, after={"revoked": True})
    refresh_trust_list(by=by)


@action("certificates.trust_list.refresh", needs=Permission.MANAGE_KEYS)
def refresh_trust_list(*, by: Actor) -> TrustListIssue:
    """Sign the list of this moment and put it where the pages and `pratique verify` read it."""
    return sign_trust_list(by)


def sign_trust_list(by: Actor) -> TrustListIssue:
    """The list after any change that verifiers must learn of; part of the deed that changes it."""
    revoked = (
        Certificate.objects.exclude(ended_at=None).filter(expires_on__gte=by.today()).values_list("serial", flat=True)
    )
    return signing.issue_trust_list(organization=settings.PUBLIC_URL, revoked=map(serial_digest, revoked), at=by.now())
