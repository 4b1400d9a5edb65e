"""A real case, from its opening to a paper that a stranger verifies."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from pratique.areas.assessments.factories import (
    UK,
    examine,
    make_case,
    make_rules,
    read_film,
    receive,
    take_history,
    tell_student,
)
from pratique.areas.assessments.public import Case, conclude
from pratique.areas.certificates import public as certificates
from pratique.areas.certificates.factories import make_pictured_person
from pratique.areas.certificates.models import Certificate
from pratique.foundation import files
from pratique.foundation.actions import Refusal
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor
from pratique.foundation.actors.models import Site, User
from pratique.foundation.documents.verification import Verdict, verify
from pratique.foundation.keys.signing import newest_trust_list
from pratique.foundation.keys.trust import read_trust_list

pytestmark = pytest.mark.django_db


@pytest.fixture
def physician(settings: Settings, tmp_path: Path) -> Actor:
    settings.DATA_DIR = tmp_path
    return make_actor("physician")


@pytest.fixture
def case(physician: Actor) -> Case:
    """A student without any finding, every step done, not yet concluded."""
    make_rules(Site.objects.get(pk=physician.site_id))
    case = make_case(physician, make_pictured_person(physician), (UK,))
    tell_student(physician, case)
    receive(physician, case)
    take_history(physician, case)
    examine(physician, case)
    read_film(physician, case)
    return case


def issue(by: Actor, case: Case) -> Certificate:
    return certificates.issue_certificate(by=by, case_destination_id=case.destinations.get().pk, language="en")


def test_concluded_case_gives_a_certificate_that_is_genuine(physician: Actor, case: Case) -> None:
    conclusion = conclude(by=physician, destination=case.destinations.get())

    certificate = issue(physician, case)

    newest = newest_trust_list()
    assert newest is not None
    finding = verify(files.read(certificate.pdf), read_trust_list(newest.text), at=physician.now())
    assert finding.verdict == Verdict.GENUINE
    assert finding.signed is not None
    assert finding.signed.programme == "United Kingdom: tuberculosis screening before entry"
    assert certificate.expires_on == conclusion.valid_until


def test_case_that_nobody_concluded_gives_no_certificate(physician: Actor, case: Case) -> None:
    with pytest.raises(Refusal) as refused:
        issue(physician, case)

    assert refused.value.code == "assessments.conclusion.not_certifiable"
    assert Certificate.objects.count() == 0


def test_page_of_a_case_offers_and_issues_the_certificate(physician: Actor, case: Case) -> None:
    conclude(by=physician, destination=case.destinations.get())
    client = Client()
    user = User.objects.get(pk=physician.user_id)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("certificates:case_certificates", args=[case.number])
    destination = case.destinations.get().pk

    offered = client.get(address).context["page_of_case"].to_issue
    answer = client.post(
        reverse("certificates:issue_certificate", args=[destination]),
        {"language": "ar", "case_number": case.number, "submission_key": "once"},
    )

    assert [number for number, _ in offered] == [destination]
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert Certificate.objects.get().language == "ar"
    assert client.get(address).context["page_of_case"].to_issue == ()
