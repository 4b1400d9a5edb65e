"""Submitting and correcting forms: what is kept, which facts they give, and for whom."""

from datetime import timedelta

import pytest
import time_machine

from pratique.areas.encounters.actions import close_encounter, open_encounter, submit_form
from pratique.areas.encounters.factories import UK, history_answers, make_encounter, make_history
from pratique.areas.encounters.models import Companion, Draft, Entry, Finding
from pratique.areas.encounters.queries.findings import finding_history, findings_that_count, recorded_facts
from pratique.areas.encounters.queries.station import station_form
from pratique.areas.people.factories import make_person
from pratique.areas.people.public import IN_ROOM, Birth
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.factories import make_actor

pytestmark = pytest.mark.django_db


def current(person) -> dict[str, tuple]:
    return {
        finding.fact: (finding.value, finding.purpose, finding.asked_for) for finding in findings_that_count(person)
    }


def test_a_submitted_history_is_kept_with_its_facts_and_for_whom_they_were_asked(nurse, encounter):
    entry = make_history(nurse, encounter, tb_history="unknown", in_room=["interpreter", "other_staff"])

    assert entry.form_code == "tb_history"
    assert entry.form_edition == "2026-11"
    assert entry.answers["cough_two_weeks"] is False
    assert entry.answers["tb_history"] == "unknown"
    assert entry.in_room == ["interpreter", "other_staff"]
    assert entry.by_id == nurse.user_id
    assert current(encounter.person) == {
        "tb_contact": (False, "authority", ["US-TB"]),
        "tb_symptoms": (False, "authority", ["US-TB"]),
        "tb_signs_symptoms": (False, "authority", ["US-TB"]),
        "history_taken": (True, "authority", ["US-TB"]),
        "prior_tb_class": ("none", "authority", ["US-TB"]),
        "hiv_known": (False, "authority", ["US-TB"]),
    }


def test_without_an_edition_every_answer_is_care_and_names_no_authority(nurse):
    encounter = make_encounter(nurse, editions=())

    make_history(nurse, encounter)

    assert current(encounter.person)["tb_contact"] == (False, "care", [])


def test_a_correction_keeps_both_and_takes_back_what_is_no_longer_said(nurse, encounter):
    first = make_history(nurse, encounter, tb_contact="yes", tb_contact_months_ago="3,5", contact_relation="household")

    second = submit_form(
        by=nurse, encounter=encounter, form="tb_history", answers=history_answers(), expected_entry=first.number
    )

    assert second.corrected_from == first
    assert Entry.objects.get(pk=first.pk).answers["tb_contact_months_ago"] == 3.5
    assert current(encounter.person)["tb_contact"] == (False, "authority", ["US-TB"])
    assert "tb_contact_months_ago" not in current(encounter.person)
    assert [f.value for f in Finding.objects.filter(fact="tb_contact").order_by("pk")] == [True, False]


def test_the_facts_of_two_contacts_stay_those_of_their_authorities(nurse, encounter):
    make_history(nurse, encounter, tb_contact="yes", tb_contact_months_ago="3", contact_relation="household")
    with time_machine.travel(nurse.now() + timedelta(days=30)):
        make_history(nurse, make_encounter(nurse, encounter.person, editions=(UK,)))

    contacts = [one for one in recorded_facts(by=nurse, person=encounter.person) if one.name == "tb_contact"]

    assert [(one.value, one.asked_for) for one in contacts] == [
        (True, frozenset({"US-TB"})),
        (False, frozenset({"UK-TB"})),
    ]


def test_results_before_a_case_are_left_out_where_a_beginning_is_told(nurse, encounter):
    make_history(nurse, encounter)

    assert recorded_facts(by=nurse, person=encounter.person, since=nurse.now() + timedelta(seconds=1)) == ()


def test_another_form_never_takes_back_what_this_one_said(nurse, encounter):
    make_history(nurse, encounter, cough_two_weeks="yes")

    submit_form(by=nurse, encounter=encounter, form="vitals", answers={"weight_kg": "61"})

    assert current(encounter.person)["tb_symptoms"] == (True, "authority", ["US-TB"])


def test_a_form_that_was_submitted_meanwhile_is_refused_and_nothing_changes(nurse, encounter):
    first = make_history(nurse, encounter)

    with pytest.raises(Refusal) as refused:
        submit_form(by=nurse, encounter=encounter, form="tb_history", answers=history_answers(fever="yes"))

    assert refused.value.code == "encounters.entry.stale"
    assert refused.value.details["current"] == first.number
    assert Entry.objects.count() == 1
    assert current(encounter.person)["tb_symptoms"] == (False, "authority", ["US-TB"])


def test_the_same_submission_sent_twice_makes_one_entry(nurse, encounter):
    sent = {"by": nurse, "encounter": encounter, "form": "tb_history", "answers": history_answers(), "key": "k1"}

    first, second = submit_form(**sent), submit_form(**sent)

    assert first == second
    assert Entry.objects.count() == 1
    assert Finding.objects.filter(fact="tb_contact").count() == 1


@pytest.mark.parametrize(
    ("told", "questions"),
    [
        ({"fever": ""}, ["fever"]),
        ({"fever": "perhaps"}, ["fever"]),
        ({"surprise": "yes"}, ["surprise"]),
        ({"hiv_known": "yes", "tb_history_year": "1990"}, ["tb_history_year"]),
        ({"in_room": []}, ["in_room"]),
        ({"in_room": ["alone", "guardian"]}, ["in_room"]),
        ({"in_room": ["crowd"]}, ["in_room"]),
    ],
)
def test_a_wrong_answer_is_refused_by_its_question_and_nothing_is_recorded(nurse, encounter, told, questions):
    with pytest.raises(Refusal) as refused:
        make_history(nurse, encounter, **told)

    assert refused.value.code == "encounters.form.problems"
    assert refused.value.details["questions"] == questions
    assert Entry.objects.count() == 0
    assert Finding.objects.count() == 0


def test_known_hiv_is_no_question_where_no_edition_demands_it(nurse):
    encounter = make_encounter(nurse, editions=())

    with pytest.raises(Refusal) as refused:
        make_history(nurse, encounter, hiv_known="yes")

    assert refused.value.details["questions"] == ["hiv_known"]
    assert Finding.objects.count() == 0


def test_an_unusual_weight_is_confirmed_and_an_impossible_one_refused(nurse, encounter):
    with pytest.raises(Refusal) as unconfirmed:
        submit_form(by=nurse, encounter=encounter, form="vitals", answers={"weight_kg": "160"})
    with pytest.raises(Refusal) as impossible:
        submit_form(
            by=nurse, encounter=encounter, form="vitals", answers={"weight_kg": "600", "confirmed": "weight_kg"}
        )
    assert Entry.objects.count() == 0

    entry = submit_form(
        by=nurse, encounter=encounter, form="vitals", answers={"weight_kg": "160", "confirmed": "weight_kg"}
    )

    assert unconfirmed.value.code == "encounters.form.unconfirmed"
    assert impossible.value.code == "encounters.form.problems"
    assert entry.answers == {"weight_kg": 160}
    assert entry.confirmed == ["weight_kg"]


def test_limits_follow_the_age_of_the_person(nurse):
    child = make_person(nurse, given_names="Samuel", birth=Birth(year=2025, month=1, day=5))
    encounter = make_encounter(nurse, child)

    with pytest.raises(Refusal) as refused:
        submit_form(by=nurse, encounter=encounter, form="vitals", answers={"weight_kg": "61"})

    assert refused.value.code == "encounters.form.problems"
    assert refused.value.details["questions"] == ["weight_kg"]


def test_what_was_marked_normal_is_said_in_the_entry(nurse, encounter):
    entry = make_history(nurse, encounter, marked_normal=["fever", "night_sweats", "not_a_question"])

    assert entry.marked_normal == ["fever", "night_sweats"]


def test_a_role_that_fills_no_forms_is_refused(nurse, encounter):
    vaccinator = make_actor("vaccinator", site=encounter.site)

    with pytest.raises(Refusal) as refused:
        make_history(vaccinator, encounter)

    assert refused.value.code == "not_permitted"
    assert Entry.objects.count() == 0


def test_a_nurse_of_another_site_finds_nobody_to_fill_a_form_for(encounter):
    with pytest.raises(Refusal) as refused:
        make_history(make_actor("nurse"), encounter)

    assert refused.value.code == "not_found"
    assert Entry.objects.count() == 0


def test_a_contact_of_one_day_is_one_contact_and_gathers_the_editions(nurse, encounter):
    again = open_encounter(by=nurse, person=encounter.person, editions=[UK])

    assert again == encounter
    assert again.editions == ["UK-TB-2023", "US-TB-2018"]


def test_a_contact_for_an_edition_that_is_not_there_is_refused(nurse, encounter):
    with pytest.raises(Refusal) as refused:
        open_encounter(by=nurse, person=encounter.person, editions=["US-TB-3000"])

    assert refused.value.code == "not_found"
    encounter.refresh_from_db()
    assert encounter.editions == ["US-TB-2018"]


def test_the_audit_trail_names_person_and_entry(nurse, encounter):
    entry = make_history(nurse, encounter)

    record = AuditRecord.objects.get(action="encounters.form.submit")
    assert (record.outcome, record.person, record.subject) == ("done", encounter.person.number, entry.number)


def test_a_submitted_form_leaves_no_draft(nurse, encounter):
    Draft.objects.create(
        user_id=nurse.user_id, encounter=encounter, form_code="tb_history", form_edition="x", saved_at=nurse.now()
    )

    make_history(nurse, encounter)

    assert Draft.objects.count() == 0


def test_companions_are_those_that_consent_knows():
    assert set(Companion.values) == set(IN_ROOM)


def test_a_question_that_only_another_authority_asks_is_care(nurse):
    encounter = make_encounter(nurse, editions=(UK,))
    shown = station_form(by=nurse, encounter=encounter, form="tb_history")

    purposes = {one.name: one.purpose for section in shown.sections for one in section.questions}

    assert (
        purposes["tb_contact"]
        == "Asked because this requires it: United Kingdom, pre-entry tuberculosis screening, from October 2023."
    )
    assert purposes["source_case_name"].startswith("Asked for the person's own care.")


def test_the_history_of_a_fact_keeps_what_was_corrected(nurse, encounter):
    first = make_history(nurse, encounter, tb_history="yes", earlier_treatment="finished")
    submit_form(
        by=nurse, encounter=encounter, form="tb_history", answers=history_answers(), expected_entry=first.number
    )

    history = finding_history(by=nurse, person=encounter.person, fact="tb_history")

    assert [finding.value for finding in history] == [False, True]


def test_a_closed_contact_takes_corrections_but_no_new_form(nurse, encounter):
    first = make_history(nurse, encounter)
    close_encounter(by=nurse, encounter=encounter)

    with pytest.raises(Refusal) as refused:
        submit_form(by=nurse, encounter=encounter, form="vitals", answers={"weight_kg": "61"})
    corrected = submit_form(
        by=nurse, encounter=encounter, form="tb_history", answers=history_answers(), expected_entry=first.number
    )

    assert refused.value.code == "encounters.encounter.closed"
    assert corrected.corrected_from == first
    assert Entry.objects.count() == 2
    assert open_encounter(by=nurse, person=encounter.person) != encounter
