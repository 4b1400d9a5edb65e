"""Seals the audit trail with a hash chain within a second; what `verify` looks for stands in verification.py."""

import logging
import threading
from datetime import UTC, datetime

from django.db import close_old_connections, connection, transaction

from pratique.foundation.actions.chain import FIRST_HASH, chain_hash, record_digest
from pratique.foundation.actions.heads import Head, note_head
from pratique.foundation.actions.models import AuditPending, AuditSeal
from pratique.foundation.actions.verification import Verdict, verify

__all__ = ["Verdict", "seal_forever", "seal_pending", "verify"]

log = logging.getLogger(__name__)

PAUSE_SECONDS = 0.4
PAUSE_AFTER_FAILURE_SECONDS = 2
BATCH = 2000
SEALER_LOCK = 74051892


def seal_pending() -> int:
    """Seal the committed records that wait, in one transaction, and note the new head; gives how many.

    Only one sealer works at a time. A record of a transaction that commits late has a lower id than what is sealed
    already; it waits in its own row and takes its place in the order of sealing.
    """
    with transaction.atomic():
        seals = _seal_batch() if _is_only_sealer() else []
    if seals:
        last = seals[-1]
        note_head(Head(sequence=last.sequence, hash=last.hash, sealed_at=last.sealed_at.isoformat()))
    return len(seals)


def seal_forever(stop: threading.Event) -> None:
    """Seal at least once a second until told to stop; survives a database that goes away and comes back."""
    while not stop.is_set():
        try:
            close_old_connections()
            while seal_pending() == BATCH:
                pass
        except Exception:
            log.exception("audit.sealing.failed")
            stop.wait(PAUSE_AFTER_FAILURE_SECONDS)
        stop.wait(PAUSE_SECONDS)


def _is_only_sealer() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
        return bool(cursor.fetchone()[0])


def _seal_batch() -> list[AuditSeal]:
    waiting = [
        pending.record for pending in AuditPending.objects.select_related("record").order_by("record_id")[:BATCH]
    ]
    if not waiting:
        return []
    last = AuditSeal.objects.order_by("-sequence").first()
    start, previous = (last.sequence + 1, last.hash) if last else (1, FIRST_HASH)
    now, seals = datetime.now(UTC), []
    for sequence, record in enumerate(waiting, start=start):
        of_record = record_digest(record)
        link = chain_hash(sequence=sequence, of_record=of_record, previous=previous)
        seals.append(
            AuditSeal(
                sequence=sequence,
                record=record,
                record_digest=of_record,
                previous_hash=previous,
                hash=link,
                sealed_at=now,
            )
        )
        previous = link
    AuditSeal.objects.bulk_create(seals)
    AuditPending.objects.filter(record__in=waiting).delete()
    return seals
