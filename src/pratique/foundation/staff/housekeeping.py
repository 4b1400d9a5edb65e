"""What is done once a day: forget what has ended, erase what the rule of retention lets go."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from pratique.foundation.actions.erasure import erase_expired
from pratique.foundation.actions.submissions import forget_submissions
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.models import SignInLink

# No phone resends, and no browser tab waits, longer than this.
SUBMISSIONS_KEPT = timedelta(days=30)
LINKS_KEPT = timedelta(days=30)


def once_a_day(*, by: Actor) -> dict[str, int]:
    """Do it; gives how many of each went, for the log."""
    now: datetime = by.now()
    return {
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "links": SignInLink.objects.filter(expires_at__lt=now - LINKS_KEPT).delete()[0],
        "submissions": forget_submissions(before=now - SUBMISSIONS_KEPT),
        "audit_payloads": erase_expired(by=by),
    }
