"""Erases the text of an audit payload by rule; the record, its digest and the chain stay."""

from datetime import timedelta

from django.db import connection
from django.utils.translation import gettext_lazy as _

from pratique.foundation.actions.door import action, note
from pratique.foundation.actions.models import AuditErasureRule, AuditRecord
from pratique.foundation.actions.permissions import Permission
from pratique.foundation.actions.refusal import Refusal
from pratique.foundation.actors.actor import Actor

SWEEP = 1000


@action("actions.audit.erase", needs=Permission.ERASE_PAYLOAD)
def erase_payload(*, by: Actor, record: AuditRecord, reason: str) -> AuditRecord:
    """Take away what a record says about before and after, because the law asks for it; who and when stay."""
    note(subject=record.uid.hex, person=record.person, compartment=record.compartment, after={"reason": reason})
    if not reason.strip():
        raise Refusal("actions.audit.no_reason", _("Write why the law asks for this erasure, then erase again."))
    if not _erase(record.pk, AuditErasureRule.LEGAL_ERASURE):
        raise Refusal("actions.audit.erased_before", _("The details of this record were erased before."))
    return record


@action("actions.audit.erase_expired", needs=Permission.ERASE_PAYLOAD)
def erase_expired(*, by: Actor) -> int:
    """Erase payloads that are older than the years of the retention rule; gives how many."""
    rule = AuditErasureRule.objects.get(code=AuditErasureRule.RETENTION_EXPIRED)
    if rule.after_years is None:
        return 0
    # A leap day more than the calendar asks for: the database counts in calendar years and refuses what is too young.
    limit = by.now() - timedelta(days=366 * rule.after_years)
    expired = AuditRecord.objects.filter(at__lt=limit, payload__body__isnull=False).order_by("at")[:SWEEP]
    erased = sum(_erase(record, rule.code) for record in expired.values_list("pk", flat=True))
    note(after={"erased": erased, "after_years": rule.after_years})
    return erased


@action("actions.audit.set_retention", needs=Permission.ERASE_PAYLOAD)
def set_retention(*, by: Actor, years: int) -> int:
    """After how many years the rule erases. Works only with the login that owns the tables: a local command."""
    rule = AuditErasureRule.objects.get(code=AuditErasureRule.RETENTION_EXPIRED)
    note(subject=rule.code, before={"after_years": rule.after_years}, after={"after_years": years})
    if not 1 <= years <= 100:
        raise Refusal("actions.audit.years", _("Give a number of years from 1 to 100."))
    AuditErasureRule.objects.filter(code=rule.code).update(after_years=years)
    return years


def retention_years() -> int | None:
    """After how many years the rule erases now."""
    return AuditErasureRule.objects.get(code=AuditErasureRule.RETENTION_EXPIRED).after_years


def _erase(record: int, rule: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT erase_audit_payload(%s, %s)", [record, rule])
        return bool(cursor.fetchone()[0])
