"""Those who manage staff open accounts, give roles, links and sites; everything through the door."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actions.refusal import Refusal
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import PASSWORD, make_actor, make_assignment, make_site, make_user
from pratique.foundation.actors.models import Assignment, SignInLink, Site, User
from pratique.foundation.staff import actions, queries
from pratique.foundation.staff.links import make_link

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "three unrelated words"


@pytest.fixture
def admin(client: Client) -> Actor:
    actor = make_actor("admin")
    client.force_login(User.objects.get(pk=actor.user_id))
    return actor


def test_a_new_member_of_staff_gets_a_role_and_a_link(client: Client, admin: Actor) -> None:
    site = make_site("Kakuma")
    typed = {"name": "Wanjiru", "email": "Wanjiru@Example.org", "language": "fr", "role": "nurse"}

    answer = client.post("/staff/new/", {**typed, "site": site.number, "starts_on": "2026-01-01", "ends_on": ""})

    user = User.objects.get(email="wanjiru@example.org")
    assert answer.url == f"/staff/{user.number}/"
    assert (user.name, user.language, user.has_usable_password()) == ("Wanjiru", "fr", False)
    assert list(user.assignments.values_list("role", "site", "starts_on", "ends_on")) == [
        ("nurse", site.pk, date(2026, 1, 1), None)
    ]
    page = client.post(f"/staff/{user.number}/link/").content.decode()
    assert re.search(r"http://testserver/accounts/first/[\w-]{43}/", page)
    assert list(AuditRecord.objects.order_by("id").values_list("action", "subject")) == [
        ("actors.staff.create", user.number),
        ("actors.staff.assign_role", user.number),
        ("actors.staff.create_with_role", user.number),
        ("actors.staff.give_link", user.number),
    ]


def test_a_known_address_is_refused_and_nothing_is_made(client: Client, admin: Actor) -> None:
    make_user(email="known@example.org")
    before = User.objects.count()
    typed = {"name": "W", "email": "KNOWN@example.org", "language": "en", "role": "nurse"}

    answer = client.post("/staff/new/", {**typed, "site": make_site().number, "starts_on": "2026-01-01"})

    assert answer.status_code == 422
    assert "already in the list of staff" in answer.content.decode()
    assert User.objects.count() == before


def test_a_link_sets_the_password_once(client: Client) -> None:
    user = make_assignment("nurse", user=make_user(email="nurse@example.org")).user
    path = f"/accounts/first/{make_link(user, now=datetime.now(UTC))}/"

    page = client.get(path)
    answer = client.post(path, {"password": NEW_PASSWORD, "again": NEW_PASSWORD})
    second = client.post(path, {"password": "another long password", "again": "another long password"})

    assert (page.status_code, answer.url, second.status_code) == (200, "/accounts/login/", 410)
    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)
    record = AuditRecord.objects.get()
    assert (record.action, record.user_number) == ("actors.account.set_first_password", user.number)


def test_a_link_ends_after_a_day(client: Client) -> None:
    path = f"/accounts/first/{make_link(make_user(), now=datetime.now(UTC) - timedelta(hours=25))}/"

    assert client.get(path).status_code == 410


def test_a_new_link_ends_the_earlier_one(client: Client) -> None:
    user = make_user()
    first = make_link(user, now=datetime.now(UTC))

    make_link(user, now=datetime.now(UTC))

    assert client.get(f"/accounts/first/{first}/").status_code == 410


def test_only_the_digest_of_a_link_is_kept() -> None:
    token = make_link(make_user(), now=datetime.now(UTC))

    kept = SignInLink.objects.get()
    assert token not in kept.digest
    assert len(kept.digest) == 64


@pytest.mark.parametrize(("password", "again"), [("short", "short"), (NEW_PASSWORD, "another one here")])
def test_a_weak_or_mistyped_password_is_refused(client: Client, password: str, again: str) -> None:
    user = make_user()
    path = f"/accounts/first/{make_link(user, now=datetime.now(UTC))}/"

    answer = client.post(path, {"password": password, "again": again})

    assert answer.status_code == 422
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert client.get(path).status_code == 200


def test_a_role_can_be_given_and_ended(client: Client, admin: Actor) -> None:
    user, site = make_user(), make_site("Kakuma")
    client.post(
        f"/staff/{user.number}/roles/",
        {"role": "physician", "site": site.number, "starts_on": "2026-01-01", "ends_on": "2030-01-01"},
    )
    given = Assignment.objects.get(user=user)

    answer = client.post(f"/staff/{user.number}/roles/{given.pk}/end/")

    given.refresh_from_db()
    assert answer.url == f"/staff/{user.number}/"
    assert (given.role, given.ends_on) == ("physician", admin.today())


def test_the_same_role_twice_in_the_same_days_is_refused(admin: Actor) -> None:
    held = make_assignment("nurse", ends_on=date(2026, 6, 30))

    with pytest.raises(Refusal) as refused:
        actions.assign_role(by=admin, user=held.user, role="nurse", site=held.site, starts_on=date(2026, 6, 30))

    assert refused.value.code == "actors.staff.held_role"
    assert held.user.assignments.count() == 1


def test_a_role_that_follows_is_not_the_same_twice(admin: Actor) -> None:
    held = make_assignment("nurse", ends_on=date(2026, 6, 30))

    actions.assign_role(by=admin, user=held.user, role="nurse", site=held.site, starts_on=date(2026, 7, 1))

    assert held.user.assignments.count() == 2


def test_a_closed_account_opens_no_page_and_can_be_opened_again(client: Client, admin: Actor) -> None:
    user = make_user()

    client.post(f"/staff/{user.number}/close/")
    user.refresh_from_db()
    closed = user.is_active
    client.post(f"/staff/{user.number}/open/")
    user.refresh_from_db()

    assert (closed, user.is_active) == (False, True)


def test_the_last_administrator_cannot_be_closed(admin: Actor) -> None:
    with pytest.raises(Refusal) as refused:
        actions.close_account(by=admin, user=User.objects.get(pk=admin.user_id))

    assert refused.value.code == "actors.staff.last_administrator"
    assert User.objects.get(pk=admin.user_id).is_active


def test_the_last_administrator_keeps_the_role(admin: Actor) -> None:
    held = Assignment.objects.get(user_id=admin.user_id)

    with pytest.raises(Refusal) as refused:
        actions.end_assignment(by=admin, assignment=held, ends_on=admin.today())

    assert refused.value.code == "actors.staff.last_administrator"
    held.refresh_from_db()
    assert held.ends_on is None


def test_name_and_address_are_put_right_and_the_earlier_ones_stand_in_the_audit(client: Client, admin: Actor) -> None:
    user = make_user(name="Wanjiru", email="w@example.org")

    client.post(f"/staff/{user.number}/correct/", {"name": "Wanjirũ", "email": "w@example.org", "language": "en"})

    user.refresh_from_db()
    assert user.name == "Wanjirũ"
    body = AuditRecord.objects.get().payload.body or ""
    assert '"before":{"name":"Wanjiru"}' in body
    assert '"after":{"name":"Wanjirũ"}' in body


def test_a_site_is_made_and_put_right(client: Client, admin: Actor) -> None:
    client.post("/staff/sites/new/", {"name": "Kakuma", "country": "KEN", "zone": "Africa/Nairobi"})
    site = Site.objects.get(name="Kakuma")

    changed = {"name": "Kakuma 1", "country": "KEN", "zone": "Africa/Juba", "is_active": "on"}
    answer = client.post(f"/staff/sites/{site.number}/", changed)

    site.refresh_from_db()
    assert answer.url == "/staff/sites/"
    assert (site.name, site.zone, site.is_active) == ("Kakuma 1", "Africa/Juba", True)


@pytest.mark.parametrize("typed", [{"zone": "Mars/Olympus"}, {"country": "Kenya"}, {"country": "ken"}, {"name": ""}])
def test_a_site_that_cannot_be_is_refused(client: Client, admin: Actor, typed: dict[str, str]) -> None:
    before = Site.objects.count()

    answer = client.post("/staff/sites/new/", {"name": "K", "country": "KEN", "zone": "Africa/Nairobi", **typed})

    assert answer.status_code == 422
    assert Site.objects.count() == before


@pytest.mark.parametrize("path", ["", "new/", "sites/", "sites/new/"])
def test_pages_open_for_an_administrator_and_for_nobody_else(client: Client, admin: Actor, path: str) -> None:
    allowed = client.get(f"/staff/{path}").status_code
    client.force_login(make_assignment("nurse").user)

    assert (allowed, client.get(f"/staff/{path}").status_code) == (200, 403)


def test_a_number_nobody_has_is_not_found(client: Client, admin: Actor) -> None:
    assert client.get("/staff/U-0000-0000/").status_code == 404
    assert client.post("/staff/U-0000-0000/close/").status_code == 404


def test_staff_are_found_by_a_part_of_the_name(client: Client, admin: Actor) -> None:
    make_user(name="Wanjiru Kamau")

    page = client.post("/staff/", {"text": "kam"}).content.decode()

    assert "Wanjiru Kamau" in page
    assert admin.user_name not in page.partition("<table")[2]
    assert [user.name for user in queries.staff(admin, "kam")] == ["Wanjiru Kamau"]
    assert list(queries.staff(admin, "nobody\0")) != []


def test_a_nurse_cannot_manage_staff_by_the_action_either() -> None:
    user = make_user()

    with pytest.raises(Refusal):
        actions.close_account(by=make_actor("nurse"), user=user)

    user.refresh_from_db()
    assert user.is_active


@time_machine.travel(datetime(2026, 11, 20, tzinfo=UTC))
def test_a_role_that_never_began_leaves_no_period(admin: Actor) -> None:
    held = make_assignment("nurse", starts_on=date(2026, 12, 1))

    actions.end_assignment(by=admin, assignment=held, ends_on=date(2026, 11, 20))

    assert not Assignment.objects.filter(pk=held.pk).exists()
