"""Sealing: within a second, one sealer at a time, in an order that late commits do not disturb."""

import threading
import time
from dataclasses import replace

import psycopg
import pytest
from django.db import connection, transaction

from pratique.foundation.actions.audit import write_record
from pratique.foundation.actions.chain import FIRST_HASH
from pratique.foundation.actions.heads import heads_file, noted_heads
from pratique.foundation.actions.models import AuditPending, AuditRecord, AuditSeal
from pratique.foundation.actions.sealing import SEALER_LOCK, seal_forever, seal_pending
from pratique.foundation.actors.actor import Actor
from pratique.foundation.database.throwaway import Throwaway

BY = Actor.system(name="tests")


def record(action: str) -> AuditRecord:
    return write_record(by=BY, action=action, outcome=AuditRecord.Outcome.DONE, payload={})


@pytest.mark.django_db
def test_committed_records_are_chained_in_order() -> None:
    first, second = record("tests.one"), record("tests.two")

    sealed = seal_pending()

    assert sealed == 2
    assert list(AuditSeal.objects.order_by("sequence").values_list("sequence", "record_id")) == [
        (1, first.pk),
        (2, second.pk),
    ]
    assert first.seal.previous_hash == FIRST_HASH
    assert second.seal.previous_hash == first.seal.hash
    assert AuditPending.objects.count() == 0


@pytest.mark.django_db
def test_sealing_again_goes_on_where_it_stopped() -> None:
    first = record("tests.one")
    seal_pending()
    second = record("tests.two")

    sealed = seal_pending()

    assert sealed == 1
    assert (second.seal.sequence, second.seal.previous_hash) == (2, first.seal.hash)


@pytest.mark.django_db
def test_each_round_notes_its_head_in_the_data_folder() -> None:
    record("tests.one")
    record("tests.two")

    seal_pending()

    [head] = noted_heads()
    assert (head.sequence, head.hash) == (2, AuditSeal.objects.get(sequence=2).hash)
    assert heads_file().stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_a_head_that_a_power_cut_left_half_written_is_passed_over() -> None:
    record("tests.one")
    seal_pending()
    with heads_file().open("a") as lines:
        lines.write('{"sequence": 2, "ha')
    record("tests.two")

    seal_pending()

    assert [head.sequence for head in noted_heads()] == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_a_record_that_commits_late_is_sealed_after_those_with_higher_ids(throwaway: Throwaway) -> None:
    late_may_commit, late_has_written = threading.Event(), threading.Event()

    def write_late() -> None:
        with transaction.atomic():
            record("tests.late")
            late_has_written.set()
            late_may_commit.wait(10)
        connection.close()

    thread = threading.Thread(target=write_late)
    thread.start()
    late_has_written.wait(10)
    early = record("tests.early")
    seal_pending()
    late_may_commit.set()
    thread.join()

    seal_pending()

    late = AuditRecord.objects.get(action="tests.late")
    assert late.pk < early.pk
    assert (early.seal.sequence, late.seal.sequence) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_a_second_sealer_leaves_the_work_to_the_first(throwaway: Throwaway) -> None:
    record("tests.one")
    name = connection.settings_dict["NAME"]

    with psycopg.connect(replace(throwaway.application, database=name).conninfo()) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [SEALER_LOCK])
        sealed = seal_pending()

    assert sealed == 0
    assert AuditSeal.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_record_is_sealed_within_a_second() -> None:
    stop = threading.Event()

    def work() -> None:
        seal_forever(stop)
        connection.close()

    sealer = threading.Thread(target=work)
    sealer.start()
    time.sleep(0.5)
    written = record("tests.one")
    deadline = time.monotonic() + 1
    while time.monotonic() < deadline and not AuditSeal.objects.filter(record=written).exists():
        time.sleep(0.02)

    sealed_in_time = AuditSeal.objects.filter(record=written).exists()
    stop.set()
    sealer.join()

    assert sealed_in_time
