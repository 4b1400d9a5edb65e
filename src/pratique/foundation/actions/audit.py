"""Writes the audit trail: rows go in unsealed with the act they record, the sealer chains them later."""

import hashlib
import json
import secrets
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from pratique.foundation.actions.models import AuditPayload, AuditPending, AuditRecord
from pratique.foundation.actors.actor import Actor


def canonical(values: dict[str, Any]) -> str:
    """JSON text that is the same for the same values: sorted, no spaces."""
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, cls=DjangoJSONEncoder)


def digest(text: str) -> str:
    """SHA-256 of the text in UTF-8, as hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def write_record(
    *,
    by: Actor,
    action: str,
    outcome: AuditRecord.Outcome,
    refusal_code: str = "",
    subject: str = "",
    person: str = "",
    compartment: str = "",
    payload: dict[str, Any],
) -> AuditRecord:
    """Add one record, at the machine's own time whatever time the actor acts as of.

    The random salt keeps an erased payload from being guessed from its digest.
    """
    system = {"system": by.user_name} if by.user_id is None and by.user_name else {}
    body = canonical({**payload, **system, "salt": secrets.token_hex(16)})
    record = AuditRecord.objects.create(
        at=datetime.now(UTC),
        user_number=by.user_number,
        site_number=by.site_number,
        role=by.role,
        purpose=by.purpose.value,
        action=action,
        outcome=outcome,
        refusal_code=refusal_code,
        subject=subject,
        person=person,
        compartment=compartment,
        payload_digest=digest(body),
    )
    AuditPayload.objects.create(record=record, body=body)
    AuditPending.objects.create(record=record)
    return record
