"""The pages of people, through their addresses, by who may and by who may not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pratique.areas.people.factories import make_consent, make_family, make_person, photo_jpeg, signature_png
from pratique.areas.people.models import Birth, Consent, Document, Identifier, NotSamePerson, Person, Protection
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.factories import make_assignment, make_user
from pratique.foundation.actors.web import actor_of

pytestmark = pytest.mark.django_db

PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
PAGES_OF_A_PERSON = (
    "correct_person", "family", "papers", "photo", "consents", "safe_contact", "interpreter", "protection",
)  # fmt: skip
NAMES = {"family_name": "Okello", "given_names": "Amina", "birth_year": "1992", "birth_month": "3", "birth_day": "14"}


@pytest.fixture
def desk(client, site):
    """A signed-in clerk's browser, and her as an actor."""
    assignment = make_assignment("reception", site=site)
    client.force_login(assignment.user)
    client.actor = actor_of(assignment.user, assignment)
    return client


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


def test_a_correction_is_saved(desk):
    person = make_person(desk.actor)

    answer = desk.post(
        reverse("people:correct_person", args=[person.number]), NAMES | {"expected_version": "1", "sex": "F"}
    )

    assert answer.status_code == 302
    assert (Person.objects.get().given_names, Person.objects.get().version) == ("Amina", 2)


def test_a_conflict_shows_both_versions_side_by_side_and_keeps_what_was_typed(desk):
    person = make_person(desk.actor)
    address = reverse("people:correct_person", args=[person.number])
    desk.post(address, NAMES | {"expected_version": "1", "given_names": "Theirs"})

    answer = desk.post(address, NAMES | {"expected_version": "1", "given_names": "Mine"})
    content = answer.content.decode()
    again = desk.post(address, NAMES | {"expected_version": "2", "given_names": "Mine"})

    assert answer.status_code == 409
    assert ("<del>Theirs</del>" in content, "<ins>Mine</ins>" in content) == (True, True)
    assert ('value="Mine"' in content, 'name="expected_version" value="2"' in content) == (True, True)
    assert again.status_code == 302
    assert Person.objects.get().given_names == "Mine"


def test_papers_and_numbers_are_added_and_taken_off(desk):
    person = make_person(desk.actor)
    number = person.number

    desk.post(reverse("people:add_document", args=[number]), {"kind": "passport", "number": "B1", "issuer": "UGA"})
    desk.post(reverse("people:add_identifier", args=[number]), {"scheme": "unhcr", "value": "45C00678"})
    desk.post(reverse("people:remove_document", args=[number, Document.objects.get().pk]))

    assert Document.objects.filter(removed_at=None).count() == 0
    assert Identifier.objects.filter(removed_at=None).values_list("value", flat=True)[0] == "45C00678"


def test_a_paper_without_a_number_is_refused(desk):
    person = make_person(desk.actor)

    answer = desk.post(reverse("people:add_document", args=[person.number]), {"kind": "passport", "number": "--"})

    assert answer.status_code == 422
    assert Document.objects.count() == 0


def test_the_same_paper_twice_is_refused(desk):
    person = make_person(desk.actor)
    address = reverse("people:add_document", args=[person.number])
    desk.post(address, {"kind": "passport", "number": "B1", "issuer": "UGA"})

    answer = desk.post(address, {"kind": "passport", "number": "B1", "issuer": "UGA"})

    assert answer.status_code == 422
    assert "This document stands in the file already." in answer.content.decode()
    assert Document.objects.count() == 1


def test_a_photograph_is_kept_and_shown(desk):
    person = make_person(desk.actor)
    upload = SimpleUploadedFile("me.jpg", photo_jpeg(), "image/jpeg")

    kept = desk.post(reverse("people:photo", args=[person.number]), {"photo": upload})
    shown = desk.get(reverse("people:photo_image", args=[person.number]))
    again = desk.get(reverse("people:photo_image", args=[person.number]), headers={"if-none-match": shown["ETag"]})

    assert kept.status_code == 302
    assert (shown["Content-Type"], shown.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert (again.status_code, shown["Cache-Control"]) == (304, "private, no-cache")


def test_a_photograph_of_fifty_megabytes_is_refused(desk):
    person = make_person(desk.actor)
    upload = SimpleUploadedFile("me.jpg", b"\xff\xd8" + bytes(50 * 1024 * 1024), "image/jpeg")

    answer = desk.post(reverse("people:photo", args=[person.number]), {"photo": upload})

    assert answer.status_code == 422
    assert "This picture is too large" in answer.content.decode()
    assert person.photos.count() == 0


def test_there_is_no_photograph_for_a_stranger(client, clerk, stranger):
    from pratique.foundation.actors.models import User

    person = make_person(clerk)
    client.force_login(User.objects.get(pk=stranger.user_id))

    assert client.get(reverse("people:photo_image", args=[person.number])).status_code == 404


def test_she_says_yes_in_her_language(desk):
    person = make_person(desk.actor, language="ar")
    address = reverse("people:record_consent", args=[person.number, "assessment_uk"])
    page = desk.get(address).content.decode()

    answer = desk.post(
        address,
        {
            "text_edition": "2026-1",
            "language": "ar",
            "in_room": ["interpreter"],
            "signature": SimpleUploadedFile("signature.png", signature_png(), "image/png"),
            "signature_how": "drawn",
        },
    )

    consent = Consent.objects.get()
    assert 'lang="ar" dir="rtl">الفحص الصحي للمملكة المتحدة' in page
    assert answer.status_code == 302
    assert (consent.decision, consent.language, consent.how) == ("given", "ar", "drawn")


def test_a_spoken_yes_before_a_witness(desk):
    person = make_person(desk.actor)
    told = {"text_edition": "2026-1", "language": "en", "in_room": ["alone"], "signature_how": "witnessed"}

    desk.post(
        reverse("people:record_consent", args=[person.number, "photo"]),
        told | {"signature_witness": "Grace Auma", "witnessed": "spoken_witnessed"},
    )

    assert list(Consent.objects.values_list("how", "witness")) == [("spoken_witnessed", "Grace Auma")]


def test_a_yes_without_a_signature_is_refused(desk):
    person = make_person(desk.actor)

    answer = desk.post(
        reverse("people:record_consent", args=[person.number, "photo"]),
        {"text_edition": "2026-1", "language": "en", "in_room": ["alone"]},
    )

    assert answer.status_code == 422
    assert Consent.objects.count() == 0


def test_no_and_taking_back_are_one_post_each(desk):
    person = make_person(desk.actor)
    make_consent(desk.actor, person)

    taken = desk.post(reverse("people:withdraw_consent", args=[person.number, "assessment_uk"]))
    refused = desk.post(reverse("people:refuse_consent", args=[person.number, "photo"]))

    assert (taken.status_code, refused.status_code) == (302, 302)
    assert list(Consent.objects.order_by("pk").values_list("decision", flat=True)) == ["given", "withdrawn", "refused"]


def test_a_childs_page_asks_who_decides_with_her(desk):
    mother, _, _, son = make_family(desk.actor)

    adult = desk.get(reverse("people:record_consent", args=[mother.number, "photo"])).content.decode()
    child = desk.get(reverse("people:record_consent", args=[son.number, "photo"])).content.decode()

    assert ("Who decides" in adult, "Who decides" in child) == (False, True)
    assert f'<option value="{mother.number}"' in child


def test_an_unknown_purpose_is_not_found(desk):
    person = make_person(desk.actor)

    assert desk.get(reverse("people:record_consent", args=[person.number, "everything"])).status_code == 404


def test_safe_contact_and_interpreter_are_kept(desk):
    person = make_person(desk.actor)
    number = person.number

    desk.post(reverse("people:safe_contact", args=[number]), {"kind": "through", "through_whom": "Her sister Ruth"})
    desk.post(
        reverse("people:interpreter", args=[number]),
        {"language": "ln", "dialect": "Kinshasa", "interpreter_sex": "F", "never": ["relative", "officer"]},
    )

    person.refresh_from_db()
    assert (person.safe_contact.kind, person.safe_contact.through_whom) == ("through", "Her sister Ruth")
    assert (person.interpreter_need.language, person.interpreter_need.never) == ("ln", ["officer", "relative"])


def test_a_number_to_call_is_needed_where_one_is_chosen(desk):
    person = make_person(desk.actor)

    answer = desk.post(reverse("people:safe_contact", args=[person.number]), {"kind": "phone", "number": "later"})

    assert answer.status_code == 422
    assert not hasattr(Person.objects.get(), "safe_contact")


def test_protection_is_kept_and_its_page_does_not_exist_for_others(desk, client, site):
    person = make_person(desk.actor)
    address = reverse("people:protection", args=[person.number])
    desk.post(address, {"flags": ["unaccompanied"], "notes": "Came alone."})
    _sign_in(client, "radiographer", site)

    page = client.get(address)
    papers = client.get(reverse("people:papers", args=[person.number])).content.decode()

    assert list(Protection.objects.values_list("unaccompanied", "detained")) == [(True, False)]
    assert page.status_code == 404
    assert ("Protection" in papers, "protection" in papers) == (False, False)


def test_a_person_is_placed_in_her_family(desk):
    people = make_family(desk.actor)
    address = reverse("people:family", args=[people[1].number])

    answer = desk.post(address, {"relation": "sibling", "expected_version": "1"})
    stale = desk.post(address, {"relation": "spouse", "expected_version": "1"})

    assert (answer.status_code, stale.status_code) == (302, 422)
    assert Person.objects.get(pk=people[1].pk).relation == "sibling"


def test_files_that_look_alike_are_told_apart_on_the_page(desk):
    one = make_person(desk.actor)
    other = make_person(desk.actor, birth=Birth(year=1992), not_same_as=(one.number,))
    NotSamePerson.objects.all().delete()
    page = desk.get(reverse("people:papers", args=[one.number])).content.decode()

    answer = desk.post(reverse("people:tell_apart", args=[one.number, other.number]))

    assert "Files that may be of the same person" in page
    assert answer.status_code == 302
    assert "Files that may be" not in desk.get(reverse("people:papers", args=[one.number])).content.decode()
