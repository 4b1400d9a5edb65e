"""Ending a certificate: from the next trust list on, everybody sees that it no longer counts."""

from django.utils.translation import gettext_lazy as _

from pratique.areas.certificates.actions.keys import sign_trust_list
from pratique.areas.certificates.models import Certificate, Revocation
from pratique.areas.certificates.permissions import Permission
from pratique.areas.certificates.queries import certificate_by_number
from pratique.foundation.actions import Refusal, action, note
from pratique.foundation.actors.actor import Actor


@action("certificates.certificate.revoke", needs=Permission.REVOKE_CERTIFICATE)
def revoke_certificate(*, by: Actor, number: str, reason: str, remark: str = "") -> Revocation:
    """Take a certificate back; the reason stays inside."""
    if reason == Revocation.Reason.REPLACED or reason not in Revocation.Reason.values:
        raise Refusal("certificates.revocation.reason_missing", _("Say why this certificate is revoked."))
    revocation = end_certificate(by, number, reason=Revocation.Reason(reason), remark=remark)
    sign_trust_list(by)
    return revocation


def end_certificate(by: Actor, number: str, *, reason: Revocation.Reason, remark: str) -> Revocation:
    visible = certificate_by_number(by=by, number=number)
    certificate = Certificate.objects.select_for_update().get(pk=visible.pk)
    if certificate.ended_at is not None:
        raise Refusal("certificates.certificate.ended", _("This certificate was revoked before. Nothing changed."))
    certificate.ended_at = by.now()
    certificate.save(update_fields=["ended_at"])
    note(subject=number, person=certificate.person_number, before={"in_force": True}, after={"reason": reason.value})
    return Revocation.objects.create(
        certificate=certificate, reason=reason, note=remark, at=certificate.ended_at, by_id=by.user_id
    )
