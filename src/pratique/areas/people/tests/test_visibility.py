"""A file is seen where the case is; not found and forbidden look the same."""

from datetime import date

import pytest

from pratique.areas.people.actions import close_care_relation, open_care_relation, set_protection
from pratique.areas.people.factories import make_family, make_person
from pratique.areas.people.facts import age_facts
from pratique.areas.people.models import Birth, CareRelation, Protection
from pratique.areas.people.queries import (
    family_of,
    identity_card,
    paper_identity,
    people_matching,
    person_by_number,
    protection_of,
)
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.models import AuditPayload
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor
from pratique.foundation.numbers import new_number

pytestmark = pytest.mark.django_db


def _refusal(by: Actor, number: str) -> tuple[str, str, int]:
    with pytest.raises(Refusal) as refused:
        person_by_number(by=by, number=number)
    return refused.value.code, str(refused.value.sentence), refused.value.status


def test_missing_forbidden_and_mistyped_look_the_same(clerk, stranger):
    person = make_person(clerk)

    answers = {
        _refusal(stranger, person.number),
        _refusal(stranger, new_number("P")),
        _refusal(stranger, "P-0000-0000"),
        _refusal(stranger, "'; DROP TABLE"),
    }

    assert len(answers) == 1
    assert next(iter(answers))[::2] == ("not_found", 404)


def test_a_number_is_found_however_it_is_typed(clerk):
    person = make_person(clerk)

    found = person_by_number(by=clerk, number=person.number.lower().replace("-", " "))

    assert found.pk == person.pk


def test_a_role_that_sees_nobody_sees_nobody(clerk, site):
    person = make_person(clerk)
    epidemiologist = make_actor("epidemiologist", site=site)

    assert _refusal(epidemiologist, person.number)[0] == "not_found"
    assert people_matching(by=epidemiologist, text="Okello") == []


def test_the_system_sees_everybody(clerk):
    person = make_person(clerk)

    assert person_by_number(by=Actor.system(name="check"), number=person.number).pk == person.pk


def test_a_file_closes_with_its_last_ground(clerk):
    person = make_person(clerk)
    open_care_relation(by=clerk, person=person, ground="C-1")
    open_care_relation(by=clerk, person=person, ground="C-1")

    assert close_care_relation(by=clerk, person=person, ground="registration") == 1
    assert person_by_number(by=clerk, number=person.number).pk == person.pk
    assert close_care_relation(by=clerk, person=person, ground="C-1") == 1
    assert _refusal(clerk, person.number)[0] == "not_found"
    assert CareRelation.objects.count() == 2


def test_nobody_opens_a_file_she_may_not_know(clerk, stranger):
    person = make_person(clerk)

    with pytest.raises(Refusal) as refused:
        open_care_relation(by=stranger, person=person, ground="curiosity")

    assert refused.value.code == "not_found"
    assert CareRelation.objects.count() == 1


def test_protection_is_absent_for_who_may_not_see_it(clerk, site):
    person = make_person(clerk)
    set_protection(
        by=clerk,
        person=person,
        detained=True,
        unaccompanied=False,
        accompanied_not_chosen=True,
        notes="The man at the door is not her uncle.",
    )
    radiographer = make_actor("radiographer", site=site)

    seen = protection_of(by=clerk, person=person)

    assert (seen.detained, seen.accompanied_not_chosen, seen.notes) == (
        True,
        True,
        "The man at the door is not her uncle.",
    )
    assert protection_of(by=radiographer, person=person) is None
    assert "detained" not in repr(identity_card(by=radiographer, person=person))


def test_protection_is_sealed_in_the_database_and_absent_from_the_audit_trail(clerk, django_user_model):
    person = make_person(clerk)
    set_protection(
        by=clerk, person=person, detained=True, unaccompanied=False, accompanied_not_chosen=False, notes="Held at X."
    )
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT notes FROM people_protection")
        stored = bytes(cursor.fetchone()[0])

    body = AuditPayload.objects.get(record__action="people.protection.set").body
    assert b"Held at X." not in stored
    assert "detained" not in body
    assert "Held" not in body


def test_a_role_that_may_not_set_protection_changes_nothing(clerk, site):
    person = make_person(clerk)
    supervisor = make_actor("supervisor", site=site)

    with pytest.raises(Refusal) as refused:
        set_protection(by=supervisor, person=person, detained=True, unaccompanied=False, accompanied_not_chosen=False)

    assert refused.value.code == "not_permitted"
    assert Protection.objects.count() == 0


def test_a_family_shows_only_members_whose_case_is_here(clerk):
    people = make_family(clerk)
    close_care_relation(by=clerk, person=people[2], ground="registration")

    members = family_of(by=clerk, person=people[0])

    assert [member.given_names for member in members] == ["Amina Grace", "Daniel", "Samuel"]


@pytest.mark.parametrize(
    ("birth", "facts"),
    [
        (
            Birth(year=2011, month=11, day=20),
            {"birth_earliest": date(2011, 11, 20), "birth_latest": date(2011, 11, 20)},
        ),
        (Birth(year=2011), {"birth_earliest": date(2011, 1, 1), "birth_latest": date(2011, 12, 31)}),
        (Birth(year=2026), {"birth_earliest": date(2026, 1, 1), "birth_latest": date(2026, 11, 20)}),
        (Birth(), {}),
    ],
)
def test_facts_of_age_are_the_days_that_can_be(clerk, birth, facts):
    person = make_person(clerk, birth=birth, sex="")

    assert age_facts(person, on=date(2026, 11, 20)) == facts


def test_the_header_says_the_age_only_where_it_is_sure(clerk):
    person = make_person(clerk, birth=Birth(year=2000, is_estimated=True, margin_years=2))

    header = identity_card(by=clerk, person=person)

    assert header.age is None
    assert header.oldest - header.youngest in {4, 5}
    assert header.born.startswith("born about 2000")


def test_a_certificate_prints_the_verified_document(clerk):
    from pratique.areas.people.actions import DocumentEntry, add_document

    person = make_person(clerk)
    add_document(
        by=clerk, person=person, document=DocumentEntry(kind="passport", number="B1", issuer="UGA", is_verified=True)
    )
    add_document(by=clerk, person=person, document=DocumentEntry(kind="visa", number="V9", issuer="GBR"))
    add_document(by=clerk, person=person, document=DocumentEntry(kind="identity_card", number="C2", issuer="UGA"))

    paper = paper_identity(by=clerk, person=person)

    assert (paper.document_kind, paper.document_number, paper.date_of_birth) == ("passport", "B1", "1992-03-14")
