"""The table of what the worker does by the clock."""

import pytest

from pratique.config.periodic import DAY, HOUR, periodic_tasks
from pratique.foundation.actions.models import AuditRecord

pytestmark = pytest.mark.django_db


def test_every_task_runs_on_an_empty_mission_and_says_how_much_it_did() -> None:
    assert {task.name: (task.every, int(task.work())) for task in periodic_tasks()} == {
        "keep_trust_list_fresh": (HOUR, 0),
        "forget_sessions": (DAY, 0),
        "forget_sign_in_links": (DAY, 0),
        "forget_attempts": (DAY, 0),
        "forget_submission_keys": (DAY, 0),
        "erase_expired_payloads": (DAY, 0),
        "forget_old_drafts": (DAY, 0),
        "keep_cohorts": (DAY, 0),
    }
    assert list(AuditRecord.objects.order_by("pk").values_list("action", flat=True)) == [
        "actions.audit.erase_expired",
        "encounters.draft.forget",
        "assessments.cohort.keep",
    ]
