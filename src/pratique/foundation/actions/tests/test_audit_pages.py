"""The privacy officer searches the trail, reads a record, exports, erases; each of it leaves a record itself."""

import csv
import io
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from pratique.foundation.actions.audit import write_record
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actions.permissions import Permission
from pratique.foundation.actions.queries import AuditSearch, page_of_records, search_records
from pratique.foundation.actions.refusal import Refusal
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor, make_user
from pratique.foundation.actors.models import User

pytestmark = pytest.mark.django_db
PERSON = "P-9Y92-2TN3"


def write(by: Actor, action: str, **details: str) -> AuditRecord:
    payload = {"before": {"name": "Amina"}, "after": {"name": "Amina O."}}
    outcome = details.pop("outcome", AuditRecord.Outcome.DONE)
    return write_record(by=by, action=action, outcome=outcome, payload=payload, **details)


@pytest.fixture
def officer(client: Client) -> Actor:
    actor = make_actor("privacy")
    client.force_login(User.objects.get(pk=actor.user_id))
    return actor


@pytest.fixture
def nurse() -> Actor:
    return make_actor("nurse", user=make_user(name="Wanjiru Kamau", email="w@example.org"))


def found(by: Actor, **search: object) -> list[str]:
    return list(search_records(by, AuditSearch(**search)).values_list("action", flat=True))


def test_records_are_found_by_person(officer: Actor, nurse: Actor) -> None:
    write(nurse, "tests.one", person=PERSON)
    write(nurse, "tests.two", person="P-OTHER")

    assert found(officer, person=PERSON) == ["tests.one"]


def test_records_are_found_by_staff(officer: Actor, nurse: Actor) -> None:
    write(nurse, "tests.one")
    write(officer, "tests.two")

    assert found(officer, staff=nurse.user_number) == ["tests.one"]


def test_staff_are_chosen_by_name_and_sought_by_number(client: Client, officer: Actor, nurse: Actor) -> None:
    page = client.get("/audit/").content.decode()

    assert f'<option value="{nurse.user_number}">Wanjiru Kamau</option>' in page


def test_records_are_found_by_deed_and_outcome(officer: Actor, nurse: Actor) -> None:
    write(nurse, "tests.one")
    write(nurse, "tests.one", outcome=AuditRecord.Outcome.REFUSED)
    write(nurse, "tests.two")

    assert found(officer, action="tests.one") == ["tests.one", "tests.one"]
    assert found(officer, outcome="refused") == ["tests.one"]


def test_days_are_those_of_the_officers_site(officer: Actor, nurse: Actor) -> None:
    day = datetime(2026, 11, 20, tzinfo=UTC).date()
    with time_machine.travel(datetime(2026, 11, 19, 21, 30, tzinfo=UTC), tick=False):
        write(nurse, "tests.half_past_midnight_in_nairobi")
    with time_machine.travel(datetime(2026, 11, 20, 21, 30, tzinfo=UTC), tick=False):
        write(nurse, "tests.the_day_after")

    assert found(officer, first_day=day, last_day=day) == ["tests.half_past_midnight_in_nairobi"]


def test_a_shielded_compartment_is_absent_for_who_may_not_see_it(nurse: Actor) -> None:
    write(nurse, "tests.open", person=PERSON)
    write(nurse, "tests.shielded", person=PERSON, compartment="protection")
    reader = make_actor("supervisor", permissions=frozenset({Permission.SEE_AUDIT}))
    officer = make_actor("privacy")

    assert found(reader, person=PERSON) == ["tests.open"]
    assert found(officer, person=PERSON) == ["tests.shielded", "tests.open"]


def test_a_nurse_reads_no_audit(client: Client, nurse: Actor) -> None:
    client.force_login(User.objects.get(pk=nurse.user_id))
    record = write(nurse, "tests.one")

    statuses = [client.get(path).status_code for path in ("/audit/", f"/audit/{record.uid}/")]

    assert statuses == [403, 403]
    assert client.post("/audit/export/").status_code == 403
    with pytest.raises(Refusal):
        search_records(nurse, AuditSearch())


def test_the_page_shows_who_did_what_and_is_recorded(client: Client, officer: Actor, nurse: Actor) -> None:
    record = write(nurse, "tests.one", person=PERSON)

    page = client.get("/audit/", {"person": PERSON.lower()}).content.decode()

    assert "Wanjiru Kamau" in page
    assert f"/audit/{record.uid}/" in page
    looked = AuditRecord.objects.latest("id")
    assert (looked.action, looked.outcome, looked.person) == ("actions.audit.search", "read", PERSON)
    assert looked.user_number == officer.user_number


def test_a_record_shows_before_and_after_and_is_recorded(client: Client, officer: Actor, nurse: Actor) -> None:
    record = write(nurse, "tests.one", person=PERSON)

    page = client.get(f"/audit/{record.uid}/").content.decode()

    assert "<bdi>Amina</bdi>" in page
    assert "<bdi>Amina O.</bdi>" in page
    assert "salt" not in page
    looked = AuditRecord.objects.latest("id")
    assert (looked.action, looked.subject, looked.person) == ("actions.audit.read", record.uid.hex, PERSON)


def test_a_search_that_cannot_be_read_finds_nothing(client: Client, officer: Actor, nurse: Actor) -> None:
    write(nurse, "tests.one")

    page = client.get("/audit/", {"first_day": "yesterday"}).content.decode()

    assert "No record fits" in page


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "\0", "٣"])
def test_a_wrong_place_in_the_list_is_the_beginning(client: Client, officer: Actor, before: str) -> None:
    assert client.get("/audit/", {"before": before}).status_code == 200


def test_older_records_come_on_the_next_page(client: Client, officer: Actor, nurse: Actor) -> None:
    records = [write(nurse, f"tests.deed{number}") for number in range(60)]

    first = page_of_records(officer, AuditSearch())
    second = page_of_records(officer, AuditSearch(), before=first[49].record.pk)

    assert [row.record.pk for row in first[:50]] == [record.pk for record in reversed(records[10:])]
    assert [row.record.pk for row in second] == [record.pk for record in reversed(records[:10])]
    assert f"before={records[10].pk}" in client.get("/audit/", {"staff": nurse.user_number}).content.decode()


def test_an_export_is_a_table_and_is_recorded(client: Client, officer: Actor, nurse: Actor) -> None:
    record = write(nurse, "tests.one", person=PERSON)
    write(nurse, "tests.two")

    answer = client.post("/audit/export/", {"action": "tests.one"})

    [heads, row] = csv.reader(io.StringIO(answer.content.decode()))
    shown = dict(zip(heads, row, strict=True))
    assert (shown["user_name"], shown["person"], shown["uid"]) == ("Wanjiru Kamau", PERSON, str(record.uid))
    exported = AuditRecord.objects.latest("id")
    assert (exported.action, exported.outcome) == ("actions.audit.export", "done")
    assert '"rows":1' in (exported.payload.body or "")


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(client: Client, officer: Actor) -> None:
    write(make_actor("nurse", user=make_user(name="=1+1")), "tests.one")

    answer = client.post("/audit/export/", {"action": "tests.one"})

    assert "'=1+1" in answer.content.decode()


def test_details_are_erased_with_a_reason(client: Client, officer: Actor, nurse: Actor) -> None:
    record = write(nurse, "tests.one", person=PERSON)

    without = client.post(f"/audit/{record.uid}/erase/", {"reason": ""})
    answer = client.post(f"/audit/{record.uid}/erase/", {"reason": "Order 12/2026"})

    record.payload.refresh_from_db()
    assert (without.status_code, answer.url, record.payload.body) == (422, f"/audit/{record.uid}/", None)
    assert "The details were erased on" in client.get(answer.url).content.decode()


def test_a_second_erasure_is_refused(client: Client, officer: Actor, nurse: Actor) -> None:
    record = write(nurse, "tests.one")
    client.post(f"/audit/{record.uid}/erase/", {"reason": "Order 12/2026"})

    answer = client.post(f"/audit/{record.uid}/erase/", {"reason": "Order 12/2026"})

    assert answer.status_code == 422
    assert "erased before" in answer.content.decode()


def test_a_record_nobody_wrote_is_not_found(client: Client, officer: Actor) -> None:
    assert client.get("/audit/00000000-0000-4000-8000-000000000000/").status_code == 404
