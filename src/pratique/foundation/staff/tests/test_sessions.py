"""A session rests when nobody works; the password opens it again, and nothing is lost."""

import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from pytest_django import Settings

from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.factories import PASSWORD, make_assignment, make_site, make_user
from pratique.foundation.actors.models import User

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
BACKGROUND = {"X-Pratique-Background": "1"}
JSON = {"Accept": "application/json"}


@pytest.fixture
def clock(settings: Settings) -> time_machine.Traveller:
    settings.SESSION_IDLE_MINUTES = 30
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def nurse(clock: object, client: Client) -> User:
    user = make_assignment("nurse", user=make_user(email="nurse@example.org")).user
    client.force_login(user)
    client.get("/accounts/")
    return user


def test_work_keeps_a_session_awake(client: Client, nurse: User, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=25))
    client.get("/accounts/")
    clock.shift(timedelta(minutes=25))

    assert client.get("/accounts/").status_code == 200


def test_a_session_rests_after_the_set_minutes(client: Client, nurse: User, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=31))

    page, script = client.get("/accounts/"), client.get("/accounts/", headers=JSON)

    assert page.url == "/accounts/login/?next=/accounts/"
    assert (script.status_code, script.json()["code"]) == (401, "signed_out")


def test_polling_does_not_keep_a_session_awake(client: Client, nurse: User, clock: time_machine.Traveller) -> None:
    for _ in range(7):
        clock.shift(timedelta(minutes=5))
        answer = client.get("/accounts/", headers=BACKGROUND)

    assert answer.status_code == 401


def test_the_password_opens_it_again_with_the_same_role(
    client: Client, nurse: User, clock: time_machine.Traveller
) -> None:
    second = make_assignment("physician", user=nurse, site=make_site("Kakuma"))
    client.post("/accounts/role/", {"assignment": second.pk})
    clock.shift(timedelta(minutes=31))

    page = client.get("/accounts/again/?next=/accounts/")
    answer = client.post("/accounts/again/", {"password": PASSWORD, "next": "/accounts/"})

    assert "Nobody worked here for 30 minutes" in page.content.decode()
    assert answer.url == "/accounts/"
    assert client.get("/accounts/").wsgi_request.actor.role == "physician"
    assert AuditRecord.objects.get().action == "actors.account.unlock"


def test_scripts_can_open_it_too(client: Client, nurse: User, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=31))

    answer = client.post("/accounts/again/", {"password": PASSWORD}, headers=JSON)

    assert json.loads(answer.content) == {"code": "signed_in"}
    assert client.get("/accounts/").status_code == 200


def test_a_wrong_password_leaves_it_resting(client: Client, nurse: User, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=31))

    answer = client.post("/accounts/again/", {"password": "wrong"})

    assert answer.status_code == 422
    assert client.get("/accounts/").status_code == 302
    assert AuditRecord.objects.get().refusal_code == "wrong_password"


def test_guessing_the_password_of_a_resting_session_is_stopped(
    client: Client, nurse: User, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=31))
    statuses = [client.post("/accounts/again/", {"password": "wrong"}).status_code for _ in range(8)]

    locked = client.post("/accounts/again/", {"password": PASSWORD})

    assert statuses == [422] * 7 + [429]
    assert locked.status_code == 429


def test_without_a_session_signing_in_anew_comes_back_to_the_page(client: Client) -> None:
    assert client.get("/accounts/again/").url == "/accounts/login/?next=%2Fui%2Fsigned-in%2F"
    assert client.get("/accounts/again/", headers=JSON).status_code == 401


def test_signing_in_anew_wakes_a_resting_session(client: Client, nurse: User, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=31))

    client.post("/accounts/login/", {"login": "nurse@example.org", "password": PASSWORD})

    assert client.get("/accounts/").status_code == 200


def test_a_closed_account_answers_no_longer(client: Client, nurse: User) -> None:
    User.objects.filter(pk=nurse.pk).update(is_active=False)

    assert client.get("/accounts/").status_code == 302


def test_the_role_follows_the_date_at_the_site(client: Client, clock: time_machine.Traveller) -> None:
    site = make_site("Apia", zone="Pacific/Apia", country="WSM")
    tomorrow_in_utc = (START + timedelta(days=1)).date()
    user = make_assignment("nurse", site=site, starts_on=tomorrow_in_utc).user
    client.force_login(user)
    before = client.get("/accounts/").status_code

    clock.move_to(START.replace(hour=12))
    later = Client()
    later.force_login(user)

    assert (before, later.get("/accounts/").status_code) == (403, 200)


def test_a_role_of_somebody_else_cannot_be_taken(client: Client, nurse: User) -> None:
    other = make_assignment("admin")

    client.post("/accounts/role/", {"assignment": other.pk})

    assert client.get("/accounts/").wsgi_request.actor.role == "nurse"


def test_the_language_is_kept_with_the_account(client: Client, nurse: User) -> None:
    answer = client.post("/accounts/language/", {"language": "ar", "next": "/accounts/"})

    assert answer.url == "/accounts/"
    assert 'dir="rtl"' in client.get("/accounts/").content.decode()
    nurse.refresh_from_db()
    assert nurse.language == "ar"


def test_a_language_nobody_speaks_is_refused(client: Client, nurse: User) -> None:
    answer = client.post("/accounts/language/", {"language": "../../x"}, headers=JSON)

    assert (answer.status_code, answer.json()["code"]) == (422, "actors.account.unknown_language")
    nurse.refresh_from_db()
    assert nurse.language == "en"


def test_before_signing_in_the_browser_keeps_the_language(client: Client) -> None:
    client.post("/accounts/language/", {"language": "fr"})

    assert 'lang="fr"' in client.get("/accounts/login/").content.decode()
