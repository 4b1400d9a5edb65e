"""Correcting who somebody is, on the version that was read."""

import pytest

from pratique.areas.people.actions import correct_person, place_in_family
from pratique.areas.people.factories import make_family, make_person
from pratique.areas.people.models import Birth, Person
from pratique.areas.people.queries import people_matching
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.models import AuditPayload
from pratique.foundation.actions.versions import history

pytestmark = pytest.mark.django_db


def test_a_correction_keeps_the_earlier_version_and_finds_her_under_the_new_name(clerk):
    person = make_person(clerk)

    corrected = correct_person(
        by=clerk, person=person, changes={"family_name": "Odhiambo", "birth": Birth(year=1990)}, expected_version=1
    )

    assert (corrected.family_name, corrected.birth.iso, corrected.version) == ("Odhiambo", "1990", 2)
    assert [(kept.version, kept.values["family_name"]) for kept in history(person)] == [(1, "Okello")]
    assert [row.number for row in people_matching(by=clerk, text="odhiambo")] == [person.number]
    assert people_matching(by=clerk, text="okello") == []


def test_a_correction_on_an_old_version_is_refused_and_changes_nothing(clerk):
    person = make_person(clerk)
    correct_person(by=clerk, person=person, changes={"given_names": "Amina"}, expected_version=1)

    with pytest.raises(Refusal) as refused:
        correct_person(by=clerk, person=person, changes={"given_names": "Grace"}, expected_version=1)

    assert (refused.value.code, refused.value.status) == ("people.person.stale", 409)
    assert Person.objects.get().given_names == "Amina"


def test_a_correction_that_changes_nothing_makes_no_version(clerk):
    person = make_person(clerk)

    correct_person(by=clerk, person=person, changes={"family_name": " Okello "}, expected_version=1)

    assert Person.objects.get().version == 1


def test_the_audit_trail_holds_before_and_after(clerk):
    person = make_person(clerk)

    correct_person(by=clerk, person=person, changes={"sex": "X"}, expected_version=1)

    body = AuditPayload.objects.get(record__action="people.person.correct").body
    assert '"before":{"sex":"F"}' in body
    assert '"after":{"sex":"X"}' in body


def test_a_stranger_cannot_correct_whom_she_may_not_know(clerk, stranger):
    person = make_person(clerk)

    with pytest.raises(Refusal) as refused:
        correct_person(by=stranger, person=person, changes={"sex": "X"}, expected_version=1)

    assert refused.value.code == "not_found"
    assert Person.objects.get().sex == "F"


def test_a_person_moves_to_another_family(clerk):
    people = make_family(clerk)
    aunt = make_person(clerk, family_name="Nakato", given_names="Prossy", birth=Birth(year=1970))

    moved = place_in_family(
        by=clerk, person=aunt, relation="other", expected_version=1, family_number=people[0].family.number
    )

    assert (moved.family_id, moved.relation, moved.version) == (people[0].family_id, "other", 2)


def test_a_person_leaves_a_family_that_is_not_hers(clerk):
    people = make_family(clerk)

    moved = place_in_family(by=clerk, person=people[3], relation="head", expected_version=1, has_own_family=True)

    assert moved.family_id != people[0].family_id
    assert Person.objects.filter(family_id=people[0].family_id).count() == 3


def test_a_wrong_number_of_a_family_is_refused(clerk):
    person = make_person(clerk)

    with pytest.raises(Refusal) as refused:
        place_in_family(by=clerk, person=person, relation="child", expected_version=1, family_number="F-0000")

    assert refused.value.code == "people.family.number"
    assert Person.objects.get().version == 1
