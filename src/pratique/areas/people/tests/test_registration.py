"""Registering people, with papers or with none, and never the same person twice without asking."""

import pytest

from pratique.areas.people.actions import (
    DocumentEntry,
    IdentifierEntry,
    Member,
    register_family,
    register_person,
    tell_apart,
)
from pratique.areas.people.factories import make_family, make_identity, make_person
from pratique.areas.people.models import Birth, CareRelation, Document, Family, NotSamePerson, Person, SearchKey
from pratique.areas.people.queries import duplicates_of, likely_duplicates
from pratique.areas.people.queries.duplicates import DuplicateReason
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.factories import make_actor

pytestmark = pytest.mark.django_db


def test_a_person_is_registered_with_nothing_but_a_name_as_spoken(clerk):
    identity = make_identity(
        family_name="", given_names="", name_as_spoken="Mama Grace", sex="", nationality="", birth=Birth()
    )

    person = register_person(by=clerk, identity=identity)

    assert person.display_name == "Mama Grace"
    assert (person.birth.iso, person.relation, person.version) == ("", "head", 1)
    assert person.number.startswith("P-") and person.family.number.startswith("F-")
    assert list(CareRelation.objects.values_list("person_id", "site_id", "ground", "ends_at")) == [
        (person.pk, clerk.site_id, "registration", None)
    ]


def test_registration_is_recorded_with_what_was_told(clerk):
    person = make_person(clerk)

    record = AuditRecord.objects.get(action="people.person.register")
    assert (record.outcome, record.person, record.user_number) == ("done", person.number, clerk.user_number)


def test_documents_and_identifiers_come_along(clerk):
    person = register_person(
        by=clerk,
        identity=make_identity(),
        documents=[DocumentEntry(kind="passport", number="B 1234567", issuer="UGA", is_verified=True)],
        identifiers=[IdentifierEntry(scheme="unhcr", value="123-45C00678", issuer="UNHCR Uganda")],
    )

    assert list(person.documents.values_list("kind", "number", "issuer", "is_verified")) == [
        ("passport", "B 1234567", "UGA", True)
    ]
    assert list(person.identifiers.values_list("scheme", "value", "value_key")) == [
        ("unhcr", "123-45C00678", "12345C00678")
    ]


def test_a_family_is_registered_at_once(clerk):
    people = make_family(clerk)

    assert [person.relation for person in people] == ["head", "spouse", "child", "child"]
    assert {person.family.number for person in people} == {Family.objects.get().number}


def test_one_bad_member_keeps_the_whole_family_out(clerk):
    members = [
        Member(identity=make_identity(), relation="head"),
        Member(identity=make_identity(given_names="Ruth", birth=Birth(year=2999)), relation="child"),
    ]

    with pytest.raises(Refusal) as refused:
        register_family(by=clerk, members=members)

    assert refused.value.code == "people.identity.birth_in_future"
    assert (Person.objects.count(), Family.objects.count(), SearchKey.objects.count()) == (0, 0, 0)


def test_brothers_of_like_names_are_two_people_when_written_side_by_side(clerk):
    twins = [
        Member(identity=make_identity(given_names=name, sex="M"), relation="child") for name in ("Hassan", "Hussein")
    ]

    people = register_family(by=clerk, members=twins)

    assert [person.given_names for person in people] == ["Hassan", "Hussein"]


def test_a_role_without_the_permission_registers_nobody(site):
    reader = make_actor("radiologist", site=site)

    with pytest.raises(Refusal) as refused:
        make_person(reader)

    assert refused.value.code == "not_permitted"
    assert Person.objects.count() == 0


def test_an_unknown_country_is_refused(clerk):
    with pytest.raises(Refusal) as refused:
        make_person(clerk, nationality="QQQ")

    assert (refused.value.code, refused.value.details["field"]) == ("people.identity.country", "nationality")
    assert Person.objects.count() == 0


def test_the_same_submission_makes_one_person(clerk):
    first = register_person(by=clerk, identity=make_identity(), key="one-filling")
    second = register_person(by=clerk, identity=make_identity(), key="one-filling")

    assert first.pk == second.pk
    assert Person.objects.count() == 1


def test_the_same_document_stops_a_registration(clerk):
    passport = DocumentEntry(kind="passport", number="B1234567", issuer="UGA")
    known = register_person(by=clerk, identity=make_identity(), documents=[passport])
    other = make_identity(family_name="Mukasa", given_names="Sarah", birth=Birth(year=1970))

    with pytest.raises(Refusal) as refused:
        register_person(
            by=clerk, identity=other, documents=[DocumentEntry(kind="passport", number="b-123 4567", issuer="UGA")]
        )

    assert refused.value.code == "people.person.likely_duplicate"
    assert refused.value.details["people"] == [known.number]
    assert (Person.objects.count(), Document.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "told",
    [
        {"family_name": "Okelo", "given_names": "Aminah Grace"},
        {"family_name": "Amina Grace", "given_names": "Okello"},
        {"birth": Birth(year=1992)},
        {"birth": Birth(year=1991, is_estimated=True, margin_years=2)},
    ],
)
def test_a_like_name_with_a_date_that_can_be_the_same_stops_a_registration(clerk, told):
    known = make_person(clerk)

    with pytest.raises(Refusal) as refused:
        make_person(clerk, **told)

    assert refused.value.details["people"] == [known.number]
    assert Person.objects.count() == 1


def test_the_same_name_in_another_script_is_seen(clerk):
    known = make_person(clerk, family_name="Haddad", given_names="Youssef", sex="M")
    identity = make_identity(
        family_name="", given_names="", family_name_native="حداد", given_names_native="يوسف", sex="M"
    )

    found = likely_duplicates(by=clerk, identity=identity)

    assert [(one.person_number, one.reasons) for one in found] == [(known.number, (DuplicateReason.BIRTH_AND_NAME,))]


def test_the_same_telephone_and_name_are_seen_without_a_date(clerk):
    known = make_person(clerk, phone="+256 772 123456", birth=Birth())

    found = likely_duplicates(
        by=clerk, identity=make_identity(given_names="Amina", phone="+256772123456", birth=Birth())
    )

    assert [one.person_number for one in found] == [known.number]
    assert DuplicateReason.PHONE_AND_NAME in found[0].reasons


def test_a_name_in_the_same_family_is_seen(clerk):
    known = make_person(clerk, birth=Birth())

    found = likely_duplicates(
        by=clerk,
        identity=make_identity(family_name="", given_names="Amina Grace"),
        family_number=known.family.number,
    )

    assert DuplicateReason.FAMILY_AND_NAME in found[0].reasons


@pytest.mark.parametrize(
    "told",
    [
        {"birth": Birth(year=1975, month=3, day=14)},
        {"given_names": "Ruth"},
        {"family_name": "Nakato", "given_names": "Prossy"},
    ],
)
def test_another_date_or_another_name_is_another_person(clerk, told):
    make_person(clerk)

    make_person(clerk, **told)

    assert Person.objects.count() == 2


def test_who_was_found_to_be_somebody_else_is_registered_and_kept_apart(clerk):
    known = make_person(clerk)

    person = make_person(clerk, not_same_as=(known.number,))

    assert list(NotSamePerson.objects.values_list("person_id", "other_id")) == [(person.pk, known.pk)]
    assert duplicates_of(by=clerk, person=person) == []
    assert duplicates_of(by=clerk, person=known) == []


def test_two_files_are_told_apart_later(clerk):
    one = make_person(clerk)
    other = make_person(clerk, family_name="Okelo", birth=Birth(year=1980))
    other.birth_year = 1992
    other.save(update_fields=["birth_year"])

    tell_apart(by=clerk, person=one, other=other)

    assert duplicates_of(by=clerk, person=other) == []


def test_files_of_another_site_are_no_duplicates_here(clerk, stranger):
    make_person(clerk)

    make_person(stranger)

    assert Person.objects.count() == 2
