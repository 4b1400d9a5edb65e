"""Signing in: by address and password, throttled, recorded, telling nobody who has an account."""

import re

import pytest
from django.test import Client

from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.factories import PASSWORD, make_assignment, make_user
from pratique.foundation.actors.models import User

pytestmark = pytest.mark.django_db


def nurse() -> User:
    return make_assignment("nurse", user=make_user(email="nurse@example.org")).user


def sign_in(client: Client, email: str, password: str, **details: str) -> object:
    return client.post("/accounts/login/", {"login": email, "password": password, **details})


def test_a_nurse_signs_in_and_it_is_recorded(client: Client) -> None:
    user = nurse()

    answer = sign_in(client, "Nurse@Example.org", PASSWORD)

    assert (answer.status_code, answer.url) == (302, "/")
    assert client.session["_auth_user_id"] == str(user.pk)
    record = AuditRecord.objects.get()
    assert (record.action, record.outcome, record.user_number) == ("actors.account.sign_in", "done", user.number)


def test_a_page_asked_for_before_signing_in_comes_after_it(client: Client) -> None:
    nurse()

    answer = sign_in(client, "nurse@example.org", PASSWORD, next="/staff/")

    assert answer.url == "/staff/"


def test_another_site_is_never_the_next_page(client: Client) -> None:
    nurse()

    answer = sign_in(client, "nurse@example.org", PASSWORD, next="https://elsewhere.example/")

    assert answer.url == "/"


def test_a_wrong_password_and_an_unknown_address_look_the_same(client: Client) -> None:
    nurse()

    known = sign_in(client, "nurse@example.org", "wrong password").content.decode()
    unknown = sign_in(client, "nobody@example.org", "wrong password").content.decode()

    assert without_noise(known) == without_noise(unknown).replace("nobody@example.org", "nurse@example.org")
    assert "_auth_user_id" not in client.session


def test_a_closed_account_looks_like_a_wrong_password(client: Client) -> None:
    user = nurse()
    wrong = sign_in(client, "nurse@example.org", "wrong password").content.decode()
    User.objects.filter(pk=user.pk).update(is_active=False)

    closed = sign_in(client, "nurse@example.org", PASSWORD).content.decode()

    assert without_noise(closed) == without_noise(wrong)


def test_wrong_passwords_are_recorded_without_what_was_typed(client: Client) -> None:
    user = nurse()

    sign_in(client, "nurse@example.org", "wrong password")
    sign_in(client, "nobody@example.org", "wrong password")

    known, unknown = AuditRecord.objects.order_by("id")
    assert (known.outcome, known.refusal_code, known.user_number) == ("refused", "wrong_password", user.number)
    assert (unknown.outcome, unknown.refusal_code, unknown.user_number) == ("refused", "wrong_password", "")
    assert "nobody@example.org" not in (unknown.payload.body or "")


def test_eight_wrong_passwords_stop_signing_in_for_a_while(client: Client) -> None:
    nurse()
    statuses = [sign_in(client, "nurse@example.org", "wrong password").status_code for _ in range(8)]

    locked = sign_in(client, "nurse@example.org", PASSWORD)

    assert statuses == [200] * 7 + [429]
    assert locked.status_code == 429
    assert "Too many attempts" in locked.content.decode()
    assert "_auth_user_id" not in client.session


def test_an_address_nobody_has_is_stopped_in_the_same_way(client: Client) -> None:
    statuses = [sign_in(client, "nobody@example.org", "wrong password").status_code for _ in range(9)]

    assert statuses == [200] * 7 + [429] * 2


def test_others_on_the_same_network_still_sign_in(client: Client) -> None:
    nurse()
    [sign_in(client, "other@example.org", "wrong password") for _ in range(9)]

    assert sign_in(client, "nurse@example.org", PASSWORD).status_code == 302


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "email/", "login/code/", "confirm-email/", "social/"])
def test_nobody_opens_an_account_herself(client: Client, path: str) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404


def test_signing_out_ends_the_session_and_clears_what_the_browser_kept(client: Client) -> None:
    user = nurse()
    client.force_login(user)

    answer = client.post("/accounts/logout/")

    assert (answer.status_code, answer.url) == (302, "/accounts/login/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "_auth_user_id" not in client.session
    assert AuditRecord.objects.get().action == "actors.account.sign_out"


def test_signing_out_needs_a_press_of_a_button(client: Client) -> None:
    client.force_login(nurse())

    assert client.get("/accounts/logout/").status_code == 405
    assert "_auth_user_id" in client.session


def test_scripts_of_a_page_are_told_that_nobody_is_signed_in(client: Client) -> None:
    answer = client.get("/staff/", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (401, "signed_out")


def test_people_are_sent_to_sign_in_and_come_back(client: Client) -> None:
    answer = client.get("/staff/?q=amina")

    assert answer.url == "/accounts/login/?next=/staff/%3Fq%3Damina"


def test_somebody_without_a_role_today_is_told_so(client: Client) -> None:
    client.force_login(make_user())

    answer = client.get("/staff/")

    assert answer.status_code == 403
    assert "You have no role today" in answer.content.decode()


def without_noise(page: str) -> str:
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", page)
