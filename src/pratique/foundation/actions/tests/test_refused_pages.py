"""A page that is refused leaves a record too, once: the privacy officer sees who tried."""

import pytest
from django.test import Client

from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor, make_user
from pratique.foundation.actors.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def nurse(client: Client) -> Actor:
    actor = make_actor("nurse")
    client.force_login(User.objects.get(pk=actor.user_id))
    return actor


def test_a_page_that_is_not_for_this_role_is_recorded(client: Client, nurse: Actor) -> None:
    other = make_user()

    answer = client.get(f"/staff/{other.number}/")

    assert answer.status_code == 403
    record = AuditRecord.objects.get()
    assert (record.action, record.outcome, record.refusal_code) == ("staff:see_staff", "refused", "not_permitted")
    assert (record.user_number, record.subject) == (nurse.user_number, other.number)


def test_a_deed_that_is_refused_is_recorded_once(client: Client) -> None:
    admin = make_actor("admin")
    user = User.objects.get(pk=admin.user_id)
    client.force_login(user)

    answer = client.post(f"/staff/{user.number}/close/")

    assert answer.status_code == 422
    assert list(AuditRecord.objects.values_list("action", "refusal_code")) == [
        ("actors.staff.close", "actors.staff.last_administrator")
    ]


def test_a_script_gets_the_refusal_as_json(client: Client, nurse: Actor) -> None:
    answer = client.get("/staff/", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")


def test_who_is_not_signed_in_leaves_no_record(client: Client) -> None:
    client.get("/staff/")

    assert AuditRecord.objects.count() == 0
