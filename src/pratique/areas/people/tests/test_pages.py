"""The pages of people, through their addresses, by who may and by who may not."""

import pytest
from django.urls import reverse

from pratique.areas.people.factories import make_person
from pratique.areas.people.models import Document, NotSamePerson, Person
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.factories import make_assignment, make_user

pytestmark = pytest.mark.django_db

PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
PAGES_OF_A_PERSON = (
    "correct_person", "family", "papers", "photo", "consents", "safe_contact", "interpreter", "protection",
)  # fmt: skip
NAMES = {"family_name": "Okello", "given_names": "Amina", "birth_year": "1992", "birth_month": "3", "birth_day": "14"}


def _sign_in(client, role, site):
    client.force_login(make_assignment(role, site=site).user)


@pytest.mark.parametrize("name", PAGES_OF_A_PERSON)
def test_a_page_shows_who_it_is_about_and_is_recorded_as_read(desk, name):
    person = make_person(desk.actor)

    answer = desk.get(reverse(f"people:{name}", args=[person.number]))

    assert answer.status_code == 200
    assert b"OKELLO Amina Grace" in answer.content
    assert "no-store" in answer["Cache-Control"]
    assert AuditRecord.objects.filter(outcome="read", person=person.number).count() == 1


@pytest.mark.parametrize("name", PAGES_OF_A_PERSON)
def test_a_page_is_not_found_by_another_site(client, clerk, stranger, name):
    from pratique.foundation.actors.models import User

    person = make_person(clerk)
    client.force_login(User.objects.get(pk=stranger.user_id))

    answer = client.get(reverse(f"people:{name}", args=[person.number]))
    missing = client.get(reverse(f"people:{name}", args=["P-0000-0000"]))

    assert (answer.status_code, missing.status_code) == (404, 404)
    assert b"Okello" not in answer.content.replace(b"OKELLO", b"Okello")
    assert AuditRecord.objects.filter(outcome="read").count() == 0


@pytest.mark.parametrize("name", PAGES_OF_A_PERSON)
def test_nobody_is_sent_to_sign_in(client, clerk, name):
    person = make_person(clerk)

    answer = client.get(reverse(f"people:{name}", args=[person.number]))

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next=/people/{person.number}/{name_in_address(name)}/")


def name_in_address(name: str) -> str:
    return {"correct_person": "identity", "consents": "consent", "safe_contact": "contact"}.get(name, name)


@pytest.mark.parametrize("name", PAGES_OF_A_PERSON)
def test_a_title_names_no_clinic_and_no_disease(desk, name):
    person = make_person(desk.actor)

    content = desk.get(reverse(f"people:{name}", args=[person.number])).content.decode()
    title = content.partition("<title>")[2].partition("</title>")[0].lower()

    assert title.endswith("pratique")
    assert [word for word in ("tubercul", "clinic", "visa", "hiv", "refugee", "okello") if word in title] == []


def test_pages_are_laid_out_from_right_to_left_in_arabic(client, clerk, site):
    person = make_person(clerk, given_names_native="أمينة")
    reader = make_assignment("reception", site=site, user=make_user(language="ar"))
    client.force_login(reader.user)

    content = client.get(reverse("people:correct_person", args=[person.number])).content.decode()

    assert '<html lang="ar" dir="rtl"' in content
    assert '<span class="native" lang="und-Arab" dir="rtl">أمينة</span>' in content


def test_a_person_is_registered_without_any_paper(desk):
    answer = desk.post(reverse("people:register_person"), {"name_as_spoken": "Mama Grace"})

    person = Person.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/people/{person.number}/")
    assert (person.name_as_spoken, person.documents.count()) == ("Mama Grace", 0)


def test_safe_contact_and_interpreter_are_told_on_the_first_page(desk):
    told = NAMES | {"contact_kind": "phone", "contact_number": "+256 700 1", "interpreter_language": "ln"}

    desk.post(reverse("people:register_person"), told | {"interpreter_sex": "F"})

    person = Person.objects.get()
    assert (person.safe_contact.kind, person.safe_contact.number) == ("phone", "+256 700 1")
    assert (person.interpreter_need.language, person.interpreter_need.interpreter_sex) == ("ln", "F")
    assert person.interpreter_need.never == ["agent", "employer", "guard", "officer", "relative"]


def test_a_contact_without_its_number_registers_nobody(desk):
    answer = desk.post(reverse("people:register_person"), NAMES | {"contact_kind": "phone"})

    assert answer.status_code == 422
    assert "Write the telephone number that is safe." in answer.content.decode()
    assert Person.objects.count() == 0


def test_the_next_member_starts_with_what_the_family_shares(desk):
    told = NAMES | {"address": "Plot 4\nKisumu", "language": "sw", "relation": "head", "then": "next"}
    answer = desk.post(reverse("people:register_person"), told)
    mother = Person.objects.get()

    form = desk.get(answer["Location"]).content.decode()
    desk.post(answer["Location"], NAMES | {"given_names": "Ruth", "birth_year": "2015", "relation": "child"})

    assert answer["Location"] == f"/people/register/?after={mother.number}"
    assert ('value="Okello"' in form, "Plot 4" in form, '<option value="sw" selected' in form) == (True, True, True)
    assert [one.given_names for one in mother.family.members.order_by("pk")] == ["Amina", "Ruth"]


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({}, "Write at least one name"),
        (NAMES | {"birth_day": "31", "birth_month": "2"}, "There is no such day"),
        (NAMES | {"birth_year": "2999"}, "lies in the future"),
        (NAMES | {"birth_year": "MCM"}, "Write day and year as numbers"),
        (NAMES | {"family_name": "A\x00B"}, "cannot be seen or printed"),
        (NAMES | {"family_name": "A" * 1_000_000}, "This is too long"),
        (NAMES | {"sex": "Q"}, "Choose one of the answers"),
        (NAMES | {"nationality": "QQQ"}, "Choose one of the answers"),
        (NAMES | {"document_kind": "passport"}, "Write the number of the paper"),
        (NAMES | {"birth_margin": "99"}, "less than or equal to 15"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(desk, told, sentence):
    answer = desk.post(reverse("people:register_person"), told)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Person.objects.count() == 0


def test_script_in_a_name_is_shown_as_text(desk):
    person = make_person(desk.actor, family_name="<script>alert(1)</script>")

    content = desk.get(reverse("people:correct_person", args=[person.number])).content

    assert b"<script>alert(1)" not in content
    assert b"&lt;script&gt;" in content.lower()


def test_a_double_submission_makes_one_person(desk):
    told = NAMES | {"submission_key": "abc123"}

    first = desk.post(reverse("people:register_person"), told)
    second = desk.post(reverse("people:register_person"), told)

    assert first["Location"] == second["Location"]
    assert Person.objects.count() == 1


def test_keys_and_numbers_that_nobody_gave_out_do_no_harm(desk):
    told = NAMES | {"submission_key": "a\x00b", "not_same_as": ["\x00", "P-0000-0000", "x" * 5000]}

    answer = desk.post(reverse("people:register_person"), told)

    assert answer.status_code == 302
    assert (Person.objects.count(), NotSamePerson.objects.count()) == (1, 0)


def test_a_likely_duplicate_is_shown_and_told_apart(desk):
    known = make_person(desk.actor)

    asked = desk.post(reverse("people:register_person"), NAMES)
    saved = desk.post(reverse("people:register_person"), NAMES | {"not_same_as": known.number})

    assert asked.status_code == 422
    assert known.number in asked.content.decode()
    assert "A like name and a date of birth that can be the same." in asked.content.decode()
    assert saved.status_code == 302
    assert NotSamePerson.objects.count() == 1


@pytest.mark.parametrize("name", ["register_person", "register_from_mrz"])
def test_registering_is_for_those_who_may(client, site, name):
    _sign_in(client, "radiologist", site)

    answers = [client.get(reverse(f"people:{name}")), client.post(reverse(f"people:{name}"), NAMES)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert Person.objects.count() == 0


def test_a_person_is_registered_from_her_passport(desk):
    address = reverse("people:register_from_mrz")

    read = desk.post(address, {"mrz": PASSPORT})
    content = read.content.decode()
    told = {"family_name": "Eriksson", "given_names": "Anna Maria", "sex": "F", "nationality": "UTO"}
    saved = desk.post(
        address,
        NAMES
        | told
        | {"birth_year": "1974", "birth_month": "8", "birth_day": "12", "mrz": PASSPORT, "compared": "yes"},
    )

    document = Document.objects.get()
    assert (read.status_code, 'value="Eriksson"' in content, 'value="1974"' in content) == (200, True, True)
    assert ("Utopia" in content, "no longer valid" in content) == (True, True)
    assert saved.status_code == 302
    assert (document.kind, document.number, document.issuer, document.is_verified) == (
        "passport",
        "L898902C3",
        "UTO",
        True,
    )
    assert document.expires_on.isoformat() == "2012-04-15"
    assert document.mrz == PASSPORT


def test_nothing_is_registered_before_a_person_compared(desk):
    told = NAMES | {"mrz": PASSPORT}

    answer = desk.post(reverse("people:register_from_mrz"), told)

    assert answer.status_code == 422
    assert "Compare the fields with the document" in answer.content.decode()
    assert Person.objects.count() == 0


@pytest.mark.parametrize("place", range(88))
def test_no_wrong_digit_gets_past_wherever_it_stands(desk, place):
    line, column = divmod(place, 44)
    lines = PASSPORT.split("\n")
    wrong = "7" if lines[line][column] != "7" else "8"
    lines[line] = lines[line][:column] + wrong + lines[line][column + 1 :]

    answer = desk.post(reverse("people:register_from_mrz"), {"mrz": "\n".join(lines)})

    assert answer.status_code == 422
    assert Person.objects.count() == 0


def test_lines_changed_after_reading_are_refused(desk):
    forged = PASSPORT.replace("L898902C36", "L898902C46")

    answer = desk.post(reverse("people:register_from_mrz"), NAMES | {"mrz": forged, "compared": "yes"})

    assert answer.status_code == 422
    assert Person.objects.count() == 0


def test_the_check_says_what_is_wrong_on_its_character(desk):
    answer = desk.post(reverse("people:check_mrz"), {"mrz": PASSPORT.replace("L898902C36", "L898902C46")})

    problems = answer.json()["problems"]
    assert answer.json()["kind"] == "TD3"
    assert [(one["line"], one["start"], one["end"]) for one in problems] == [(1, 9, 10), (1, 43, 44)]
    assert Person.objects.count() == 0


@pytest.mark.parametrize(
    "text", ["", "\x00\x00", "A" * 1_000_000, "P<UTO", "ــــ", "\ud83d\ude00".encode("utf-8", "replace")]
)
def test_broken_lines_are_answered_and_never_an_accident(desk, text):
    answer = desk.post(reverse("people:check_mrz"), {"mrz": text})

    assert answer.status_code == 200
    assert answer.json()["problems"]


SPECIMENS = {
    "TD1": "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    "TD2": "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6",
    "TD3": PASSPORT,
    "MRVA": "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<",
    "MRVB": "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<",
}


@pytest.mark.parametrize("kind", SPECIMENS)
def test_icaos_specimens_are_read_by_the_page(desk, kind):
    """The specimens of ICAO Doc 9303 parts 4 to 7."""
    checked = desk.post(reverse("people:check_mrz"), {"mrz": SPECIMENS[kind]}).json()
    page = desk.post(reverse("people:register_from_mrz"), {"mrz": SPECIMENS[kind]})

    assert (checked["kind"], checked["problems"]) == (kind, [])
    assert (page.status_code, b'value="Eriksson"' in page.content) == (200, True)
