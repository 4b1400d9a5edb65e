"""The door: permitted, all or nothing, recorded."""

import json

import pytest
from django.db import transaction

from pratique.foundation.actions.door import action, note, record_read
from pratique.foundation.actions.models import AuditPending, AuditRecord
from pratique.foundation.actions.refusal import Refusal
from pratique.foundation.actions.tests.deeds import (
    NEEDED,
    open_and_rename,
    open_site,
    rename_forgivingly,
    rename_site,
    stumble,
)
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor, make_site
from pratique.foundation.actors.models import Site


def permitted() -> Actor:
    return make_actor("nurse", permissions=frozenset({NEEDED}))


@pytest.mark.django_db
def test_a_deed_records_who_when_where_and_what_changed() -> None:
    by = permitted()

    site = open_site(by=by, name="Kakuma")

    record = AuditRecord.objects.get()
    assert (record.action, record.outcome, record.subject) == ("tests.site.open", "done", site.number)
    assert (record.user_number, record.site_number, record.role) == (by.user_number, by.site_number, "nurse")
    body = json.loads(record.payload.body or "")
    assert body["after"] == {"name": "Kakuma"}
    assert len(body["salt"]) == 32
    assert AuditPending.objects.filter(record=record).count() == 1


@pytest.mark.django_db
def test_a_deed_without_permission_changes_nothing_and_is_recorded() -> None:
    by, site = make_actor("nurse"), make_site("Kakuma")

    with pytest.raises(Refusal) as refused:
        rename_site(by=by, site=site, name="Dadaab")

    assert (refused.value.code, refused.value.status) == ("not_permitted", 403)
    assert Site.objects.get(pk=site.pk).name == "Kakuma"
    record = AuditRecord.objects.get()
    assert (record.action, record.outcome, record.refusal_code) == ("tests.site.rename", "refused", "not_permitted")


@pytest.mark.django_db
def test_a_refusal_undoes_the_deed_and_is_recorded_after_the_rollback() -> None:
    by, site = permitted(), make_site("Kakuma")

    with pytest.raises(Refusal) as refused:
        rename_site(by=by, site=site, name="")

    assert (refused.value.code, refused.value.status) == ("tests.site.nameless", 422)
    assert Site.objects.get(pk=site.pk).name == "Kakuma"
    record = AuditRecord.objects.get()
    assert (record.outcome, record.refusal_code, record.subject) == ("refused", "tests.site.nameless", site.number)


@pytest.mark.django_db
def test_a_refusal_inside_another_deed_undoes_both_and_is_recorded_once() -> None:
    by = permitted()
    sites = Site.objects.count()

    with pytest.raises(Refusal):
        open_and_rename(by=by, name="")

    assert Site.objects.count() == sites
    assert list(AuditRecord.objects.values_list("action", "outcome")) == [("tests.site.rename", "refused")]


@pytest.mark.django_db
def test_a_refusal_that_the_outer_deed_forgives_is_undone_alone_and_recorded() -> None:
    by, site = permitted(), make_site("Kakuma")

    outcome = rename_forgivingly(by=by, site=site, first="", second="Dadaab")

    assert outcome == "Dadaab"
    assert Site.objects.get(pk=site.pk).name == "Dadaab"
    assert list(AuditRecord.objects.order_by("id").values_list("action", "outcome")) == [
        ("tests.site.rename", "done"),
        ("tests.site.rename_twice", "done"),
        ("tests.site.rename", "refused"),
    ]


@pytest.mark.django_db
def test_a_bug_undoes_everything_and_leaves_no_record() -> None:
    by = permitted()
    sites = Site.objects.count()

    with pytest.raises(ZeroDivisionError):
        stumble(by=by, name="Kakuma")

    assert Site.objects.count() == sites
    assert AuditRecord.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_door_opens_the_transaction_itself() -> None:
    by = permitted()

    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        open_site(by=by, name="Kakuma")

    assert Site.objects.filter(name="Kakuma").count() == 0


@pytest.mark.django_db
def test_opening_a_page_about_a_person_is_recorded() -> None:
    by = make_actor("nurse")

    record_read(by=by, what="people.person.read", person="P-7K3M-9QX4")

    record = AuditRecord.objects.get()
    assert (record.action, record.outcome, record.person) == ("people.person.read", "read", "P-7K3M-9QX4")


def test_a_note_belongs_inside_a_deed() -> None:
    with pytest.raises(RuntimeError, match="inside an action"):
        note(subject="C-1")


def without_by(*, name: str) -> None: ...


def positional(by: Actor, name: str) -> None: ...


def with_default(*, by: Actor = Actor.system(name="x")) -> None: ...  # noqa: B008


def with_key(*, by: Actor, key: str) -> None: ...


@pytest.mark.parametrize("function", [without_by, positional, with_default, with_key])
def test_a_function_that_does_not_fit_the_door_fails_at_import(function: object) -> None:
    with pytest.raises(TypeError):
        action("tests.site.misfit", needs=NEEDED)(function)


def test_two_deeds_cannot_share_a_name() -> None:
    with pytest.raises(TypeError, match=r"two actions are called tests\.site\.open"):
        action("tests.site.open", needs=NEEDED)(with_no_trouble)


def with_no_trouble(*, by: Actor) -> None: ...
