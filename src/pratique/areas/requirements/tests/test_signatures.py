"""Putting editions in force: who may, what must be read, what stays."""

from datetime import date

import pytest

from pratique.areas.requirements.actions import put_in_force, withdraw_edition
from pratique.areas.requirements.factories import make_edition_in_force
from pratique.areas.requirements.models import EditionInForce
from pratique.areas.requirements.queries import in_force
from pratique.areas.requirements.queries.in_force import edition_for, editions_in_force, unsigned_editions
from pratique.areas.requirements.queries.rows import rows_to_sign, unconfirmed_labels
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor, make_site
from pratique.rules.requirements import load_edition

pytestmark = pytest.mark.django_db

US, UK = "US-TB-2018", "UK-TB-2023"
ON = date(2026, 11, 20)


def provisional(code: str) -> tuple[str, ...]:
    return load_edition(code).provisional_items()


def test_a_physician_puts_an_edition_in_force_with_every_provisional_item_by_name(physician, site):
    signed = put_in_force(
        by=physician,
        edition=US,
        starts_on=date(2026, 1, 1),
        acknowledged_items=provisional(US),
        site=site,
        remark="Read with the panel instructions of January.",
    )

    assert (signed.edition, signed.site, signed.starts_on, signed.ends_on) == (US, site, date(2026, 1, 1), None)
    assert signed.signed_by_id == physician.user_id
    assert [item["item"] for item in signed.provisional_items] == list(provisional(US))
    assert all(item["sentence"] and item["source"] for item in signed.provisional_items)
    record = AuditRecord.objects.get(action="requirements.edition.put_in_force")
    assert (record.outcome, record.subject) == ("done", US)


def test_a_nurse_may_not_sign_and_nothing_is_in_force(nurse):
    with pytest.raises(Refusal) as refused:
        make_edition_in_force(nurse)

    assert refused.value.code == "not_permitted"
    assert EditionInForce.objects.count() == 0
    assert AuditRecord.objects.get(action="requirements.edition.put_in_force").outcome == "refused"


def test_the_system_may_not_sign_since_a_signature_has_a_name():
    with pytest.raises(Refusal) as refused:
        make_edition_in_force(Actor.system(name="worker"))

    assert refused.value.code == "not_permitted"
    assert EditionInForce.objects.count() == 0


def test_an_item_that_was_not_ticked_stands_in_the_way(physician):
    with pytest.raises(Refusal) as refused:
        put_in_force(by=physician, edition=US, starts_on=ON, acknowledged_items=provisional(US)[1:])

    assert refused.value.code == "requirements.edition.not_acknowledged"
    assert refused.value.details["items"] == [provisional(US)[0]]
    assert EditionInForce.objects.count() == 0


def test_an_edition_with_an_unconfirmed_item_is_never_put_in_force(physician, monkeypatch):
    from pratique.areas.requirements import actions

    monkeypatch.setattr(actions, "unconfirmed_labels", lambda edition: ("examination: igra",))

    with pytest.raises(Refusal) as refused:
        make_edition_in_force(physician)

    assert refused.value.code == "requirements.edition.unconfirmed"
    assert refused.value.details["items"] == ["examination: igra"]
    assert EditionInForce.objects.count() == 0


def test_an_edition_that_does_not_exist_cannot_be_signed(physician):
    with pytest.raises(Refusal) as refused:
        put_in_force(by=physician, edition="US-TB-3000", starts_on=ON, acknowledged_items=())

    assert refused.value.code == "not_found"
    assert EditionInForce.objects.count() == 0


def test_the_same_edition_is_not_signed_twice_for_the_same_place(physician, site):
    make_edition_in_force(physician, site=site)

    with pytest.raises(Refusal) as refused:
        make_edition_in_force(physician, site=site)

    assert refused.value.code == "requirements.edition.already_in_force"
    assert EditionInForce.objects.count() == 1
    make_edition_in_force(physician, site=make_site("Amman", "Asia/Amman", "JOR"))
    assert EditionInForce.objects.count() == 2


def test_a_signature_of_one_site_holds_there_only(physician, site):
    make_edition_in_force(physician, site=site)
    elsewhere = make_actor("physician")

    assert [row.edition for row in editions_in_force(by=physician, on=ON)] == [US]
    assert editions_in_force(by=elsewhere, on=ON) == []


def test_a_signature_holds_from_its_first_day(physician):
    make_edition_in_force(physician, starts_on=date(2026, 11, 21))

    assert editions_in_force(by=physician, on=date(2026, 11, 20)) == []
    assert [row.edition for row in editions_in_force(by=physician, on=date(2026, 11, 21))] == [US]


def test_withdrawing_keeps_the_signature_with_who_and_why(physician):
    signed = make_edition_in_force(physician)

    withdrawn = withdraw_edition(by=physician, in_force=signed, reason="  Replaced.  ", last_day=date(2026, 11, 10))

    assert (withdrawn.ends_on, withdrawn.withdrawal_reason) == (date(2026, 11, 10), "Replaced.")
    assert withdrawn.withdrawn_by_id == physician.user_id
    assert len(editions_in_force(by=physician, on=date(2026, 11, 10))) == 1
    assert editions_in_force(by=physician, on=date(2026, 11, 11)) == []
    assert EditionInForce.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "reason", "code"),
    [
        ("nurse", "Replaced.", "not_permitted"),
        ("physician", "   ", "requirements.edition.reason_missing"),
    ],
)
def test_a_withdrawal_that_is_refused_changes_nothing(physician, role, reason, code):
    signed = make_edition_in_force(physician)

    with pytest.raises(Refusal) as refused:
        withdraw_edition(by=make_actor(role), in_force=signed, reason=reason)

    assert refused.value.code == code
    signed.refresh_from_db()
    assert (signed.ends_on, signed.withdrawn_at) == (None, None)


def test_a_signature_is_withdrawn_once(physician):
    signed = make_edition_in_force(physician)
    withdraw_edition(by=physician, in_force=signed, reason="Replaced.")

    with pytest.raises(Refusal) as refused:
        withdraw_edition(by=physician, in_force=signed, reason="Again.")

    assert refused.value.code == "requirements.edition.already_withdrawn"
    signed.refresh_from_db()
    assert signed.withdrawal_reason == "Replaced."


def test_the_edition_of_a_case_follows_the_date_by_which_it_is_keyed(physician):
    for code in ("UK-TB-2015", "UK-TB-2023", US):
        make_edition_in_force(physician, edition=code)

    def chosen(destination, **dates):
        return edition_for(by=physician, destination=destination, dates=dates, on=ON).code

    assert chosen("UK", applied_on=date(2023, 10, 4)) == "UK-TB-2015"
    assert chosen("UK", applied_on=date(2023, 10, 5)) == "UK-TB-2023"
    assert chosen("UK-TB") == "UK-TB-2023"
    assert chosen("US", exam_on=date(2026, 5, 1)) == US


def test_no_edition_is_guessed_where_none_is_in_force(physician):
    make_edition_in_force(physician, edition=UK)

    with pytest.raises(Refusal) as refused:
        edition_for(by=physician, destination="US", dates={}, on=ON)

    assert refused.value.code == "requirements.edition.none_in_force"


def test_a_signature_holds_only_for_what_it_listed(physician):
    signed = make_edition_in_force(physician)
    EditionInForce.objects.filter(pk=signed.pk).update(provisional_items=signed.provisional_items[1:])

    assert editions_in_force(by=physician, on=ON) == []
    waiting = {edition.code: edition.was_signed_before for edition in unsigned_editions(by=physician)}
    assert waiting[US] is True


def test_unsigned_editions_name_their_provisional_items(physician):
    make_edition_in_force(physician, edition="US-HD-2013")

    waiting = {edition.code: edition for edition in unsigned_editions(by=physician)}

    assert "US-HD-2013" not in waiting
    assert (waiting[US].was_signed_before, waiting[US].items) == (False, provisional(US))


def test_destinations_that_nobody_ever_signed_do_not_wait(physician):
    make_edition_in_force(physician, edition=UK)

    assert [edition.code for edition in unsigned_editions(by=physician)] == []


def test_who_may_not_read_the_rule_book_gets_no_list_of_unsigned_editions():
    with pytest.raises(Refusal) as refused:
        unsigned_editions(by=make_actor("vaccinator", permissions=frozenset()))

    assert refused.value.code == "not_permitted"


@pytest.mark.parametrize("code", ["US-TB-2018", "UK-TB-2013", "UK-TB-2015", "UK-TB-2023"])
def test_the_rows_to_sign_are_those_that_the_edition_names(code):
    edition = load_edition(code)

    rows = rows_to_sign(edition, "en")

    assert tuple(row.label for row in rows) == edition.provisional_items()
    assert unconfirmed_labels(edition) == ()
    assert all(row.sources for row in rows)


def test_a_person_is_judged_by_the_pinned_edition():
    judgement = in_force.judge_person(US, {"age": 34, "who_incidence": 150}, ON)

    assert judgement.edition == US
    assert {item.code for item in judgement.required} == {"history", "physical_exam", "cxr"}


def test_a_component_and_a_rule_of_travel_open_no_case(physician):
    for code in (US, "US-HD-2013", "FT-BASE"):
        make_edition_in_force(physician, edition=code)

    assert edition_for(by=physician, destination="US", dates={}, on=ON).code == US
    with pytest.raises(Refusal):
        edition_for(by=physician, destination="FT", dates={}, on=ON)
