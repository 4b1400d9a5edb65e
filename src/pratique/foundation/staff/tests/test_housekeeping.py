"""Once a day, what has ended is forgotten, and nothing else."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.test import Client

from pratique.foundation.actions.models import SubmissionKey
from pratique.foundation.actions.submissions import claim
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_user
from pratique.foundation.actors.models import SignInLink
from pratique.foundation.staff import housekeeping
from pratique.foundation.staff.links import make_link

pytestmark = pytest.mark.django_db

BY = Actor.system(name="housekeeping")
NOW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def test_sessions_that_ended_are_forgotten_and_a_running_one_stays() -> None:
    with time_machine.travel(NOW - timedelta(days=30), tick=False):
        Client().force_login(make_user())
    Client().force_login(make_user())

    assert housekeeping.forget_sessions(by=BY) == 1
    assert Session.objects.get().expire_date > NOW


def test_links_are_forgotten_a_month_after_they_ran_out() -> None:
    make_link(make_user(), now=NOW - timedelta(days=60))
    make_link(make_user(), now=NOW - timedelta(days=20))

    assert housekeeping.forget_sign_in_links(by=BY) == 1
    assert SignInLink.objects.count() == 1


def test_submission_keys_are_kept_for_thirty_days() -> None:
    with time_machine.travel(NOW - timedelta(days=30, seconds=1), tick=False):
        claim("old", action="tests.old", by=BY)
    with time_machine.travel(NOW - timedelta(days=30), tick=False):
        claim("young", action="tests.young", by=BY)

    assert housekeeping.forget_submission_keys(by=BY) == 1
    assert SubmissionKey.objects.get().action == "tests.young"


def test_attempts_to_sign_in_are_kept_for_a_day() -> None:
    with time_machine.travel(NOW - timedelta(hours=25), tick=False):
        AccessAttempt.objects.create(username="old", failures_since_start=8)
    with time_machine.travel(NOW - timedelta(hours=23), tick=False):
        AccessAttempt.objects.create(username="young", failures_since_start=8)

    assert housekeeping.forget_attempts(by=BY) == 1
    assert AccessAttempt.objects.get().username == "young"


def test_without_a_rule_of_retention_no_detail_is_erased() -> None:
    assert housekeeping.erase_expired_payloads(by=BY) == 0
