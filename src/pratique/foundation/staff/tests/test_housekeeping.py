"""Once a day, what has ended is forgotten, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from pratique.foundation.actions.models import SubmissionKey
from pratique.foundation.actions.submissions import claim
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_user
from pratique.foundation.actors.models import SignInLink
from pratique.foundation.staff.housekeeping import once_a_day
from pratique.foundation.staff.links import make_link

BY = Actor.system(name="housekeeping")
START = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.django_db
def test_what_has_ended_is_forgotten_and_the_rest_stays(client: Client) -> None:
    with time_machine.travel(START, tick=False):
        client.force_login(make_user())
        make_link(make_user(), now=START)
        claim("old", action="tests.any", by=BY)
    with time_machine.travel(START + timedelta(days=31), tick=False):
        claim("young", action="tests.any", by=BY)
    with time_machine.travel(START + timedelta(days=32), tick=False):
        Client().force_login(make_user())
        make_link(make_user(), now=datetime.now(UTC))

        gone = once_a_day(by=BY)

    assert gone == {"sessions": 1, "links": 1, "submissions": 1, "audit_payloads": 0}
    assert (SubmissionKey.objects.count(), SignInLink.objects.count()) == (1, 1)
