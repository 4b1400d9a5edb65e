"""Submission keys: a double click, a phone that resends or an instrument that repeats makes one record."""

import hashlib
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction

from pratique.foundation.actions.models import SubmissionKey
from pratique.foundation.actors.actor import Actor


class AlreadyDone(Exception):
    """The same submission was carried out before."""

    def __init__(self, outcome: Any) -> None:
        super().__init__("already done")
        self.outcome = outcome


def claim(key: str, *, action: str, by: Actor) -> SubmissionKey:
    """Take the key for the running transaction. Raises AlreadyDone with the first outcome when it was used.

    A second caller waits here until the first one's transaction has ended. Whatever the sender calls a key,
    its digest fits the column.
    """
    kept = hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()
    try:
        with transaction.atomic():
            return SubmissionKey.objects.create(key=kept, action=action, user_number=by.user_number, at=by.now())
    except IntegrityError:
        earlier = SubmissionKey.objects.get(key=kept, action=action, user_number=by.user_number)
        raise AlreadyDone(_revive(earlier.outcome)) from None


def keep_outcome(claimed: SubmissionKey, outcome: Any) -> None:
    """Remember what the submission led to."""
    claimed.outcome = _freeze(outcome)
    claimed.save(update_fields=["outcome"])


def _freeze(outcome: Any) -> dict[str, Any]:
    if isinstance(outcome, models.Model):
        return {"model": outcome._meta.label, "pk": outcome.pk}
    if isinstance(outcome, list | tuple):
        return {"list": [_freeze(item) for item in outcome]}
    if outcome is None or isinstance(outcome, str | int | bool):
        return {"value": outcome}
    raise TypeError(f"An action with a submission key returns records or plain values, not {type(outcome).__name__}")


def _revive(frozen: dict[str, Any]) -> Any:
    if "model" in frozen:
        return apps.get_model(frozen["model"])._default_manager.get(pk=frozen["pk"])
    if "list" in frozen:
        return [_revive(item) for item in frozen["list"]]
    return frozen.get("value")


def forget_submissions(*, before: datetime) -> int:
    """Forget keys so old that nothing resends them; gives how many."""
    return SubmissionKey.objects.filter(at__lt=before).delete()[0]
