"""What the worker does by the clock, beside sealing the audit trail: the one table of it."""

from datetime import timedelta
from functools import partial

from pratique.areas.assessments.tasks import keep_cohorts
from pratique.areas.certificates.tasks import keep_trust_list_fresh
from pratique.areas.encounters.tasks import forget_old_drafts
from pratique.foundation.actors.actor import Actor
from pratique.foundation.jobs.periodic import Task
from pratique.foundation.staff import housekeeping

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def periodic_tasks() -> tuple[Task, ...]:
    """Every task with its interval; each is also done a minute after a start."""
    by = Actor.system(name="housekeeping")
    return (
        Task(name="keep_trust_list_fresh", every=HOUR, work=keep_trust_list_fresh),
        Task(name="forget_sessions", every=DAY, work=partial(housekeeping.forget_sessions, by=by)),
        Task(name="forget_sign_in_links", every=DAY, work=partial(housekeeping.forget_sign_in_links, by=by)),
        Task(name="forget_attempts", every=DAY, work=partial(housekeeping.forget_attempts, by=by)),
        Task(name="forget_submission_keys", every=DAY, work=partial(housekeeping.forget_submission_keys, by=by)),
        Task(name="erase_expired_payloads", every=DAY, work=partial(housekeeping.erase_expired_payloads, by=by)),
        Task(name="forget_old_drafts", every=DAY, work=forget_old_drafts),
        Task(name="keep_cohorts", every=DAY, work=keep_cohorts),
    )
