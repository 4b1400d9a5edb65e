"""The first administrator comes by a local command."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from pratique.config.cli.admin import first_address
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.models import Assignment, Site, User
from pratique.foundation.trouble import Trouble

pytestmark = pytest.mark.django_db
PASSWORD = "three unrelated words"


def test_the_first_administrator_sets_a_password_and_signs_in(client: Client) -> None:
    printed = first_address("Admin@Example.org", "Amina")

    assert re.fullmatch(r"http://localhost:8000/accounts/first/[\w-]{43}/", printed)
    path = printed.removeprefix("http://localhost:8000")
    client.post(path, {"password": PASSWORD, "again": PASSWORD})
    client.post("/accounts/login/", {"login": "admin@example.org", "password": PASSWORD})
    assert client.get("/staff/").status_code == 200
    assert (User.objects.get().name, Site.objects.get().name) == ("Amina", "Administration")


def test_the_way_back_in_keeps_the_account_and_gives_a_new_link() -> None:
    first = first_address("admin@example.org", "")
    second = first_address("admin@example.org", "")

    assert first != second
    assert User.objects.count() == 1
    assert Assignment.objects.values_list("role", "ends_on").get() == ("admin", None)


def test_a_closed_account_is_opened_again() -> None:
    first_address("admin@example.org", "")
    User.objects.update(is_active=False)

    first_address("admin@example.org", "")

    assert User.objects.get().is_active


def test_what_is_no_address_is_refused_and_nothing_is_made() -> None:
    with pytest.raises(Trouble, match="is not an e-mail address"):
        first_address("amina", "")

    assert User.objects.count() == 0


def test_the_trail_names_the_command() -> None:
    first_address("admin@example.org", "")

    record = AuditRecord.objects.get(action="actors.staff.make_administrator")
    assert record.role == "system"
    assert '"system":"pratique admin create"' in (record.payload.body or "")
    assert record.at < datetime.now(UTC)
