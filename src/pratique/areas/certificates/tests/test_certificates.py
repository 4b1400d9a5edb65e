import hashlib
import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from pratique.areas.certificates import public as certificates
from pratique.areas.certificates.actions import issue
from pratique.areas.certificates.factories import make_conclusion, make_pictured_person
from pratique.areas.certificates.models import Certificate, Revocation
from pratique.areas.certificates.tasks import keep_trust_list_fresh
from pratique.areas.people.factories import make_person
from pratique.areas.people.public import Person
from pratique.foundation import files
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor, make_site
from pratique.foundation.documents.verification import Finding, Verdict, verify
from pratique.foundation.keys.models import SigningKey, TrustListIssue
from pratique.foundation.keys.signing import newest_trust_list
from pratique.foundation.keys.trust import read_trust_list, trust_list_file

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.PUBLIC_URL = "https://clinic.example.org"


@pytest.fixture
def physician() -> Actor:
    return make_actor("physician")


@pytest.fixture
def person(physician: Actor) -> Person:
    return make_pictured_person(physician)


@pytest.fixture
def allow(monkeypatch: pytest.MonkeyPatch, physician: Actor, person: Person) -> Any:
    """What assessments answers; its own tests hold that answer to a real case."""

    def answer_with(**told: Any) -> None:
        conclusion = make_conclusion(physician, person, **told)
        monkeypatch.setattr(
            issue,
            "conclusion_for_certificate",
            lambda *, by, case_destination_id: replace(conclusion, case_destination_id=case_destination_id),
        )

    answer_with()
    return answer_with


def issued(by: Actor, language: str = "en") -> Certificate:
    return certificates.issue_certificate(by=by, case_destination_id=7, language=language)


def checked(certificate: Certificate, by: Actor) -> Finding:
    newest = newest_trust_list()
    assert newest is not None
    return verify(files.read(certificate.pdf), read_trust_list(newest.text), at=by.now())


def pages(certificate: Certificate) -> str:
    return pypdf.PdfReader(io.BytesIO(files.read(certificate.pdf))).pages[0].extract_text()


def test_issued_certificate_is_genuine_at_once(physician: Actor, person: Person, allow: Any) -> None:
    certificate = issued(physician)

    finding = checked(certificate, physician)
    assert (finding.verdict, finding.checked) == (Verdict.GENUINE, "file")
    assert finding.signed is not None
    assert (finding.signed.family_name, finding.signed.given_names) == ("Okello", "Amina Grace")
    assert (finding.signed.date_of_birth, finding.signed.document_number) == ("1992-03-14", "")
    assert (finding.signed.programme, finding.signed.statement) == ("Fictional", "met")
    assert finding.signed.expires_on == (physician.today() + timedelta(days=180)).isoformat()
    assert finding.key is not None
    assert finding.key.site == "Nairobi"


def test_paper_carries_code_and_photograph(physician: Actor, person: Person, allow: Any) -> None:
    certificate = issued(physician)

    attached = pypdf.PdfReader(io.BytesIO(files.read(certificate.pdf))).attachments
    finding = checked(certificate, physician)
    assert finding.signed is not None
    assert sorted(attached) == ["certificate.txt", "photograph.jpg"]
    assert attached["certificate.txt"] == [certificate.code.encode()]
    assert hashlib.sha256(attached["photograph.jpg"][0]).hexdigest() == finding.signed.photo_sha256


def test_paper_says_what_the_authority_wants_to_read(physician: Actor, person: Person, allow: Any) -> None:
    text = pages(issued(physician))

    wanted = [
        "Health certificate",
        "Okello, Amina Grace",
        "14 Mar 1992",
        "Uganda",
        "The requirements were met.",
        "18 Nov 2026",
        "Sputum examined",
        "https://clinic.example.org/verify",
        physician.user_name,
    ]
    assert [words for words in wanted if words not in text] == []


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Les exigences ont été satisfaites."), ("es", "Se cumplieron los requisitos.")]
)
def test_paper_speaks_the_chosen_language(
    physician: Actor, person: Person, allow: Any, language: str, words: str
) -> None:
    assert words in pages(issued(physician, language))


def test_arabic_paper_is_written_from_right_to_left(physician: Actor, person: Person, allow: Any) -> None:
    certificate = issued(physician, "ar")

    reader = pypdf.PdfReader(io.BytesIO(files.read(certificate.pdf)))
    assert reader.trailer["/Root"]["/Lang"] == "ar"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/Direction"] == "/R2L"
    assert checked(certificate, physician).verdict == Verdict.GENUINE


def test_longest_names_of_a_passport_stay_on_one_page(physician: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    given_names = "Wilhelmina Bartholomea Constantia Augus"
    person = make_pictured_person(physician, family_name="Mwangithiongo" * 3, given_names=given_names)
    conclusion = make_conclusion(
        physician, person, statement_text={"fr": "Une phrase assez longue de trente mots. " * 4}
    )
    monkeypatch.setattr(issue, "conclusion_for_certificate", lambda *, by, case_destination_id: conclusion)

    certificate = issued(physician, "fr")

    assert len(pypdf.PdfReader(io.BytesIO(files.read(certificate.pdf))).pages) == 1
    assert checked(certificate, physician).verdict == Verdict.GENUINE


def test_code_never_grows_beyond_what_cheap_cameras_read(physician: Actor, person: Person, allow: Any) -> None:
    allow(programme={"en": "Very long name of a programme " * 40})

    with pytest.raises(Refusal) as refused:
        issued(physician)

    assert refused.value.code == "certificates.certificate.names_too_long"
    assert Certificate.objects.count() == 0


def test_certificate_needs_a_photograph(physician: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    conclusion = make_conclusion(physician, make_person(physician))
    monkeypatch.setattr(issue, "conclusion_for_certificate", lambda *, by, case_destination_id: conclusion)

    with pytest.raises(Refusal) as refused:
        issued(physician)

    assert refused.value.code == "certificates.certificate.photo_missing"
    assert (Certificate.objects.count(), SigningKey.objects.count()) == (0, 0)


def test_name_that_cannot_be_printed_is_refused(physician: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    conclusion = make_conclusion(physician, make_pictured_person(physician, family_name="አበራ", given_names=""))
    monkeypatch.setattr(issue, "conclusion_for_certificate", lambda *, by, case_destination_id: conclusion)

    with pytest.raises(Refusal) as refused:
        issued(physician)

    assert refused.value.code == "certificates.certificate.letters"
    assert Certificate.objects.count() == 0


def test_native_name_of_an_unprintable_script_is_left_out(physician: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    conclusion = make_conclusion(physician, make_pictured_person(physician, family_name_native="አበራ"))
    monkeypatch.setattr(issue, "conclusion_for_certificate", lambda *, by, case_destination_id: conclusion)

    assert checked(issued(physician), physician).verdict == Verdict.GENUINE


def test_conclusion_whose_validity_passed_gives_no_certificate(physician: Actor, person: Person, allow: Any) -> None:
    allow(valid_until=physician.today() - timedelta(days=1))

    with pytest.raises(Refusal) as refused:
        issued(physician)

    assert refused.value.code == "certificates.certificate.validity_passed"
    assert Certificate.objects.count() == 0


def test_second_certificate_for_a_destination_is_refused(physician: Actor, person: Person, allow: Any) -> None:
    first = issued(physician)

    with pytest.raises(Refusal) as refused:
        issued(physician)

    assert refused.value.code == "certificates.certificate.in_force"
    assert list(Certificate.objects.all()) == [first]


def test_double_click_issues_one_certificate(physician: Actor, person: Person, allow: Any) -> None:
    first = certificates.issue_certificate(by=physician, case_destination_id=7, language="en", key="click")
    again = certificates.issue_certificate(by=physician, case_destination_id=7, language="en", key="click")

    assert again == first
    assert Certificate.objects.count() == 1


def test_language_outside_the_list_is_refused(physician: Actor, person: Person, allow: Any) -> None:
    with pytest.raises(Refusal) as refused:
        issued(physician, "de")

    assert refused.value.code == "certificates.certificate.language"
    assert Certificate.objects.count() == 0


def test_only_a_physician_issues(person: Person, allow: Any) -> None:
    with pytest.raises(Refusal) as refused:
        issued(make_actor("reception"))

    assert refused.value.code == "not_permitted"
    assert Certificate.objects.count() == 0


def test_revoked_certificate_is_seen_as_revoked_and_nobody_sees_why(
    physician: Actor, person: Person, allow: Any
) -> None:
    certificate = issued(physician)

    certificates.revoke_certificate(by=physician, number=certificate.number, reason="new_information", remark="culture")

    newest = newest_trust_list()
    assert newest is not None
    assert checked(certificate, physician).verdict == Verdict.REVOKED
    assert len(json.loads(newest.text)["revoked"]) == 1
    assert [
        word for word in (certificate.serial, certificate.number, "culture", "information") if word in newest.text
    ] == []
    revocation = Revocation.objects.get()
    assert (revocation.reason, revocation.note, revocation.by_id) == ("new_information", "culture", physician.user_id)


def test_revoking_needs_a_reason_and_happens_once(physician: Actor, person: Person, allow: Any) -> None:
    certificate = issued(physician)

    with pytest.raises(Refusal) as without_reason:
        certificates.revoke_certificate(by=physician, number=certificate.number, reason="replaced")
    certificates.revoke_certificate(by=physician, number=certificate.number, reason="lost")
    with pytest.raises(Refusal) as again:
        certificates.revoke_certificate(by=physician, number=certificate.number, reason="lost")

    assert without_reason.value.code == "certificates.revocation.reason_missing"
    assert again.value.code == "certificates.certificate.ended"
    assert Revocation.objects.count() == 1


def test_replaced_certificate_is_revoked_and_names_its_successor(physician: Actor, person: Person, allow: Any) -> None:
    old = issued(physician)

    new = certificates.replace_certificate(by=physician, number=old.number, language="fr", remark="spelling")

    assert (checked(old, physician).verdict, checked(new, physician).verdict) == (Verdict.REVOKED, Verdict.GENUINE)
    assert (new.replaces, new.language) == (old, "fr")
    assert Revocation.objects.get().reason == "replaced"


def test_replacing_without_a_reason_changes_nothing(physician: Actor, person: Person, allow: Any) -> None:
    old = issued(physician)

    with pytest.raises(Refusal) as refused:
        certificates.replace_certificate(by=physician, number=old.number, language="fr", remark=" ")

    assert refused.value.code == "certificates.replacement.reason_missing"
    assert checked(old, physician).verdict == Verdict.GENUINE
    assert Certificate.objects.count() == 1


def test_older_certificate_stays_genuine_after_the_site_key_was_rotated(
    physician: Actor, person: Person, allow: Any
) -> None:
    old = issued(physician)
    administrator = make_actor("admin")

    kid = certificates.rotate_signing_key(by=administrator, site_number=physician.site_number)
    new = certificates.issue_certificate(by=physician, case_destination_id=8, language="en")

    assert (new.kid, old.kid != kid) == (kid, True)
    assert (checked(old, physician).verdict, checked(new, physician).verdict) == (Verdict.GENUINE, Verdict.GENUINE)


def test_certificates_of_a_stolen_key_stop_counting(physician: Actor, person: Person, allow: Any) -> None:
    certificate = issued(physician)

    certificates.revoke_signing_key(by=make_actor("admin"), kid=certificate.kid)

    assert checked(certificate, physician).verdict == Verdict.KEY_REVOKED


def test_key_of_the_organization_cannot_be_revoked_by_its_number(physician: Actor, person: Person, allow: Any) -> None:
    issued(physician)
    organization = SigningKey.objects.get(issuer="organization")

    with pytest.raises(Refusal) as refused:
        certificates.revoke_signing_key(by=make_actor("admin"), kid=organization.kid)

    assert refused.value.code == "certificates.key.unknown"
    assert SigningKey.objects.filter(revoked_at=None).count() == 2


def test_certificate_of_an_unknown_person_is_not_found(physician: Actor, person: Person, allow: Any) -> None:
    certificate = issued(physician)
    stranger = make_actor("physician", site=make_site(name="Amman", zone="Asia/Amman", country="JOR"))

    with pytest.raises(Refusal) as hidden:
        certificates.certificate_pdf(by=stranger, number=certificate.number)
    with pytest.raises(Refusal) as missing:
        certificates.certificate_pdf(by=stranger, number="K-0000-0000")
    with pytest.raises(Refusal) as revoking:
        certificates.revoke_certificate(by=stranger, number=certificate.number, reason="lost")

    assert (hidden.value.code, missing.value.code, revoking.value.code) == ("not_found",) * 3
    assert Revocation.objects.count() == 0


def test_issue_and_revocation_are_recorded_without_names(physician: Actor, person: Person, allow: Any) -> None:
    certificate = issued(physician)
    certificates.revoke_certificate(by=physician, number=certificate.number, reason="lost")

    records = AuditRecord.objects.filter(subject=certificate.number).order_by("pk")
    assert [record.action for record in records] == [
        "certificates.certificate.issue",
        "certificates.certificate.revoke",
    ]
    assert {record.person for record in records} == {person.number}


def test_trust_list_lies_in_the_data_folder_after_each_change(
    physician: Actor,
    person: Person,
    allow: Any,
    tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        certificate = issued(physician)
        certificates.revoke_certificate(by=physician, number=certificate.number, reason="lost")

    trust = read_trust_list(trust_list_file(tmp_path).read_text("utf-8"))
    assert verify(files.read(certificate.pdf), trust, at=physician.now()).verdict == Verdict.REVOKED


def test_trust_list_is_signed_anew_when_it_is_a_day_old(physician: Actor, person: Person, allow: Any) -> None:
    assert keep_trust_list_fresh() is False
    issued(physician)
    assert keep_trust_list_fresh() is False
    TrustListIssue.objects.update(issued_at=physician.now() - timedelta(hours=25))

    assert keep_trust_list_fresh() is True

    assert TrustListIssue.objects.count() == 2


def test_papers_verified_as_they_must_be_are_no_problem(physician: Actor, person: Person, allow: Any) -> None:
    issued(physician)
    ended = certificates.issue_certificate(by=physician, case_destination_id=8, language="fr")
    certificates.revoke_certificate(by=physician, number=ended.number, reason=Revocation.Reason.LOST)

    assert list(certificates.certificate_problems(by=Actor.system(name="tests"))) == []


def test_paper_of_another_and_one_to_be_revoked_are_found(physician: Actor, person: Person, allow: Any) -> None:
    first = issued(physician)
    second = certificates.issue_certificate(by=physician, case_destination_id=8, language="en")
    third = certificates.issue_certificate(by=physician, case_destination_id=9, language="en")
    Certificate.objects.filter(pk=second.pk).update(pdf=first.pdf)
    Certificate.objects.filter(pk=third.pk).update(ended_at=physician.now())

    assert set(certificates.certificate_problems(by=Actor.system(name="tests"))) == {
        f"The certificate {second.number} is found altered when it is verified.",
        f"The certificate {third.number} is found genuine when it is verified.",
    }


def test_nobody_on_the_staff_learns_the_problems_of_all(physician: Actor, person: Person, allow: Any) -> None:
    first = issued(physician)
    Certificate.objects.filter(pk=first.pk).update(ended_at=physician.now())

    assert list(certificates.certificate_problems(by=physician)) == []
