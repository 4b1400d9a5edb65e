"""Drafts: nothing typed is lost, nothing is overwritten unseen, and no input breaks the door."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from pratique.areas.encounters.actions import discard_draft, forget_drafts, open_encounter, save_draft
from pratique.areas.encounters.forms import draft_from_json
from pratique.areas.encounters.models import Draft
from pratique.areas.encounters.queries.answers import storable, typed_answers
from pratique.areas.encounters.queries.contacts import own_draft
from pratique.areas.encounters.tasks import forget_old_drafts
from pratique.foundation.actions import Refusal
from pratique.foundation.actors.factories import make_actor

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)
REFUSALS = {"encounters.answers.unreadable", "encounters.answers.too_long"}


def address(encounter, form="tb_history") -> str:
    return f"/encounters/{encounter.number}/forms/{form}/draft"


@pytest.mark.django_db
def test_a_draft_is_saved_from_the_fields_of_the_form_as_typed(signed_in, nurse, encounter):
    sent = {"fever": "yes", "symptoms_since": "depuis مارس", "in_room": ["alone"], "draft_version": "0"}

    answer = signed_in(nurse).post(address(encounter), sent)

    assert answer.status_code == 200
    assert answer.json()["version"] == 1
    draft = Draft.objects.get()
    assert draft.answers == {"fever": "yes", "symptoms_since": "depuis مارس", "in_room": "alone"}
    assert (draft.user_id, draft.form_edition) == (nurse.user_id, "2026-11")


@pytest.mark.django_db
def test_a_draft_is_saved_from_json_and_grows_by_versions(signed_in, nurse, encounter):
    client = signed_in(nurse)
    first = {"answers": {"fever": "yes"}, "version": 0}
    second = {"answers": {"fever": "no"}, "version": 1}

    versions = [
        client.put(address(encounter), json.dumps(sent), content_type="application/json").json()["version"]
        for sent in (first, second)
    ]

    assert versions == [1, 2]
    assert Draft.objects.get().answers == {"fever": "no"}


@pytest.mark.django_db
def test_a_draft_of_another_window_is_not_overwritten(signed_in, nurse, encounter):
    save_draft(by=nurse, encounter=encounter, form="tb_history", answers={"fever": "yes"}, version=0)
    save_draft(by=nurse, encounter=encounter, form="tb_history", answers={"fever": "unknown"}, version=1)

    answer = signed_in(nurse).post(address(encounter), {"fever": "no", "draft_version": "1"})

    assert answer.status_code == 409
    assert answer.json()["code"] == "encounters.draft.stale"
    assert answer.json()["version"] == 2
    assert Draft.objects.get().answers == {"fever": "unknown"}


@pytest.mark.django_db
def test_the_same_draft_sent_again_is_no_conflict(nurse, encounter):
    first = save_draft(by=nurse, encounter=encounter, form="tb_history", answers={"fever": "yes"}, version=0)

    again = save_draft(by=nurse, encounter=encounter, form="tb_history", answers={"fever": "yes"}, version=0)

    assert (again.pk, again.version) == (first.pk, 1)


@pytest.mark.django_db
def test_two_people_keep_a_draft_each(nurse, encounter):
    colleague = make_actor("nurse", site=encounter.site)

    save_draft(by=nurse, encounter=encounter, form="tb_history", answers={"fever": "yes"}, version=0)
    save_draft(by=colleague, encounter=encounter, form="tb_history", answers={"fever": "no"}, version=0)

    assert Draft.objects.count() == 2
    assert Draft.objects.get(user_id=nurse.user_id).answers == {"fever": "yes"}


@pytest.mark.django_db
def test_only_its_owner_discards_a_draft(nurse, encounter):
    draft = save_draft(by=nurse, encounter=encounter, form="tb_history", answers={"fever": "yes"}, version=0)

    with pytest.raises(Refusal) as refused:
        discard_draft(by=make_actor("nurse", site=encounter.site), draft=draft)

    assert refused.value.code == "not_found"
    assert Draft.objects.count() == 1
    discard_draft(by=nurse, draft=draft)
    assert Draft.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"answers": {}}',
        b'{"answers": {"fever": {}}, "version": 0}',
        b'{"answers": {"fever": "\\u0000"}, "version": 0}',
        b'{"answers": {"fever": "\\ud800"}, "version": 0}',
        b'{"answers": {"fever": NaN}, "version": 0}',
        b'{"answers": {"fever": 1e999}, "version": 0}',
        b'{"answers": {"fever": "yes"}, "version": -1}',
        b'{"answers": {"fever": "yes"}, "version": true}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"answers": {"a": "' + b"x" * 300_000 + b'"}, "version": 0}',
    ],
)
def test_what_is_no_draft_is_refused_and_nothing_is_kept(signed_in, nurse, encounter, body):
    answer = signed_in(nurse).put(
        address(encounter), body, content_type="application/json", headers={"accept": "application/json"}
    )

    assert answer.status_code == 422
    assert answer.json()["code"] in REFUSALS
    assert Draft.objects.count() == 0


@pytest.mark.django_db
def test_a_draft_of_an_unknown_form_or_contact_is_not_found(signed_in, nurse, encounter):
    client = signed_in(nurse)

    form = client.post(address(encounter, "no_form"), {"draft_version": "0"}, headers={"accept": "application/json"})
    contact = client.post("/encounters/E-0000-0000/forms/tb_history/draft", {"draft_version": "0"})

    assert (form.status_code, contact.status_code) == (404, 404)
    assert Draft.objects.count() == 0


@pytest.mark.django_db
def test_a_nurse_of_another_site_cannot_draft_for_the_person(signed_in, encounter):
    answer = signed_in(make_actor("nurse")).post(address(encounter), {"fever": "yes", "draft_version": "0"})

    assert answer.status_code == 404
    assert Draft.objects.count() == 0


@pytest.mark.django_db
def test_whoever_is_signed_out_is_sent_to_sign_in(client, encounter):
    answer = client.post(address(encounter), {"fever": "yes", "draft_version": "0"})

    assert answer.status_code == 302
    assert Draft.objects.count() == 0


@pytest.mark.django_db
def test_a_role_without_forms_may_not_draft(signed_in, encounter):
    vaccinator = make_actor("vaccinator", site=encounter.site)

    answer = signed_in(vaccinator).post(address(encounter), {"fever": "yes", "draft_version": "0"})

    assert answer.status_code == 403
    assert Draft.objects.count() == 0


@given(ANY_JSON)
def test_any_json_is_kept_as_it_is_or_refused(value):
    try:
        kept = storable(value)
    except Refusal as refusal:
        assert refusal.code in REFUSALS
    else:
        assert kept == value
        json.dumps(kept, allow_nan=False).encode()


@given(st.binary() | ANY_JSON.map(lambda value: json.dumps(value).encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_draft_or_a_refusal(body):
    try:
        draft = draft_from_json(body)
    except Refusal as refusal:
        assert refusal.code in REFUSALS
    else:
        assert draft.version >= 0


@given(st.lists(st.tuples(st.text(min_size=1), st.text()), max_size=8))
def test_any_fields_are_answers_or_a_refusal(pairs):
    fields = QueryDict(mutable=True)
    for name, value in pairs:
        fields.appendlist(name, value)

    try:
        answers = typed_answers(fields)
    except Refusal as refusal:
        assert refusal.code in REFUSALS
    else:
        assert all(isinstance(value, str | list) for value in answers.values())


@pytest.mark.django_db
def test_a_draft_follows_the_person_to_her_next_contact(nurse, encounter):
    save_draft(by=nurse, encounter=encounter, form="tb_history", answers={"fever": "yes"}, version=0)
    later = open_encounter(by=nurse, person=encounter.person, kind="care")

    found = own_draft(by=nurse, encounter=later, form_code="tb_history")

    assert found.answers == {"fever": "yes"}


@pytest.mark.django_db
def test_a_draft_that_nobody_touched_for_ninety_days_is_forgotten(nurse, encounter):
    with time_machine.travel(nurse.now() - timedelta(days=90, seconds=1), tick=False):
        save_draft(by=nurse, encounter=encounter, form="tb_history", answers={"fever": "yes"}, version=0)
    save_draft(by=nurse, encounter=encounter, form="examination", answers={"pulse": "70"}, version=0)

    assert forget_old_drafts() == 1
    assert Draft.objects.get().form_code == "examination"


@pytest.mark.django_db
def test_nobody_on_the_staff_forgets_the_drafts_of_others(nurse, encounter):
    save_draft(by=nurse, encounter=encounter, form="tb_history", answers={"fever": "yes"}, version=0)

    with pytest.raises(Refusal) as refused:
        forget_drafts(by=nurse, before=nurse.now() + timedelta(days=1))

    assert refused.value.code == "not_permitted"
    assert Draft.objects.count() == 1
