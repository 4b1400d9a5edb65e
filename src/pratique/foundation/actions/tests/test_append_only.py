"""The audit trail cannot be changed or removed, by the application's login nor by the owner of the tables."""

import psycopg
import pytest
from django.db import connection, transaction
from django.db.utils import InternalError, ProgrammingError
from psycopg.errors import InsufficientPrivilege

from pratique.foundation.actions.models import AuditPayload, AuditRecord
from pratique.foundation.actions.protection import first_weakness
from pratique.foundation.actions.sealing import seal_pending
from pratique.foundation.actions.tests.deeds import NEEDED, open_site
from pratique.foundation.actors.factories import make_actor

STATEMENTS = [
    "UPDATE actions_auditrecord SET role = 'nobody'",
    "DELETE FROM actions_auditrecord",
    "TRUNCATE actions_auditrecord CASCADE",
    "UPDATE actions_auditseal SET hash = ''",
    "DELETE FROM actions_auditseal",
    "TRUNCATE actions_auditseal",
    "UPDATE actions_auditpayload SET body = 'other'",
    "UPDATE actions_auditpayload SET body = NULL, erased_at = now(), erased_by_rule = 'legal_erasure'",
    "DELETE FROM actions_auditpayload",
    "TRUNCATE actions_auditpayload",
]


def one_sealed_record() -> AuditRecord:
    open_site(by=make_actor(permissions=frozenset({NEEDED})), name="Kakuma")
    seal_pending()
    return AuditRecord.objects.get()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_application_cannot_change_the_audit_trail(statement: str) -> None:
    one_sealed_record()

    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(statement)

    assert AuditRecord.objects.filter(role="nurse", seal__sequence=1, payload__body__isnull=False).count() == 1


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_owner_cannot_change_the_audit_trail_either(statement: str, owner: psycopg.Connection) -> None:
    one_sealed_record()

    with pytest.raises(InsufficientPrivilege, match="append-only"):
        owner.execute(statement)

    assert AuditRecord.objects.filter(role="nurse", seal__sequence=1, payload__body__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_application_cannot_make_its_own_rule_of_erasure() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("UPDATE actions_auditerasurerule SET after_years = NULL")


@pytest.mark.django_db
def test_the_erasure_function_refuses_a_young_record_under_the_retention_rule() -> None:
    record = one_sealed_record()

    with (
        pytest.raises((InternalError, ProgrammingError), match="only after 10 years"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT erase_audit_payload(%s, 'retention_expired')", [record.pk])

    assert AuditPayload.objects.get(record=record).body is not None


@pytest.mark.django_db
def test_the_erasure_function_refuses_an_unknown_rule() -> None:
    record = one_sealed_record()

    with (
        pytest.raises(Exception, match="no rule of erasure is called whim"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT erase_audit_payload(%s, 'whim')", [record.pk])

    assert AuditPayload.objects.get(record=record).body is not None


@pytest.mark.django_db
def test_nothing_is_left_unguarded_after_the_migrations() -> None:
    assert first_weakness() == ""


def test_a_trigger_that_was_switched_off_is_named(owner: psycopg.Connection) -> None:
    owner.execute("ALTER TABLE actions_auditseal DISABLE TRIGGER audit_refuse_change")

    found = first_weakness()

    owner.execute("ALTER TABLE actions_auditseal ENABLE TRIGGER audit_refuse_change")
    assert found == "the trigger audit_refuse_change of actions_auditseal is missing or switched off"


def test_a_right_that_was_given_back_is_named(owner: psycopg.Connection) -> None:
    owner.execute("GRANT DELETE ON actions_auditrecord TO pratique_application")

    found = first_weakness()

    owner.execute("REVOKE DELETE ON actions_auditrecord FROM pratique_application")
    assert found == "the database role pratique_application may change actions_auditrecord"
