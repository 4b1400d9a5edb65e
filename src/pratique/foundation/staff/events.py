"""Signing in and out in the audit trail; nobody has a role yet when it happens."""

from django.db import transaction

from pratique.foundation.actions.audit import write_record
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.actor import Actor, Purpose
from pratique.foundation.actors.models import User
from pratique.foundation.actors.permissions import EVERYBODY
from pratique.foundation.actors.web import actor_of, assignments_today

SIGN_IN = "actors.account.sign_in"
SIGN_OUT = "actors.account.sign_out"
UNLOCK = "actors.account.unlock"
SECOND_FACTOR = "actors.account.second_factor"


def actor_for(user: User | None) -> Actor:
    """The actor that somebody is before she has chosen a role: her first one today, else her bare account."""
    held = assignments_today(user) if user else []
    if user and held:
        return actor_of(user, held[0])
    return Actor(
        user_id=user.pk if user else None,
        user_number=user.number if user else "",
        user_name=user.name if user else "",
        site_id=None,
        site_number="",
        role="",
        purpose=Purpose.ADMINISTRATION,
        language=user.language if user else "en",
        permissions=EVERYBODY,
    )


def record_account(user: User | None, what: str, *, refusal_code: str = "") -> None:
    """Record what happened to an account. What was typed is not kept: it may be a password in the wrong box."""
    outcome = AuditRecord.Outcome.REFUSED if refusal_code else AuditRecord.Outcome.DONE
    with transaction.atomic():
        write_record(by=actor_for(user), action=what, outcome=outcome, refusal_code=refusal_code, payload={})
