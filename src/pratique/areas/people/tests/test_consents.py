"""Consent: of an adult, of a child with her guardian, refused, withdrawn; never before an officer."""

import pytest

from pratique.areas.people.actions import ConsentEntry, record_consent, set_protection, withdraw_consent
from pratique.areas.people.factories import make_consent, make_family, make_person, signature_png
from pratique.areas.people.models import Birth, Consent
from pratique.areas.people.queries import consent_texts, given_consents, told_authorities
from pratique.foundation.actions import Refusal
from pratique.foundation.actors.factories import make_actor
from pratique.foundation.files import read
from pratique.rules.requirements.heads import heads

pytestmark = pytest.mark.django_db
LANGUAGES = {"en", "fr", "es", "ar"}


def _refused(by, person, **told) -> str:
    with pytest.raises(Refusal) as refused:
        make_consent(by, person, **told)
    assert Consent.objects.count() == 0
    return refused.value.code


def test_every_text_is_there_in_four_languages():
    assert all(set(text.title) == set(text.paragraphs) == LANGUAGES for text in consent_texts())
    assert all(len({len(told) for told in text.paragraphs.values()}) == 1 for text in consent_texts())


def test_every_destination_that_opens_cases_has_its_examination_and_its_authority_agreed_to():
    opening = [head for head in heads().values() if head.opens_cases and not head.is_unconfirmed]
    examined = {f"assessment_{head.destination.lower()}" for head in opening}
    told = {(f"authority_data_{head.destination.lower()}", head.family) for head in opening}

    assert {text.purpose_code for text in consent_texts()} == examined | {purpose for purpose, _ in told} | {"photo"}
    assert {(text.purpose_code, family) for text in consent_texts() for family in text.tells} == told


def test_an_adult_signs(clerk):
    person = make_person(clerk)

    consent = make_consent(clerk, person)

    assert (consent.decision, consent.how, consent.decided_by, consent.in_room) == ("given", "drawn", "self", ["alone"])
    assert read(consent.signature).startswith(b"\x89PNG")
    assert given_consents(by=clerk, person=person) == {"assessment_uk"}


def test_a_thumb_print_needs_its_witness(clerk):
    person = make_person(clerk)

    code = _refused(clerk, person, how="thumb_witnessed", signature=b"")
    consent = make_consent(clerk, person, how="thumb_witnessed", signature=b"", witness="Grace Auma")

    assert code == "people.consent.witness"
    assert (consent.how, consent.witness, consent.signature) == ("thumb_witnessed", "Grace Auma", "")


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"in_room": ()}, "people.consent.in_room"),
        ({"in_room": ("alone", "not_chosen")}, "people.consent.not_free"),
        ({"how": ""}, "people.consent.how"),
        ({"signature": b""}, "people.consent.signature"),
        ({"signature": b"GIF89a"}, "people.photo.not_a_picture"),
        ({"text_edition": "1999-1"}, "people.consent.text_changed"),
        ({"purpose_code": "everything"}, "people.consent.purpose"),
        ({"language": "xx"}, "people.consent.language"),
        ({"decision": "maybe"}, "people.consent.decision"),
        ({"decided_by": "guardian", "guardian_name": "Her husband"}, "people.consent.adult_decides"),
        ({"decided_by": "employer"}, "people.consent.decided_by"),
    ],
)
def test_a_yes_that_is_not_free_or_not_whole_is_refused(clerk, told, code):
    assert _refused(clerk, make_person(clerk), **told) == code


def test_an_empty_drawing_is_no_signature(clerk):
    from io import BytesIO

    from PIL import Image

    kept = BytesIO()
    Image.new("RGBA", (1040, 300), (0, 0, 0, 0)).save(kept, "PNG")

    assert _refused(clerk, make_person(clerk), signature=kept.getvalue()) == "people.photo.empty_signature"


def test_refusing_needs_nothing_but_the_no(clerk):
    person = make_person(clerk)

    consent = record_consent(
        by=clerk, person=person, consent=ConsentEntry(purpose_code="assessment_uk", decision="refused")
    )

    assert (consent.decision, consent.text_edition) == ("refused", "2026-1")
    assert given_consents(by=clerk, person=person) == frozenset()


def test_withdrawing_ends_the_yes_and_keeps_its_history(clerk):
    person = make_person(clerk)
    make_consent(clerk, person)

    withdraw_consent(by=clerk, person=person, purpose_code="assessment_uk")

    assert given_consents(by=clerk, person=person) == frozenset()
    assert list(person.consents.values_list("decision", flat=True)) == ["withdrawn", "given"]


def test_there_is_nothing_to_withdraw_twice(clerk):
    person = make_person(clerk)

    with pytest.raises(Refusal) as refused:
        withdraw_consent(by=clerk, person=person, purpose_code="assessment_uk")

    assert refused.value.code == "people.consent.nothing_to_withdraw"
    assert Consent.objects.count() == 0


def test_a_child_of_twelve_or_more_says_yes_beside_her_guardian(clerk):
    mother, _, _, _ = make_family(clerk)
    daughter = make_person(
        clerk, given_names="Ruth", family_name="Akello", birth=Birth(year=2012, month=1, day=30), sex="F"
    )

    assert _refused(clerk, daughter) == "people.consent.minor"
    assert _refused(clerk, daughter, decided_by="guardian") == "people.consent.guardian"
    told = {"decided_by": "guardian", "guardian_number": mother.number}
    assert _refused(clerk, daughter, **told) == "people.consent.assent"
    assert _refused(clerk, daughter, assent="refused", **told) == "people.consent.no_assent"
    consent = make_consent(clerk, daughter, assent="given", **told)

    assert (consent.guardian_id, consent.assent) == (mother.pk, "given")


def test_a_young_child_is_not_asked_for_assent(clerk):
    mother, _, _, son = make_family(clerk)

    consent = make_consent(clerk, son, decided_by="guardian", guardian_number=mother.number)

    assert consent.assent == "below_age"


def test_a_child_is_nobodys_guardian(clerk):
    _, _, daughter, son = make_family(clerk)

    code = _refused(clerk, son, decided_by="guardian", guardian_number=daughter.number)

    assert code == "people.consent.guardian"


def test_an_unaccompanied_child_has_a_representative(clerk):
    child = make_person(clerk, birth=Birth(year=2016))
    set_protection(by=clerk, person=child, detained=False, unaccompanied=True, accompanied_not_chosen=False)

    assert _refused(clerk, child, decided_by="guardian", guardian_name="A man") == "people.consent.unaccompanied"
    consent = make_consent(clerk, child, decided_by="representative", guardian_name="Appointed Guardian")

    assert consent.guardian_name == "Appointed Guardian"


def test_best_interests_are_decided_by_two_of_us(clerk, site):
    from pratique.foundation.actors.models import User

    child = make_person(clerk, birth=Birth(year=2016))
    colleague = make_actor("nurse", site=site)
    told = {"decided_by": "best_interests", "best_interests": "She has nobody here; the film cannot wait."}

    alone = _refused(clerk, child, second_staff_number=clerk.user_number, **told)
    consent = make_consent(clerk, child, second_staff_number=colleague.user_number, **told)

    assert alone == "people.consent.best_interests"
    assert consent.second_staff_number == User.objects.get(pk=colleague.user_id).number


def test_who_may_be_a_minor_says_it_herself_or_has_somebody_decide(clerk):
    person = make_person(clerk, birth=Birth(year=2008, is_estimated=True, margin_years=3))

    code = _refused(clerk, person)
    consent = make_consent(clerk, person, decided_by="self_by_own_word")

    assert code == "people.consent.minor"
    assert consent.decided_by == "self_by_own_word"


def test_authorities_are_told_while_the_yes_lasts(clerk):
    person = make_person(clerk)
    make_consent(clerk, person, purpose_code="authority_data_uk")
    make_consent(clerk, person, purpose_code="authority_data_us")
    withdraw_consent(by=clerk, person=person, purpose_code="authority_data_us")

    assert told_authorities(by=clerk, person=person) == {"UK-TB"}


def test_a_role_without_the_permission_records_nothing(clerk, site):
    person = make_person(clerk)

    assert _refused(make_actor("radiologist", site=site), person) == "not_permitted"


def test_the_signature_is_kept_small(clerk):
    consent = make_consent(clerk, make_person(clerk))

    assert len(read(consent.signature)) < len(signature_png())
