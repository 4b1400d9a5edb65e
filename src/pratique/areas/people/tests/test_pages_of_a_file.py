"""The pages of one person's file, through their addresses."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pratique.areas.people.factories import make_consent, make_family, make_person, photo_jpeg, signature_png
from pratique.areas.people.models import Birth, Consent, Document, Identifier, NotSamePerson, Person, Protection
from pratique.foundation.actors.factories import make_assignment

pytestmark = pytest.mark.django_db

NAMES = {"family_name": "Okello", "given_names": "Amina", "birth_year": "1992", "birth_month": "3", "birth_day": "14"}


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
    desk.post(address, {"flags": ["unaccompanied"], "notes": "Came alone.", "seen": "nothing yet"})
    client.force_login(make_assignment("radiographer", site=site).user)

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
