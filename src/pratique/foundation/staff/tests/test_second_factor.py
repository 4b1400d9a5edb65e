"""The second factor: obligatory by role, its secret sealed, its codes throttled, each change recorded."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from pytest_django import Settings

from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.factories import PASSWORD, make_assignment, make_user
from pratique.foundation.actors.models import User

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def physician(settings: Settings) -> User:
    settings.SECOND_FACTOR_ROLES = ("physician",)
    return make_assignment("physician", user=make_user(email="physician@example.org")).user


@pytest.fixture
def with_app(physician: User) -> User:
    TOTP.activate(physician, SECRET)
    return physician


def code_now() -> str:
    return format_hotp_value(hotp_value(SECRET, sorted(yield_hotp_counters_from_time())[1]))


def give_password(client: Client) -> object:
    return client.post("/accounts/login/", {"login": "physician@example.org", "password": PASSWORD})


def test_a_role_that_needs_a_second_factor_leads_to_setting_one_up(client: Client, physician: User) -> None:
    client.force_login(physician)

    answer = client.get("/accounts/")

    assert (answer.status_code, answer.url) == (302, "/accounts/2fa/")
    assert "No second factor is set up" in client.get("/accounts/2fa/").content.decode()


def test_a_script_is_told_that_the_second_factor_is_missing(client: Client, physician: User) -> None:
    client.force_login(physician)

    answer = client.post("/staff/", headers={"Accept": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (403, "second_factor_missing")


def test_another_role_works_without(client: Client, physician: User) -> None:
    nurse = make_assignment("nurse").user
    client.force_login(nurse)

    assert client.get("/accounts/").status_code == 200


def test_with_an_app_the_role_is_open(client: Client, with_app: User) -> None:
    client.force_login(with_app)

    assert client.get("/accounts/").status_code == 200


def test_the_secret_is_sealed_in_the_database(with_app: User) -> None:
    kept = Authenticator.objects.get(user_id=with_app.pk)

    assert SECRET not in str(kept.data)
    assert kept.wrap().validate_code(code_now())


def test_recovery_codes_are_sealed_and_work_once(with_app: User) -> None:
    codes = RecoveryCodes.activate(with_app)
    first = codes.generate_codes()[0]

    assert codes.instance.data["seed"] != ""
    assert (codes.validate_code(first), codes.validate_code(first)) == (True, False)


def test_signing_in_asks_for_the_code(client: Client, with_app: User) -> None:
    answer = give_password(client)

    assert answer.url == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    page = client.get("/accounts/2fa/authenticate/").content.decode()
    assert "Second step of signing in" in page

    done = client.post("/accounts/2fa/authenticate/", {"code": code_now()})

    assert done.url == "/"
    assert client.session["_auth_user_id"] == str(with_app.pk)


def test_a_wrong_code_is_refused_and_recorded(client: Client, with_app: User) -> None:
    give_password(client)

    answer = client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    assert answer.status_code == 200
    assert "_auth_user_id" not in client.session
    record = AuditRecord.objects.get()
    assert (record.action, record.refusal_code) == ("actors.account.second_factor", "wrong_code")
    assert record.user_number == with_app.number


def test_guessing_codes_is_stopped_like_guessing_passwords(client: Client, with_app: User) -> None:
    give_password(client)
    statuses = [client.post("/accounts/2fa/authenticate/", {"code": f"{n:06}"}).status_code for n in range(8)]

    locked = client.post("/accounts/2fa/authenticate/", {"code": code_now()})

    assert statuses == [200] * 7 + [429]
    assert locked.status_code == 429
    assert "_auth_user_id" not in client.session


def test_setting_up_an_app_asks_for_the_password_and_is_recorded(
    client: Client, physician: User, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    give_password(client)

    asked = client.get("/accounts/2fa/totp/activate/")
    assert asked.url.startswith("/accounts/reauthenticate/")
    client.post(asked.url, {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    counter = sorted(yield_hotp_counters_from_time())[1]
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post("/accounts/2fa/totp/activate/", {"code": format_hotp_value(hotp_value(secret, counter))})

    assert done.url == "/accounts/2fa/recovery-codes/"
    assert client.get(done.url).status_code == 200
    assert list(AuditRecord.objects.order_by("id").values_list("action", flat=True)) == [
        "actors.account.sign_in",
        "actors.account.totp_activated",
    ]


@pytest.mark.parametrize(
    "path",
    ["2fa/", "2fa/webauthn/", "2fa/webauthn/add/", "2fa/recovery-codes/generate/", "2fa/totp/deactivate/", "password/"],
)
def test_pages_of_the_account_open(client: Client, with_app: User, path: str) -> None:
    give_password(client)
    client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    answer = client.get(f"/accounts/{path}")

    assert answer.status_code == 200
    assert "data-user" in answer.content.decode()


def test_changing_the_password_is_recorded_and_keeps_the_session(client: Client) -> None:
    user = make_assignment("nurse", user=make_user(email="nurse@example.org")).user
    client.force_login(user)
    new = "three unrelated words"

    answer = client.post("/accounts/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert answer.url == "/accounts/"
    assert client.get("/accounts/").status_code == 200
    user.refresh_from_db()
    assert user.check_password(new)
    assert AuditRecord.objects.get().action == "actors.account.password_changed"
