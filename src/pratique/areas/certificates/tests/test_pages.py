from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from pratique.areas.certificates import public as certificates
from pratique.areas.certificates import queries
from pratique.areas.certificates.actions import issue
from pratique.areas.certificates.factories import make_conclusion, make_pictured_person
from pratique.areas.certificates.models import Certificate, Revocation
from pratique.areas.people.public import Person
from pratique.foundation import files
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor, make_assignment, make_site
from pratique.foundation.actors.models import Site, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def site() -> Site:
    return make_site()


@pytest.fixture
def physician(site: Site) -> Actor:
    return make_actor("physician", site=site)


@pytest.fixture
def person(physician: Actor) -> Person:
    return make_pictured_person(physician)


@pytest.fixture
def certificate(monkeypatch: pytest.MonkeyPatch, physician: Actor, person: Person) -> Certificate:
    conclusion = make_conclusion(physician, person)
    monkeypatch.setattr(issue, "conclusion_for_certificate", lambda *, by, case_destination_id: conclusion)
    return certificates.issue_certificate(by=physician, case_destination_id=7, language="en")


def signed_in(role: str, site: Site) -> Client:
    client = Client()
    client.force_login(make_assignment(role, site=site).user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def signed_in_as(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_list_shows_certificates_of_known_people_only(physician: Actor, certificate: Certificate) -> None:
    here = signed_in_as(physician).get(reverse("certificates:certificates"))
    elsewhere = signed_in("physician", make_site(name="Amman")).get(reverse("certificates:certificates"))

    assert [row.number for row in here.context["rows"]] == [certificate.number]
    assert [row.number for row in elsewhere.context["rows"]] == []


@pytest.mark.parametrize("page", ["", "0", "99", "x", "-1", "9" * 40, "٣"])
def test_list_takes_any_page_number(physician: Actor, certificate: Certificate, page: str) -> None:
    answer = signed_in_as(physician).get(reverse("certificates:certificates"), {"page": page})

    assert answer.status_code == 200


def test_certificate_page_is_shown_and_the_reading_recorded(physician: Actor, certificate: Certificate) -> None:
    answer = signed_in_as(physician).get(reverse("certificates:certificate", args=[certificate.number]))

    assert answer.status_code == 200
    assert answer.context["page_of_certificate"].row.standing == "in_force"
    read = AuditRecord.objects.get(action="certificates.certificate.see")
    assert (read.subject, read.person) == (certificate.number, certificate.person_number)


def test_pdf_is_downloaded_exactly_as_issued(physician: Actor, certificate: Certificate) -> None:
    answer = signed_in_as(physician).get(reverse("certificates:certificate_pdf", args=[certificate.number]))

    assert answer.content == files.read(certificate.pdf)
    assert answer["Content-Disposition"] == f'attachment; filename="{certificate.number}.pdf"'
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["certificate", "certificate_pdf", "replace_certificate", "revoke_certificate"])
def test_pages_of_a_certificate_hide_it_from_other_sites(certificate: Certificate, name: str) -> None:
    client = signed_in("physician", make_site(name="Amman"))

    assert client.get(reverse(f"certificates:{name}", args=[certificate.number])).status_code == 404


@pytest.mark.parametrize("name", ["certificate", "certificate_pdf", "replace_certificate", "revoke_certificate"])
def test_pages_of_a_certificate_ask_to_sign_in(certificate: Certificate, name: str) -> None:
    answer = Client().get(reverse(f"certificates:{name}", args=[certificate.number]))

    assert (answer.status_code, "next=/certificates/" in answer["Location"]) == (302, True)


def test_radiographer_sees_no_certificates(site: Site, certificate: Certificate) -> None:
    client = signed_in("radiographer", site)

    assert client.get(reverse("certificates:certificates")).status_code == 403
    assert client.get(reverse("certificates:certificate", args=[certificate.number])).status_code == 403


def test_revoking_by_the_page_ends_the_certificate(physician: Actor, certificate: Certificate) -> None:
    address = reverse("certificates:revoke_certificate", args=[certificate.number])

    answer = signed_in_as(physician).post(address, {"reason": "lost", "remark": ""})

    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("certificates:certificate", args=[certificate.number]),
    )
    assert Revocation.objects.get().reason == "lost"


@pytest.mark.parametrize("reason", ["", "replaced", "because"])
def test_revoking_without_a_reason_changes_nothing(physician: Actor, certificate: Certificate, reason: str) -> None:
    address = reverse("certificates:revoke_certificate", args=[certificate.number])

    answer = signed_in_as(physician).post(address, {"reason": reason})

    assert answer.status_code == 422
    assert Revocation.objects.count() == 0


def test_reception_cannot_revoke_by_the_page(site: Site, certificate: Certificate) -> None:
    address = reverse("certificates:revoke_certificate", args=[certificate.number])

    answer = signed_in("reception", site).post(address, {"reason": "lost"})

    assert answer.status_code == 403
    assert Revocation.objects.count() == 0


def test_replacing_by_the_page_shows_the_new_certificate(physician: Actor, certificate: Certificate) -> None:
    address = reverse("certificates:replace_certificate", args=[certificate.number])

    answer = signed_in_as(physician).post(address, {"language": "ar", "remark": "spelling"})

    new = Certificate.objects.get(replaces=certificate)
    assert (answer.status_code, answer["Location"]) == (302, reverse("certificates:certificate", args=[new.number]))
    assert new.language == "ar"


def test_public_pages_need_nobody_signed_in(certificate: Certificate) -> None:
    trust, keys = Client().get(reverse("certificates:trust_list")), Client().get(reverse("certificates:public_keys"))

    assert Client().get("/verify").status_code == 200
    assert trust.json()["keys"][0]["kid"] == certificate.kid
    assert certificate.kid in {key["kid"] for key in keys.json()["keys"]}
    assert {"d"} & {name for key in keys.json()["keys"] for name in key} == set()


def test_before_the_first_certificate_there_is_no_trust_list(db: None) -> None:
    assert Client().get("/verify/trust-list.json").status_code == 404
    assert Client().get("/.well-known/jwks.json").json() == {"keys": []}


def test_checking_page_keeps_nothing(certificate: Certificate) -> None:
    before = AuditRecord.objects.count()

    answer = Client().get("/verify")

    assert AuditRecord.objects.count() == before
    assert list(answer.cookies) == []
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_case_page_lists_what_was_issued_and_what_can_be(
    physician: Actor, person: Person, certificate: Certificate, monkeypatch: pytest.MonkeyPatch
) -> None:
    case: Any = type("Case", (), {"person": person})
    monkeypatch.setattr(queries, "case_by_number", lambda *, by, number: case)
    monkeypatch.setattr(
        queries, "certifiable_destinations", lambda *, by, case_number: [(7, {"en": "Fictional"}), (8, {"en": "Other"})]
    )

    answer = signed_in_as(physician).get(reverse("certificates:case_certificates", args=["C-TEST"]))

    page = answer.context["page_of_case"]
    assert [row.number for row in page.rows] == [certificate.number]
    assert page.to_issue == ((8, {"en": "Other"}),)
    assert answer.status_code == 200
