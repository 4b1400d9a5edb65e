"""The hash chain of the audit trail: what a link says, computed the same by who seals and by who verifies."""

from datetime import UTC
from typing import Final

from pratique.foundation.actions.audit import canonical, digest
from pratique.foundation.actions.models import AuditRecord

FIRST_HASH: Final = "0" * 64


def record_digest(record: AuditRecord) -> str:
    """Digest of everything a record says; its payload counts by its own digest, so that it can be erased."""
    return digest(
        canonical(
            {
                "id": record.pk,
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
                "compartment": record.compartment,
                "payload": record.payload_digest,
            }
        )
    )


def chain_hash(*, sequence: int, of_record: str, previous: str) -> str:
    """The hash of one link."""
    return digest(f"{sequence}:{of_record}:{previous}")
