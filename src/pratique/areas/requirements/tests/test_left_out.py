"""A site may leave the editions of a subject out, whoever signed them."""

import pytest

from pratique.areas.requirements.actions import leave_family_out, take_family_up
from pratique.areas.requirements.factories import make_edition_in_force
from pratique.areas.requirements.models import FamilyLeftOut
from pratique.areas.requirements.queries.in_force import edition_for, editions_in_force
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.factories import make_actor, make_site

pytestmark = pytest.mark.django_db

GULF = "GC-2021"


def codes(by):
    return [row.edition for row in editions_in_force(by=by, on=by.today())]


def test_a_site_leaves_a_set_out_and_takes_it_up_again(physician):
    make_edition_in_force(physician, edition=GULF)
    elsewhere = make_actor("physician", site=make_site())

    leave_family_out(by=physician, family="GC-GHC", reason="Against the guidance on health rights.")

    assert (codes(physician), codes(elsewhere)) == ([], [GULF])
    with pytest.raises(Refusal) as refused:
        edition_for(by=physician, destination="GC", dates={}, on=physician.today())
    assert refused.value.code == "requirements.edition.none_in_force"

    take_family_up(by=physician, family="GC-GHC")

    assert codes(physician) == [GULF]
    deeds = AuditRecord.objects.filter(action__startswith="requirements.family").order_by("pk")
    assert [deed.action for deed in deeds] == ["requirements.family.leave_out", "requirements.family.take_up"]


@pytest.mark.parametrize(
    ("reason", "code"),
    [("  ", "requirements.family.reason_missing"), ("Again.", "requirements.family.already_left_out")],
)
def test_leaving_out_wants_a_reason_and_happens_once(physician, reason, code):
    leave_family_out(by=physician, family="GC-GHC", reason="Once.")

    with pytest.raises(Refusal) as refused:
        leave_family_out(by=physician, family="GC-GHC", reason=reason)

    assert refused.value.code == code
    assert FamilyLeftOut.objects.count() == 1


def test_what_is_used_cannot_be_taken_up(physician):
    with pytest.raises(Refusal) as refused:
        take_family_up(by=physician, family="GC-GHC")

    assert refused.value.code == "requirements.family.not_left_out"


def test_a_nurse_decides_nothing(nurse):
    with pytest.raises(Refusal):
        leave_family_out(by=nurse, family="GC-GHC", reason="No.")

    assert FamilyLeftOut.objects.count() == 0


def test_the_page_asks_for_the_reason_and_says_who_decided(signed_in, physician):
    make_edition_in_force(physician, edition=GULF)
    client = signed_in(physician)

    refused = client.post(f"/rules/{GULF}/use/", {"reason": ""})
    done = client.post(f"/rules/{GULF}/use/", {"reason": "Health rights."})
    page = client.get(f"/rules/{GULF}/").content.decode()
    again = client.post(f"/rules/{GULF}/use/", {"take_up": "1"})

    assert (refused.status_code, done.status_code, again.status_code) == (422, 302, 302)
    assert "Health rights." in page
    assert FamilyLeftOut.objects.get().ended_at is not None
