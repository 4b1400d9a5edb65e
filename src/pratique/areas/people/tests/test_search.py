"""Finding people in any script and spelling, and by what they carry."""

import pytest

from pratique.areas.people.actions import DocumentEntry, IdentifierEntry, register_person, remove_document
from pratique.areas.people.factories import make_identity, make_person
from pratique.areas.people.models import Birth
from pratique.areas.people.queries import people_matching

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina(clerk):
    return register_person(
        by=clerk,
        identity=make_identity(family_name_native="أوكيلو", given_names_native="أمينة غريس", phone="+256 772 123 456"),
        documents=[DocumentEntry(kind="passport", number="B 123-4567", issuer="UGA")],
        identifiers=[IdentifierEntry(scheme="unhcr", value="UGA-45C00678")],
    )


@pytest.mark.parametrize(
    "text",
    [
        "Okello", "okel", "amina okello", "Okello, Amina", "OKELO AMINAH", "أمينة", "أوكيلو", "امينه", "grace ok",
        "b1234567", "B 123 4567", "B123", "uga45c00678", "UGA-45", "0772123456", "123456", "+256772123456",
    ],
)  # fmt: skip
def test_she_is_found(clerk, amina, text):
    make_person(clerk, family_name="Petrov", given_names="Ivan", birth=Birth(year=1960))

    assert [row.number for row in people_matching(by=clerk, text=text)] == [amina.number]


@pytest.mark.parametrize(
    "text", ["", "   ", "Xylophone", "99", "Amina Petrov", "%", "_", "\x00", "w:okello", "a" * 5000]
)
def test_nobody_is_found(clerk, amina, text):
    assert people_matching(by=clerk, text=text) == []


def test_she_is_found_by_number_slip_and_family(clerk, amina):
    typed = (amina.number, amina.number.lower(), f"PRATIQUE:{amina.number}", amina.family.number)

    found = [[row.number for row in people_matching(by=clerk, text=text)] for text in typed]

    assert found == [[amina.number]] * 4


def test_a_stranger_finds_nobody(stranger, amina):
    typed = ("Okello", amina.number, "B1234567", "123456", amina.family.number)

    assert [people_matching(by=stranger, text=text) for text in typed] == [[]] * 5


def test_names_as_written_come_before_names_that_sound_alike(clerk):
    alike = make_person(clerk, family_name="Okelo", given_names="Jane", birth=Birth(year=1950))
    same = make_person(clerk, family_name="Okello", given_names="Peter", birth=Birth(year=1960))

    assert [row.number for row in people_matching(by=clerk, text="Okello")] == [same.number, alike.number]


def test_a_paper_taken_off_finds_nobody(clerk, amina):
    remove_document(by=clerk, person=amina, document_id=amina.documents.get().pk)

    assert people_matching(by=clerk, text="B1234567") == []


def test_no_more_than_asked_for(clerk):
    make_person(clerk, birth=Birth(year=1950))
    make_person(clerk, birth=Birth(year=1960))
    make_person(clerk, birth=Birth(year=1970))

    assert len(people_matching(by=clerk, text="Okello", limit=2)) == 2
