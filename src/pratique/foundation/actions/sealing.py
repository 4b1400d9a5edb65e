"""Seals the audit trail with a hash chain, and finds the first break in it."""

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import close_old_connections, connection, transaction

from pratique.foundation.actions.audit import canonical, digest
from pratique.foundation.actions.models import AuditPayload, AuditPending, AuditRecord, AuditSeal

log = logging.getLogger(__name__)

FIRST_HASH = "0" * 64
PAUSE_SECONDS = 0.4
BATCH = 2000
SEALER_LOCK = 7405_1892
UNSEALED_GRACE = timedelta(seconds=60)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a look at the whole chain found. `first_break` is empty when nothing is broken."""

    sealed: int
    unsealed: int
    head: str
    first_break: str

    @property
    def ok(self) -> bool:
        return not self.first_break


def record_digest(record: AuditRecord) -> str:
    """Digest of everything a record says; its payload counts by its own digest, so that it can be erased."""
    return digest(
        canonical(
            {
                "uid": str(record.uid),
                "at": record.at.astimezone(UTC).isoformat(),
                "user": record.user_number,
                "site": record.site_number,
                "role": record.role,
                "purpose": record.purpose,
                "action": record.action,
                "outcome": record.outcome,
                "refusal": record.refusal_code,
                "subject": record.subject,
                "person": record.person,
                "payload": record.payload_digest,
            }
        )
    )


def chain_hash(*, sequence: int, of_record: str, previous: str) -> str:
    """The hash of one link."""
    return digest(f"{sequence}:{of_record}:{previous}")


def seal_pending() -> int:
    """Seal the committed records that wait, in one transaction; gives how many. One sealer at a time."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALER_LOCK])
            if not cursor.fetchone()[0]:
                return 0
        waiting = list(AuditPending.objects.select_related("record").order_by("record_id")[:BATCH])
        if not waiting:
            return 0
        last = AuditSeal.objects.order_by("-sequence").first()
        sequence, previous = (last.sequence, last.hash) if last else (0, FIRST_HASH)
        now, seals = datetime.now(UTC), []
        for pending in waiting:
            sequence += 1
            of_record = record_digest(pending.record)
            link = chain_hash(sequence=sequence, of_record=of_record, previous=previous)
            seals.append(
                AuditSeal(
                    sequence=sequence,
                    record_id=pending.record_id,
                    record_digest=of_record,
                    previous_hash=previous,
                    hash=link,
                    sealed_at=now,
                )
            )
            previous = link
        AuditSeal.objects.bulk_create(seals)
        AuditPending.objects.filter(record_id__in=[pending.record_id for pending in waiting]).delete()
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
            stop.wait(2)
        stop.wait(PAUSE_SECONDS)


def verify(*, now: datetime | None = None) -> Verdict:
    """Walk the whole chain and name the first break: a changed, missing or never sealed record, or a gap."""
    sealed, previous, found = 0, FIRST_HASH, ""
    for seal in _seals():
        found = _break_at(seal, expected_sequence=sealed + 1, previous=previous)
        if found:
            break
        sealed, previous = sealed + 1, seal.hash
    unsealed = AuditRecord.objects.filter(seal=None)
    if not found:
        late = unsealed.filter(at__lt=(now or datetime.now(UTC)) - UNSEALED_GRACE).order_by("id").first()
        if late is not None:
            found = f"record {late.uid} of {late.at.isoformat()} was never sealed"
    return Verdict(sealed=sealed, unsealed=unsealed.count(), head=previous, first_break=found)


def _seals() -> Iterator[AuditSeal]:
    return AuditSeal.objects.select_related("record__payload").order_by("sequence").iterator(chunk_size=BATCH)


def _break_at(seal: AuditSeal, *, expected_sequence: int, previous: str) -> str:
    if seal.sequence != expected_sequence:
        return f"seal {expected_sequence} is missing"
    if seal.previous_hash != previous:
        return f"seal {seal.sequence} does not follow the one before it"
    if record_digest(seal.record) != seal.record_digest:
        return f"the record of seal {seal.sequence} was changed"
    if chain_hash(sequence=seal.sequence, of_record=seal.record_digest, previous=previous) != seal.hash:
        return f"seal {seal.sequence} was changed"
    return _payload_break(seal)


def _payload_break(seal: AuditSeal) -> str:
    payload: AuditPayload | None = getattr(seal.record, "payload", None)
    if payload is None:
        return f"the payload of seal {seal.sequence} is missing"
    if payload.body is None:
        return "" if payload.erased_by_rule else f"the payload of seal {seal.sequence} was removed without a rule"
    if digest(payload.body) != seal.record.payload_digest:
        return f"the payload of seal {seal.sequence} was changed"
    return ""
