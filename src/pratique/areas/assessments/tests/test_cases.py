"""One case from opening to conclusion, for one destination and for two."""

from datetime import date

import pytest

from pratique.areas.assessments.actions import (
    DestinationRequest,
    close_not_completed,
    conclude,
    open_case,
    record_station,
    reopen,
)
from pratique.areas.assessments.actions.conclusions import Decision
from pratique.areas.assessments.factories import (
    UK,
    US,
    ask_pregnancy,
    examine,
    make_case,
    make_in_force,
    make_rules,
    read_film,
    receive,
    sputum_answers,
    take_history,
    tell,
    tell_student,
)
from pratique.areas.assessments.models import Case, Conclusion, Step
from pratique.areas.assessments.queries.conclusions import certifiable_destinations, conclusion_for_certificate
from pratique.areas.assessments.queries.station_page import station_of
from pratique.areas.people.factories import make_family, make_person
from pratique.foundation.actions import Refusal
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor, make_site
from pratique.foundation.actors.models import Site

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    site = make_site()
    make_rules(site)
    return site


@pytest.fixture
def physician(site: Site) -> Actor:
    return make_actor("physician", site=site)


def states(case: Case) -> dict[str, str]:
    return dict(case.steps.values_list("code", "state"))


def test_a_case_opens_with_the_steps_its_edition_demands(physician: Actor) -> None:
    case = make_case(physician)

    assert states(case) == {
        "reception": "open",
        "history": "open",
        "physical_exam": "open",
        "chest_film": "open",
    }


def test_a_step_that_two_authorities_accept_is_ordered_once_with_both_as_reason(physician: Actor) -> None:
    case = make_case(physician, programmes=(UK, US))

    receive(physician, case)
    tell_student(physician, case)
    ask_pregnancy(physician, case)
    take_history(physician, case)

    film = case.steps.get(code="chest_film")
    assert {reason["edition"] for reason in film.reasons} == {"UK-TB-2023", "US-TB-2018"}


def test_a_normal_adult_is_cleared_after_history_examination_and_film(physician: Actor) -> None:
    case = make_case(physician)

    receive(physician, case)
    take_history(physician, case)
    examine(physician, case)
    read_film(physician, case)
    conclusion = conclude(by=physician, destination=case.destinations.get())

    case.refresh_from_db()
    assert conclusion.decided["outcome"] == "cleared"
    assert conclusion.decided["classes"] == ["TB_NONE"]
    assert conclusion.is_override is False
    assert case.state == Case.State.CONCLUDED


def test_a_suggestive_film_orders_the_sputum_set_and_holds_the_conclusion(physician: Actor) -> None:
    case = make_case(physician)
    receive(physician, case)
    take_history(physician, case)
    examine(physician, case)

    read_film(physician, case, "infiltrate")

    assert states(case)["sputum_culture_x3"] == "open"
    with pytest.raises(Refusal) as refused:
        conclude(by=physician, destination=case.destinations.get())
    assert refused.value.code == "assessments.conclusion.step_open"
    assert refused.value.details["steps"] == ["sputum_smear_x3", "sputum_culture_x3", "molecular_first_specimen"]
    assert Conclusion.objects.count() == 0


def test_negative_cultures_weeks_later_continue_the_same_form_and_lead_to_class_b1(physician: Actor) -> None:
    case = make_case(physician)
    receive(physician, case)
    take_history(physician, case)
    examine(physician, case)
    read_film(physician, case, "infiltrate")
    first = record_station(
        by=physician,
        case=case,
        station="sputum",
        form="sputum_set",
        answers=sputum_answers(physician, culture="pending"),
    )

    assert states(case)["sputum_culture_x3"] == "waiting"
    second = record_station(
        by=physician,
        case=case,
        station="sputum",
        form="sputum_set",
        answers=sputum_answers(physician),
        expected_entry=first.number,
    )
    record_station(
        by=physician,
        case=case,
        station="conclusion",
        form="conclusion",
        answers={"tb_diagnosed_by_physician": "no", "told_in_person": "yes"},
    )
    conclusion = conclude(by=physician, destination=case.destinations.get())

    assert second.corrected_from == first
    assert conclusion.decided["classes"] == ["TB_B1_PULM"]
    assert conclusion.decided["outcome"] == "cleared"


def test_a_finding_that_goes_away_takes_its_steps_away_and_loses_nothing(physician: Actor) -> None:
    case = make_case(physician)
    receive(physician, case)
    take_history(physician, case)
    examine(physician, case)
    film = read_film(physician, case, "infiltrate")

    record_station(
        by=physician,
        case=case,
        station="chest_film",
        form="chest_film_result",
        answers={**film.answers, "chest_film": ["normal"]},
        expected_entry=film.number,
    )

    assert states(case)["sputum_smear_x3"] == "not_needed"
    assert Step.objects.get(case=case, code="sputum_smear_x3").changes.count() == 2


def test_nothing_is_done_before_consent(physician: Actor) -> None:
    person = make_person(physician)
    case = open_case(by=physician, people=[person], destinations=[DestinationRequest(programme=US)])[0]
    receive(physician, case)

    with pytest.raises(Refusal) as refused:
        take_history(physician, case)

    assert refused.value.code == "assessments.station.consent_missing"
    assert states(case)["history"] == "open"


def test_a_doubt_about_identity_keeps_reception_open(physician: Actor) -> None:
    case = make_case(physician)

    record_station(
        by=physician,
        case=case,
        station="reception",
        form="reception",
        answers={
            "in_room": ["alone"],
            "document_shown": "original",
            "document_agrees": "yes",
            "photo_agrees": "no",
            "identity_doubt": "another face",
            "language_understood": "yes",
            "can_speak_freely": "yes",
        },
    )

    assert states(case)["reception"] == "open"


def test_deciding_otherwise_needs_a_reason_and_keeps_both(physician: Actor) -> None:
    case = make_case(physician)
    receive(physician, case)
    take_history(physician, case)
    examine(physician, case)
    read_film(physician, case)
    otherwise = Decision(outcome="not_cleared", classes=["TB_A"], valid_until=None)

    with pytest.raises(Refusal) as refused:
        conclude(by=physician, destination=case.destinations.get(), decision=otherwise)
    conclusion = conclude(
        by=physician, destination=case.destinations.get(), decision=otherwise, override_reason="Sputum seen elsewhere"
    )

    assert refused.value.code == "assessments.conclusion.reason_missing"
    assert conclusion.is_override is True
    assert conclusion.proposed["classes"] == ["TB_NONE"]
    assert conclusion.decided["classes"] == ["TB_A"]
    assert conclusion.override_reason == "Sputum seen elsewhere"


def test_a_conclusion_can_be_certified_until_facts_change(physician: Actor) -> None:
    case = make_case(physician)
    receive(physician, case)
    take_history(physician, case)
    examine(physician, case)
    read_film(physician, case)
    conclude(by=physician, destination=case.destinations.get())

    words = conclusion_for_certificate(by=physician, case_destination_id=case.destinations.get().pk)

    assert words.statement == "met"
    assert words.film_on is None
    assert words.sputum_examined is False
    assert words.physician_name == physician.user_name


def test_a_case_for_canada_passes_its_first_stations(physician: Actor) -> None:
    make_in_force(physician, "CA-IME-2025")
    case = make_case(physician, programmes=("CA",))

    receive(physician, case)
    tell(physician, case, "CA", ca_class="permanent_economic", ca_streamlined=False, ca_seeks_entry=False)
    take_history(physician, case, hiv_known="no")
    examine(physician, case)

    done = {code for code, state in states(case).items() if state == "done"}
    assert done == {"reception", "history", "physical_exam"}


def test_an_authority_with_a_system_of_its_own_takes_no_certificate(physician: Actor) -> None:
    make_in_force(physician, "CA-IME-2025")
    case = make_case(physician, programmes=("CA",))
    receive(physician, case)
    visit = tell(physician, case, "CA", ca_class="visitor", occupation="none", stay_months=2, ca_seeks_entry=False)
    conclusion = conclude(by=physician, destination=visit)

    with pytest.raises(Refusal) as refused:
        conclusion_for_certificate(by=physician, case_destination_id=visit.pk)

    assert conclusion.decided["outcome"] == "NOT_REQUIRED"
    assert certifiable_destinations(by=physician, case_number=case.number) == []
    assert refused.value.code == "assessments.conclusion.not_certifiable"
    assert (
        str(refused.value.sentence)
        == "This authority takes no certificate from us: its own system receives the result."
    )


def test_reopening_overtakes_the_conclusion_and_keeps_it(physician: Actor) -> None:
    case = make_case(physician)
    receive(physician, case)
    take_history(physician, case)
    examine(physician, case)
    read_film(physician, case)
    first = conclude(by=physician, destination=case.destinations.get())

    reopen(by=physician, case=case, reason="The film was of somebody else")
    second = conclude(by=physician, destination=case.destinations.get())

    first.refresh_from_db()
    assert first.overtaken_reason == "reopened"
    assert second.overtaken_at is None
    assert Conclusion.objects.count() == 2


def test_a_family_opens_a_case_each_and_nobody_gets_two_for_one_destination(physician: Actor) -> None:
    family = make_family(physician)

    cases = open_case(by=physician, people=family, destinations=[DestinationRequest(programme=US)])
    with pytest.raises(Refusal) as refused:
        open_case(by=physician, people=family[:1], destinations=[DestinationRequest(programme=US)])

    assert len(cases) == 4
    assert refused.value.code == "assessments.case.already_open"
    assert Case.objects.count() == 4


def test_a_child_of_eight_has_a_blood_test_and_no_film_in_a_country_of_high_burden(physician: Actor) -> None:
    samuel = make_family(physician)[3]

    case = open_case(by=physician, people=[samuel], destinations=[DestinationRequest(programme=US)])[0]

    assert "chest_film" not in states(case)
    assert states(case)["igra"] == "open"


def test_a_case_closed_as_not_completed_is_no_finding(physician: Actor) -> None:
    case = make_case(physician)

    close_not_completed(by=physician, case=case, reason="consent_withdrawn")

    case.refresh_from_db()
    assert case.state == Case.State.NOT_COMPLETED
    assert Conclusion.objects.count() == 0


def test_another_site_does_not_know_the_case(physician: Actor) -> None:
    case = make_case(physician)
    elsewhere = make_actor("physician", site=make_site(name="Elsewhere"))

    with pytest.raises(Refusal) as refused:
        conclude(by=elsewhere, destination=case.destinations.get())

    assert refused.value.code == "not_found"
    assert Conclusion.objects.count() == 0


def test_a_nurse_does_not_conclude(physician: Actor, site: Site) -> None:
    case = make_case(physician)

    with pytest.raises(Refusal) as refused:
        conclude(by=make_actor("nurse", site=site), destination=case.destinations.get())

    assert refused.value.code == "not_permitted"
    assert Conclusion.objects.count() == 0


def test_nobody_records_or_opens_a_station_that_is_not_hers(physician: Actor, site: Site) -> None:
    case = make_case(physician)
    receive(physician, case)
    clerk = make_actor("reception", site=site)

    with pytest.raises(Refusal) as refused:
        read_film(clerk, case)
    with pytest.raises(Refusal) as unseen:
        station_of(by=clerk, number=case.number, station="chest_film", form="chest_film_result")

    assert (refused.value.code, unseen.value.code) == ("not_permitted", "not_permitted")
    assert states(case)["chest_film"] == "open"


def test_an_application_keeps_only_what_the_vocabulary_knows(physician: Actor) -> None:
    case = make_case(physician, programmes=(UK,))

    with pytest.raises(Refusal) as refused:
        tell(physician, case, UK, uk_route="by balloon")

    assert refused.value.code == "assessments.particulars.value"
    assert case.destinations.get().particulars == {}


def test_the_edition_follows_the_date_of_the_application(physician: Actor) -> None:
    case = make_case(physician, programmes=(UK,))

    with pytest.raises(Refusal) as refused:
        tell(physician, case, UK, applied_on=date(2014, 5, 1))

    assert refused.value.code == "requirements.edition.none_in_force"
    assert case.destinations.get().edition == "UK-TB-2023"
