"""Verification finds the first break, also one made by somebody who owns the tables and switched the guards off."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from pratique.foundation.actions.audit import write_record
from pratique.foundation.actions.chain import chain_hash
from pratique.foundation.actions.erasure import erase_expired, erase_payload
from pratique.foundation.actions.heads import heads_file
from pratique.foundation.actions.models import AuditRecord, AuditSeal
from pratique.foundation.actions.permissions import Permission
from pratique.foundation.actions.refusal import Refusal
from pratique.foundation.actions.sealing import seal_pending
from pratique.foundation.actions.verification import verify
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor

BY = Actor.system(name="tests")
Sabotage = Callable[..., None]


@pytest.fixture
def trail(transactional_db: None) -> list[AuditRecord]:
    """Five records, sealed in two rounds."""
    records = [
        write_record(by=BY, action=f"tests.deed{number}", outcome=AuditRecord.Outcome.DONE, payload={"n": number})
        for number in (1, 2, 3)
    ]
    seal_pending()
    records += [
        write_record(by=BY, action=f"tests.deed{number}", outcome=AuditRecord.Outcome.DONE, payload={"n": number})
        for number in (4, 5)
    ]
    seal_pending()
    return records


def test_a_whole_trail_is_whole(trail: list[AuditRecord]) -> None:
    verdict = verify()

    assert (verdict.sealed, verdict.unsealed, verdict.first_break) == (5, 0, "")
    assert verdict.head == AuditSeal.objects.get(sequence=5).hash


def test_a_changed_record_is_found(trail: list[AuditRecord], sabotage: Sabotage) -> None:
    sabotage("UPDATE actions_auditrecord SET user_number = 'U-OTHER' WHERE id = %s", trail[1].pk)

    assert verify().first_break == "the record of seal 2 was changed"


def test_a_changed_payload_is_found(trail: list[AuditRecord], sabotage: Sabotage) -> None:
    sabotage("UPDATE actions_auditpayload SET body = '{}' WHERE record_id = %s", trail[2].pk)

    assert verify().first_break == "the payload of seal 3 was changed"


def test_a_payload_that_is_gone_is_found(trail: list[AuditRecord], sabotage: Sabotage) -> None:
    sabotage("DELETE FROM actions_auditpayload WHERE record_id = %s", trail[2].pk)

    assert verify().first_break == "the payload of seal 3 is missing"


def test_a_payload_emptied_without_a_rule_is_found(trail: list[AuditRecord], sabotage: Sabotage) -> None:
    sabotage("UPDATE actions_auditpayload SET body = NULL WHERE record_id = %s", trail[2].pk)

    assert verify().first_break == "the payload of seal 3 was removed without a rule"


def test_an_erasure_by_hand_that_nobody_recorded_is_found(trail: list[AuditRecord], sabotage: Sabotage) -> None:
    sabotage(
        "UPDATE actions_auditpayload SET body = NULL, erased_at = now(), erased_by_rule = 'legal_erasure' "
        "WHERE record_id = %s",
        trail[2].pk,
    )

    assert verify().first_break == "the payload of seal 3 was erased without a record of who erased it"


def test_a_removed_record_is_found(trail: list[AuditRecord], sabotage: Sabotage) -> None:
    sabotage("DELETE FROM actions_auditrecord WHERE id = %s", trail[3].pk)

    assert verify().first_break == "the record of seal 4 is missing"


def test_a_removed_record_with_its_seal_is_found(trail: list[AuditRecord], sabotage: Sabotage) -> None:
    sabotage("DELETE FROM actions_auditrecord WHERE id = %s", trail[3].pk)
    sabotage("DELETE FROM actions_auditseal WHERE sequence = 4")

    assert verify().first_break == "seal 4 is missing"


def test_a_tail_that_was_cut_off_is_found(trail: list[AuditRecord], sabotage: Sabotage) -> None:
    sabotage("DELETE FROM actions_auditseal WHERE sequence > 3")
    sabotage("DELETE FROM actions_auditpayload WHERE record_id > %s", trail[2].pk)
    sabotage("DELETE FROM actions_auditrecord WHERE id > %s", trail[2].pk)

    assert verify().first_break == "the trail ends at seal 3, but seal 5 was noted in the data folder"


def test_a_chain_that_was_computed_anew_is_found(trail: list[AuditRecord], sabotage: Sabotage) -> None:
    last = AuditSeal.objects.get(sequence=5)
    sabotage("UPDATE actions_auditrecord SET role = 'other' WHERE id = %s", trail[4].pk)
    changed = AuditRecord.objects.get(pk=trail[4].pk)
    from pratique.foundation.actions.chain import record_digest

    of_record = record_digest(changed)
    link = chain_hash(sequence=5, of_record=of_record, previous=last.previous_hash)
    sabotage("UPDATE actions_auditseal SET record_digest = %s, hash = %s WHERE sequence = 5", of_record, link)

    assert verify().first_break == "the chain up to seal 5 is another than the one noted in the data folder"


def test_a_seal_that_does_not_follow_is_found(trail: list[AuditRecord], sabotage: Sabotage) -> None:
    sabotage("UPDATE actions_auditseal SET previous_hash = repeat('1', 64) WHERE sequence = 3")

    assert verify().first_break == "seal 3 does not follow the one before it"


def test_a_changed_seal_is_found(trail: list[AuditRecord], sabotage: Sabotage) -> None:
    sabotage("UPDATE actions_auditseal SET hash = repeat('1', 64) WHERE sequence = 3")

    assert verify().first_break == "seal 3 was changed"


def test_a_record_that_was_never_sealed_is_found_after_a_minute(trail: list[AuditRecord]) -> None:
    left = write_record(by=BY, action="tests.left", outcome=AuditRecord.Outcome.DONE, payload={})

    now, later = verify(), verify(now=datetime.now(UTC) + timedelta(minutes=2))

    assert (now.unsealed, now.first_break) == (1, "")
    assert later.first_break == f"record {left.uid} of {left.at.isoformat()} was never sealed"


def test_only_the_first_break_is_named(trail: list[AuditRecord], sabotage: Sabotage) -> None:
    sabotage("UPDATE actions_auditrecord SET role = 'other' WHERE id IN (%s, %s)", trail[1].pk, trail[3].pk)

    verdict = verify()

    assert (verdict.sealed, verdict.first_break) == (1, "the record of seal 2 was changed")


def test_without_the_noted_heads_the_chain_alone_is_checked(trail: list[AuditRecord]) -> None:
    heads_file().unlink()

    assert verify().first_break == ""


def test_a_legal_erasure_takes_the_text_and_leaves_the_chain_whole(trail: list[AuditRecord]) -> None:
    by = make_actor("privacy", permissions=frozenset({Permission.ERASE_PAYLOAD}))

    erase_payload(by=by, record=trail[2], reason="Order 12/2026 of the data protection authority")
    seal_pending()

    trail[2].refresh_from_db()
    assert (trail[2].payload.body, trail[2].payload.erased_by_rule) == (None, "legal_erasure")
    assert (verify().sealed, verify().first_break) == (6, "")
    erasing = AuditRecord.objects.get(action="actions.audit.erase")
    assert (erasing.subject, erasing.user_number) == (trail[2].uid.hex, by.user_number)


def test_an_erasure_without_a_reason_is_refused(trail: list[AuditRecord]) -> None:
    by = make_actor("privacy", permissions=frozenset({Permission.ERASE_PAYLOAD}))

    with pytest.raises(Refusal) as refused:
        erase_payload(by=by, record=trail[2], reason=" ")

    assert refused.value.code == "actions.audit.no_reason"
    trail[2].refresh_from_db()
    assert trail[2].payload.body is not None


def test_somebody_without_the_permission_erases_nothing(trail: list[AuditRecord]) -> None:
    with pytest.raises(Refusal) as refused:
        erase_payload(by=make_actor("nurse"), record=trail[2], reason="because")

    assert refused.value.code == "not_permitted"
    trail[2].refresh_from_db()
    assert trail[2].payload.body is not None


def test_what_is_older_than_the_rule_is_erased_and_the_rest_stays(trail: list[AuditRecord], sabotage: Sabotage) -> None:
    old = write_record(by=BY, action="tests.old", outcome=AuditRecord.Outcome.DONE, payload={})
    sabotage("UPDATE actions_auditrecord SET at = at - interval '11 years' WHERE id = %s", old.pk)
    seal_pending()

    erased = erase_expired(by=Actor.system(name="housekeeping"))
    seal_pending()

    assert erased == 1
    old.refresh_from_db()
    assert (old.payload.body, old.payload.erased_by_rule) == (None, "retention_expired")
    assert AuditRecord.objects.filter(payload__body=None).count() == 1
    assert verify().first_break == ""
