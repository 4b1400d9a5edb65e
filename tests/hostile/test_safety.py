"""The rules of design/safety.md where a careless page or deed would break them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pratique.areas.assessments.factories import (
    ask_pregnancy,
    examine,
    make_case,
    make_rules,
    read_film,
    receive,
    take_history,
    tell_student,
)
from pratique.areas.assessments.models import Case, Conclusion, Destination
from pratique.areas.assessments.public import (
    DestinationRequest,
    conclude,
    conclusion_for_certificate,
    correct_particulars,
    identities_in_doubt,
    open_case,
    record_station,
    reopen,
)
from pratique.areas.assessments.queries.case_page import case_page
from pratique.areas.certificates.actions import issue
from pratique.areas.certificates.factories import make_conclusion, make_pictured_person
from pratique.areas.encounters.models import Encounter, Entry
from pratique.areas.people.factories import make_family, make_person
from pratique.areas.people.models import CareRelation, Protection
from pratique.areas.people.public import Person, given_consents, set_protection, withdraw_consent
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor, make_site
from pratique.foundation.actors.models import Site, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    site = make_site()
    make_rules(site)
    return site


@pytest.fixture
def physician(site: Site) -> Actor:
    return make_actor("physician", site=site)


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def examined(physician: Actor) -> Case:
    """A case on which everything is done."""
    case = make_case(physician)
    receive(physician, case)
    take_history(physician, case)
    examine(physician, case)
    read_film(physician, case)
    return case


def receive_doubtfully(by: Actor, case: Case, photo_agrees: str) -> Entry:
    answers = {
        "in_room": ["alone"],
        "document_shown": "original",
        "document_agrees": "yes",
        "photo_agrees": photo_agrees,
        "identity_doubt": "another face" if photo_agrees == "no" else "",
        "language_understood": "yes",
        "can_speak_freely": "yes",
    }
    return record_station(by=by, case=case, station="reception", form="reception", answers=answers)


def test_after_consent_was_withdrawn_nothing_is_concluded(physician: Actor) -> None:
    case = examined(physician)
    withdraw_consent(by=physician, person=case.person, purpose_code="assessment_us")

    with pytest.raises(Refusal) as refused:
        conclude(by=physician, destination=case.destinations.get())

    assert refused.value.code == "assessments.station.consent_missing"
    assert Conclusion.objects.count() == 0


def test_after_consent_was_withdrawn_no_certificate_states_anything(physician: Actor) -> None:
    case = examined(physician)
    conclude(by=physician, destination=case.destinations.get())
    withdraw_consent(by=physician, person=case.person, purpose_code="assessment_us")

    with pytest.raises(Refusal) as refused:
        conclusion_for_certificate(by=physician, case_destination_id=case.destinations.get().pk)

    assert refused.value.code == "assessments.conclusion.not_certifiable"


def test_at_any_station_one_key_takes_consent_back_and_ends_the_case_as_not_completed(
    physician: Actor, site: Site
) -> None:
    case = examined(physician)
    client = signed_in(make_actor("radiographer", site=site))
    page = client.get(f"/cases/{case.number}/at/chest_film/chest_film_result/").content.decode()

    client.post(f"/cases/{case.number}/stop/")

    assert f'action="/cases/{case.number}/stop/"' in page
    ended = Case.objects.get(pk=case.pk)
    assert (ended.state, ended.closing_reason) == ("not_completed", "consent_withdrawn")
    assert given_consents(by=physician, person=case.person) == {"authority_data_us"}
    assert Conclusion.objects.count() == 0


def test_a_case_that_is_open_is_not_opened_again(physician: Actor) -> None:
    case = examined(physician)

    with pytest.raises(Refusal) as refused:
        reopen(by=physician, case=case, reason="twice")

    assert refused.value.code == "assessments.case.is_open"


@pytest.mark.parametrize("photo_agrees", ["no", "unknown"])
def test_a_doubt_about_identity_keeps_reception_open_and_calls_the_supervisor(
    photo_agrees: str, physician: Actor, site: Site
) -> None:
    case = make_case(physician)
    supervisor = make_actor("supervisor", site=site)

    receive_doubtfully(physician, case, photo_agrees)

    assert case.steps.get(code="reception").state == "open"
    assert [row.case_number for row in identities_in_doubt(by=supervisor)] == [case.number]
    assert f"/cases/{case.number}/at/reception/reception/" in signed_in(supervisor).get("/").content.decode()


def test_the_supervisor_looks_again_without_reading_what_was_told_in_care(physician: Actor, site: Site) -> None:
    case = make_case(physician)
    first = receive_doubtfully(physician, case, "no")
    supervisor = make_actor("supervisor", site=site)
    page = signed_in(supervisor).get(f"/cases/{case.number}/at/reception/reception/").content.decode()

    second = record_station(
        by=supervisor,
        case=case,
        station="reception",
        form="reception",
        answers={
            "in_room": ["alone"],
            "document_shown": "original",
            "document_agrees": "yes",
            "photo_agrees": "yes",
            "language_understood": "yes",
            "can_speak_freely": "yes",
        },
        expected_entry=first.number,
    )

    assert "another face" not in page
    assert f'name="expected_entry" value="{first.number}"' in page
    assert second.corrected_from == first
    assert case.steps.get(code="reception").state == "done"
    assert identities_in_doubt(by=supervisor) == ()


def test_pregnancy_and_classes_are_absent_from_a_case_for_who_does_not_read_findings(
    physician: Actor, site: Site
) -> None:
    case = make_case(physician, programmes=("UK",))
    tell_student(physician, case)
    receive(physician, case)
    take_history(physician, case)
    ask_pregnancy(physician, case, "yes", pregnancy_weeks="20")
    clerk = make_actor("reception", site=site)

    shown = case_page(by=clerk, number=case.number)
    page = signed_in(clerk).get(f"/cases/{case.number}/").content.decode()

    assert case.steps.filter(code="pregnancy_choice").count() == 1
    assert [step.code for step in shown.steps if step.form == "pregnancy"] == []
    assert [step.code for step in case_page(by=physician, number=case.number).steps if step.form == "pregnancy"] == [
        "pregnancy_choice"
    ]
    assert [(card.classes, card.because) for card in shown.destinations] == [((), ())]
    assert "regnan" not in page


def test_answers_that_are_shielded_are_shielded_in_the_audit_trail(physician: Actor) -> None:
    case = make_case(physician)
    receive(physician, case)

    entry = ask_pregnancy(physician, case, "yes", pregnancy_weeks="20")

    assert AuditRecord.objects.get(subject=entry.number, action="encounters.form.submit").compartment == "pregnancy"


def test_looking_at_a_station_twice_opens_one_contact(physician: Actor) -> None:
    case = make_case(physician)
    client = signed_in(physician)

    client.get(f"/cases/{case.number}/at/reception/reception/")
    client.get(f"/cases/{case.number}/at/reception/reception/")

    assert Encounter.objects.count() == 1
    assert AuditRecord.objects.filter(action="assessments.station.begin").count() == 1
    assert AuditRecord.objects.filter(action="assessments.station", outcome="read").count() == 2


def test_what_an_application_says_is_told_to_no_case_of_another_site(physician: Actor) -> None:
    family: list[Person] = list(make_family(physician))
    mine = make_case(physician, family[0], programmes=("UK",))
    elsewhere = make_actor("physician", site=make_site("Kakuma"))
    CareRelation.objects.create(person=family[1], site_id=elsewhere.site_id, ground="x", starts_at=elsewhere.now())
    theirs = make_case(elsewhere, family[1], programmes=("UK",))

    correct_particulars(
        by=physician, destination=mine.destinations.get(), particulars={"uk_route": "student"}, for_family=True
    )

    assert Destination.objects.get(case=mine).particulars == {"uk_route": "student"}
    assert Destination.objects.get(case=theirs).particulars == {}


def test_two_clerks_who_open_a_case_for_one_person_take_turns(physician: Actor) -> None:
    person = make_person(physician)
    asked = [DestinationRequest(programme="US")]

    with CaptureQueriesContext(connection) as queries:
        open_case(by=physician, people=[person], destinations=asked)

    texts = [query["sql"] for query in queries]
    locked = next(place for place, text in enumerate(texts) if 'FOR UPDATE OF "people_person"' in text)
    looked = next(place for place, text in enumerate(texts) if 'FROM "assessments_destination"' in text)
    assert locked < looked


def test_a_certificate_is_shown_with_its_case_whatever_the_page_says(physician: Actor, monkeypatch: Any) -> None:
    person = make_pictured_person(physician)
    case = make_case(physician, person)
    destination = case.destinations.get()
    allowed = make_conclusion(physician, person, case_number=case.number, case_destination_id=destination.pk)
    monkeypatch.setattr(issue, "conclusion_for_certificate", lambda *, by, case_destination_id: allowed)

    answer = signed_in(physician).post(
        f"/certificates/issue/{destination.pk}/", {"language": "en", "case_number": "../a/b"}
    )

    assert answer.status_code == 302
    assert answer["Location"] == f"/certificates/cases/{case.number}/"


def test_a_reason_with_a_sign_that_no_database_takes_is_refused_at_the_door(physician: Actor) -> None:
    case = examined(physician)
    conclude(by=physician, destination=case.destinations.get())
    client = signed_in(physician)

    with_nul = client.post(f"/cases/{case.number}/reopen/", {"reason": "a\x00b"})
    endless = client.post(f"/cases/{case.number}/reopen/", {"reason": "x" * 1_000_000})

    assert [with_nul.status_code, endless.status_code] == [422, 422]
    assert Case.objects.get(pk=case.pk).state == "concluded"


def test_an_older_page_wipes_no_protection_that_a_colleague_wrote(physician: Actor) -> None:
    case = make_case(physician)
    set_protection(by=physician, person=case.person, detained=True, unaccompanied=False, accompanied_not_chosen=False)
    client = signed_in(physician)

    older = client.post(f"/people/{case.person.number}/protection/", {"seen": "nothing yet", "notes": ""})
    empty = client.post(f"/people/{case.person.number}/protection/", {})

    assert [older.status_code, empty.status_code] == [422, 422]
    assert Protection.objects.get().detained is True


@pytest.mark.parametrize(
    "address",
    [
        "/people/{person}/",
        "/people/{person}/papers/",
        "/people/{person}/identity/",
        "/people/{person}/protection/",
        "/cases/{case}/",
        "/cases/open/{person}/",
        "/cases/{case}/application/{destination}/",
        "/cases/{case}/conclude/{destination}/",
        "/cases/{case}/at/history/tb_history/",
        "/certificates/cases/{case}/",
        "/encounters/{encounter}/forms/tb_history/",
        "/encounters/entries/{entry}/",
    ],
)
def test_a_page_about_a_person_leaves_one_read_record_and_a_title_that_says_nothing(
    address: str, physician: Actor
) -> None:
    case = make_case(physician, programmes=("UK",))
    tell_student(physician, case)
    receive(physician, case)
    entry = take_history(physician, case)
    path = address.format(
        person=case.person.number,
        case=case.number,
        destination=case.destinations.get().pk,
        encounter=entry.encounter.number,
        entry=entry.number,
    )
    before = AuditRecord.objects.filter(outcome="read").count()

    page = signed_in(physician).get(path).content.decode()

    read = AuditRecord.objects.filter(outcome="read").order_by("-pk")
    assert read.count() - before == 1
    assert read[0].person == case.person.number
    title = page.partition("<title>")[2].partition("</title>")[0]
    words = (case.person.family_name, case.person.given_names, "ubercul", "TB", "Kingdom", "States", "istory")
    assert [word for word in words if word in title] == []
