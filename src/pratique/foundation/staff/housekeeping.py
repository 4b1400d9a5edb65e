"""What the worker does once a day: forget what has ended, erase what the rule of retention lets go."""

from datetime import timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session

from pratique.foundation.actions.erasure import SWEEP, erase_expired
from pratique.foundation.actions.submissions import forget_submissions
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.models import SignInLink

# No phone resends, and no browser tab waits, longer than this.
SUBMISSIONS_KEPT = timedelta(days=30)
LINKS_KEPT = timedelta(days=30)
# The throttle looks back for minutes; what was tried stands in the audit trail.
ATTEMPTS_KEPT = timedelta(days=1)


def forget_sessions(*, by: Actor) -> int:
    """Sessions that have ended."""
    return Session.objects.filter(expire_date__lt=by.now()).delete()[0]


def forget_sign_in_links(*, by: Actor) -> int:
    """Links that were used or ran out long ago."""
    return SignInLink.objects.filter(expires_at__lt=by.now() - LINKS_KEPT).delete()[0]


def forget_submission_keys(*, by: Actor) -> int:
    """Keys of submissions that nothing resends any more."""
    return forget_submissions(before=by.now() - SUBMISSIONS_KEPT)


def forget_attempts(*, by: Actor) -> int:
    """Failed attempts to sign in that the throttle no longer counts: they hold what was typed as a name."""
    before = by.now() - ATTEMPTS_KEPT
    kinds = (AccessAttempt, AccessFailureLog, AccessLog)
    return sum(int(kind.objects.filter(attempt_time__lt=before).delete()[0]) for kind in kinds)


def erase_expired_payloads(*, by: Actor) -> int:
    """Details of audit records that are older than the rule of retention, sweep after sweep."""
    erased = 0
    while swept := erase_expired(by=by):
        erased += swept
        if swept < SWEEP:
            break
    return erased
