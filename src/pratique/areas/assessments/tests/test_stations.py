"""Every step and question of an edition that opens cases has its place in the clinic; those of others stay unseen."""

from datetime import date
from functools import reduce
from typing import Any

import pytest

from pratique.areas.assessments.actions import begin_station
from pratique.areas.assessments.factories import UK, US, make_case, make_rules
from pratique.areas.assessments.queries.case_page import form_of_fact
from pratique.areas.assessments.queries.shown_facts import asked_about_application
from pratique.areas.assessments.queries.station_page import station_of, station_page
from pratique.areas.assessments.queries.stations import station_of_step
from pratique.areas.encounters.public import station_form
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor, make_site
from pratique.foundation.actors.models import Site
from pratique.rules.forms import all_normal, check, form
from pratique.rules.requirements import editions, judge, load_edition, vocabulary

TODAY = date(2026, 11, 20)
# What is not asked at a station: who she is, what follows from it, and her consent, which has its own page.
KNOWN_OTHERWISE = frozenset({"sex", "age", "age_months", "birth_earliest", "birth_latest", "consent_examination"})


def test_every_step_of_an_edition_of_purpose_assessment_has_a_form():
    asked = {
        step
        for edition in editions()
        if edition.purpose == "assessment"
        for item in edition.questions[edition.default_question].items
        for step in item.steps
    }

    assert asked - set(station_of_step()) == set()


def test_every_fact_of_an_edition_of_purpose_assessment_is_asked_somewhere():
    asked = {
        fact
        for edition in editions()
        if edition.purpose == "assessment"
        for fact in edition.questions[edition.default_question].facts
        if vocabulary()[fact].how != "derived" and vocabulary()[fact].stay is None
    }

    assert asked - set(form_of_fact()) - asked_about_application() - KNOWN_OTHERWISE == {"exam_on", "who_incidence"}


# A healthy man of 34 who is examined today.
PERSON = {
    "sex": "M",
    "age": 34,
    "exam_on": TODAY,
    "applied_on": TODAY,
    "consent_examination": True,
    "occupation": "none",
    "stay_months": 120,
}
SEEN = {"chest_film_on": "2026-11-20", "film_views": ["pa"], "film_quality": "adequate", "chest_film": ["normal"]}
TESTED = {
    "hiv_test": "negative",
    "syphilis_serology": "negative",
    "hbsag": "negative",
    "hcv_antibody": "negative",
    "urinalysis": "normal",
    "egfr": "95",
    "haemoglobin": "14",
    "glucose_test": "normal",
    "hba1c_mmol_mol": "35",
    "liver_tests": "normal",
    "malaria_film": "negative",
    "microfilaria_film": "negative",
    "stool_examination": "normal",
}
ANSWERS: dict[str, dict[str, Any]] = {
    "tb_history": {"hiv_known": "no"},
    "health_history": {},
    "examination": {"chaperone": "declined"},
    "destination_findings": {},
    "vaccination_check": {"vaccination_papers": "complete"},
    "blood_results": TESTED | {"blood_drawn_on": "2026-11-20", "laboratory": "Reference laboratory"},
    "chest_film_result": SEEN | {"film_read_by": "Dr Njeri", "film_read_on": "2026-11-20"},
    "conclusion": {"tb_diagnosed_by_physician": "no", "told_in_person": "yes"},
    "destination_opinion": {},
}


def filled(code, edition, facts):
    """What a form brings when all is normal, but for the answers given here."""
    known = {name: value for name, value in facts.items() if value is not None}
    normal = all_normal(form(code), ANSWERS[code], known, demanded=edition.demands, on=TODAY)
    checked = check(form(code), normal | ANSWERS[code], known, on=TODAY, demanded=edition.demands)
    assert (checked.problems, checked.to_confirm) == ((), ())
    return facts | checked.facts


@pytest.mark.parametrize(
    ("edition", "application", "clearance"),
    [
        (
            "CA-IME-2025",
            {"ca_class": "permanent_economic", "ca_streamlined": False, "ca_seeks_entry": False, "ca_adoption": False},
            "CLEARED",
        ),
        (
            "AU-IME-2024",
            {
                "au_visa": "permanent",
                "au_citizenship_schedule": "2",
                "au_days_in_australia": 0,
                "au_care_setting": False,
                "au_hepatitis_b_risk": True,
            },
            "CLEARED",
        ),
        (
            "NZ-IME-2022",
            {
                "nz_visa": "residence",
                "nz_tb_risk": True,
                "nz_previous_outcome": "none",
                "nz_high_hiv_country": False,
                "nz_special_film_report": False,
            },
            "CLEARED",
        ),
        ("GC-2021", {"gulf_visa": "work"}, "FIT"),
    ],
)
def test_the_forms_bring_a_healthy_adult_to_an_outcome_of_each_destination(edition, application, clearance):
    asked, facts = load_edition(edition), PERSON | application

    facts = reduce(lambda known, code: filled(code, asked, known), ANSWERS, facts)
    judgement = judge(edition=asked, facts=facts, on=TODAY)

    assert (judgement.clearance, judgement.open, judgement.unknown, judgement.questions) == (clearance, (), (), ())


@pytest.fixture
def site(db) -> Site:
    site = make_site()
    make_rules(site)
    return site


@pytest.fixture
def physician(site: Site) -> Actor:
    return make_actor("physician", site=site)


@pytest.mark.parametrize(
    ("station", "code", "tabs"),
    [
        ("history", "tb_history", ["tb_history"]),
        ("examination", "examination", ["examination", "vitals"]),
        ("conclusion", "conclusion", ["conclusion"]),
    ],
)
def test_a_case_for_two_destinations_is_offered_no_form_of_another(physician, station, code, tabs):
    case = make_case(physician, programmes=(UK, US))
    found, place = station_of(by=physician, number=case.number, station=station, form=code)
    contact = begin_station(by=physician, case=found, form=code)

    page = station_page(
        by=physician, case=found, station=place, form=station_form(by=physician, encounter=contact, form=code)
    )

    assert [tab.code for tab in page.tabs] == tabs
