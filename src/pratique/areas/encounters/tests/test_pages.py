"""The form at the station, the skip logic and what was entered, through their addresses."""

import json

import pytest
import time_machine

from pratique.areas.encounters.actions import open_encounter, save_draft
from pratique.areas.encounters.factories import history_answers, make_encounter, make_history
from pratique.areas.encounters.models import Draft, Entry, Finding
from pratique.areas.encounters.queries.asking import Asking, purposes
from pratique.areas.encounters.queries.station import station_form
from pratique.areas.people.factories import make_person
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.factories import make_actor, make_user
from pratique.rules.forms import form, javascript
from pratique.rules.requirements import load_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def encounter(nurse):
    """A contact outside a case, so that its forms are submitted on this area's own page."""
    return make_encounter(nurse, kind="care")


def page_of(encounter, code="tb_history") -> str:
    return f"/encounters/{encounter.number}/forms/{code}/"


def question(shown, code):
    return next(one for section in shown.sections for one in section.questions if one.name == code)


def test_the_form_says_before_each_question_who_requires_the_answer(signed_in, nurse, encounter):
    page = signed_in(nurse).get(page_of(encounter)).content.decode()

    said = page.index("Asked because this requires it: United States, tuberculosis, 2018.")
    assert said < page.index('name="cough_two_weeks"')
    assert "Nobody else" in page


def test_a_care_question_says_that_the_authority_never_sees_the_answer(nurse, encounter):
    shown = station_form(by=nurse, encounter=encounter, form="vitals")

    assert question(shown, "weight_kg").purpose == (
        "Asked for the person's own care. The authority behind this never sees the answer: "
        "United States, tuberculosis, 2018."
    )


def test_the_same_reason_is_said_once_a_section_but_a_shielded_question_always_says_its_own(nurse, encounter):
    shown = station_form(by=nurse, encounter=encounter, form="tb_history")

    assert question(shown, "cough_two_weeks").why is not None
    assert (question(shown, "fever").purpose, question(shown, "fever").why) == ("", None)
    assert question(shown, "tb_contact").why is not None
    assert question(shown, "hiv_known").why.text.startswith("Tuberculosis is harder to see in people with HIV")


def test_known_hiv_is_shown_only_where_an_edition_demands_it(nurse, encounter):
    elsewhere = open_encounter(by=nurse, person=encounter.person, kind="assessment")

    demanded = station_form(by=nurse, encounter=encounter, form="tb_history")
    not_demanded = station_form(by=nurse, encounter=elsewhere, form="tb_history")

    assert question(demanded, "hiv_known").purpose == (
        "Asked because this requires it: United States, tuberculosis, 2018."
    )
    names = {one.name for section in not_demanded.sections for one in section.questions}
    assert "hiv_known" not in names
    assert "fever" in names


@pytest.mark.parametrize(
    ("code", "fact", "editions", "families"),
    [
        ("blood_results", "hiv_test", ("UK-TB-2023", "US-TB-2018"), ("UK-TB",)),
        ("health_history", "kidney_disease", ("CA-IME-2025", "GC-2021"), ("CA-IME",)),
        ("blood_results", "egfr", ("CA-IME-2025", "GC-2021"), ("CA-IME", "GC-GHC")),
        ("tb_history", "hiv_known", ("UK-TB-2023", "US-TB-2018"), ("US-TB",)),
    ],
)
def test_what_is_asked_only_where_it_is_demanded_is_for_who_demands_it(code, fact, editions, families):
    asking = Asking(editions=tuple(load_edition(edition) for edition in editions))

    assert purposes(form(code), asking)[fact] == (Finding.Purpose.AUTHORITY, families)


def test_the_interpreters_page_shows_both_languages_side_by_side(signed_in, nurse, encounter):
    page = signed_in(nurse).get(page_of(encounter) + "?second=ar").content.decode()

    assert "Have you coughed up blood?" in page
    assert "هل خرج دم مع السعال؟" in page
    assert 'lang="ar" dir="rtl"' in page


def test_the_language_of_the_person_is_offered_beside_that_of_the_page(signed_in, nurse):
    encounter = make_encounter(nurse, make_person(nurse, language="fr"))

    page = signed_in(nurse).get(page_of(encounter)).content.decode()

    assert '<a class="button small" href="?second=fr">For an interpreter: show French beside it</a>' in page


def test_the_second_language_is_left_out_when_it_is_that_of_the_page_or_unknown(nurse, encounter):
    same = station_form(by=nurse, encounter=encounter, form="tb_history", second="en")
    unknown = station_form(by=nurse, encounter=encounter, form="tb_history", second="xx")

    assert (same.second, unknown.second) == ("", "")


def test_a_submitted_form_leads_to_its_entry(signed_in, nurse, encounter):
    answer = signed_in(nurse).post(page_of(encounter), {**history_answers(), "submission_key": "k1"})

    entry = Entry.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/encounters/entries/{entry.number}/"


def test_a_form_of_an_assessment_is_submitted_at_its_station_only(signed_in, nurse, encounter):
    assessed = make_encounter(nurse, encounter.person)
    client = signed_in(nurse)

    page = client.get(page_of(assessed)).content.decode()
    answer = client.post(page_of(assessed), history_answers(fever="yes"))

    assert "This form is submitted at its station, from the case." in page
    assert answer.status_code == 422
    assert answer.context["form"].refusal.code == "encounters.form.at_station"
    assert question(answer.context["form"], "fever").value == "yes"
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("role", ["reception", "radiographer", "laboratory"])
def test_away_from_its_station_a_form_of_an_assessment_is_closed_to_who_reads_no_entries(
    signed_in, nurse, site, encounter, role
):
    assessed = make_encounter(nurse, encounter.person)
    client = signed_in(make_actor(role, site=site))

    page = client.get(page_of(assessed, "chest_film_result"))
    answer = client.post(page_of(assessed, "chest_film_result"), {"chest_film": "normal"})

    assert (page.status_code, answer.status_code) == (403, 403)
    assert Entry.objects.count() == 0


def test_a_refused_form_comes_back_with_everything_as_it_was_typed(signed_in, nurse, encounter):
    typed = history_answers(fever="perhaps", symptoms_since='<script>alert("x")</script>', cough_two_weeks="yes")

    answer = signed_in(nurse).post(page_of(encounter), typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose one of the answers that are offered." in page
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert Entry.objects.count() == 0


def test_an_unusual_value_asks_to_be_confirmed_and_is_then_recorded(signed_in, nurse, encounter):
    client = signed_in(nurse)

    asked = client.post(page_of(encounter, "vitals"), {"weight_kg": "160"})
    recorded = client.post(page_of(encounter, "vitals"), {"weight_kg": "160", "confirmed": "weight_kg"})

    assert asked.status_code == 422
    assert '<input type="checkbox" name="confirmed" value="weight_kg">' in asked.content.decode()
    assert [problem.name for problem in asked.context["form"].problems] == ["weight_kg"]
    assert recorded.status_code == 302
    assert Entry.objects.get().confirmed == ["weight_kg"]


def test_limits_of_the_age_stand_in_the_page(nurse, encounter):
    weight = question(station_form(by=nurse, encounter=encounter, form="vitals"), "weight_kg")

    assert (weight.hard_min, weight.soft_min, weight.soft_max, weight.hard_max) == (20, 38, 130, 400)


def test_a_draft_comes_back_when_the_form_is_opened_again(signed_in, nurse, encounter):
    save_draft(by=nurse, encounter=encounter, form="tb_history", answers={"symptoms_since": "three weeks"}, version=0)

    page = signed_in(nurse).get(page_of(encounter)).content.decode()

    assert 'value="three weeks"' in page
    assert 'data-draft-version="1"' in page
    assert f'data-draft="/encounters/{encounter.number}/forms/tb_history/draft"' in page


def test_a_stale_draft_shows_both_texts_and_loses_neither(signed_in, nurse, encounter):
    save_draft(by=nurse, encounter=encounter, form="tb_history", answers={"fever": "yes"}, version=0)

    answer = signed_in(nurse).post(page_of(encounter), {**history_answers(fever="no"), "draft_version": "0"})

    shown = answer.context["form"]
    assert answer.status_code == 409
    assert [(row.before, row.after) for row in shown.difference if "fever" in row.text] == [("Yes", "No")]
    assert question(shown, "fever").value == "no"
    assert Draft.objects.get().answers == {"fever": "yes"}
    assert Entry.objects.count() == 0


def test_after_both_were_seen_the_form_is_submitted(signed_in, nurse, encounter):
    save_draft(by=nurse, encounter=encounter, form="tb_history", answers={"fever": "yes"}, version=0)

    answer = signed_in(nurse).post(page_of(encounter), {**history_answers(fever="no"), "draft_version": "1"})

    assert answer.status_code == 302
    assert Entry.objects.get().answers["fever"] is False


def test_a_form_submitted_by_a_colleague_meanwhile_shows_both(signed_in, nurse, encounter):
    first = make_history(make_actor("nurse", site=encounter.site, user=make_user("Joy")), encounter, fever="yes")

    answer = signed_in(nurse).post(page_of(encounter), history_answers())

    shown = answer.context["form"]
    assert answer.status_code == 409
    assert shown.expected_entry == first.number
    assert [(row.before, row.after) for row in shown.difference] == [("Yes", "No")]
    assert Entry.objects.count() == 1


def test_an_answer_sent_twice_beside_a_colleagues_entry_is_shown_and_refused(signed_in, nurse, encounter):
    make_history(nurse, encounter)

    answer = signed_in(nurse).post(page_of(encounter), {**history_answers(), "fever": ["yes", "no"]})

    assert answer.status_code == 409
    assert "Yes and No" in answer.content.decode()
    assert Entry.objects.count() == 1


def test_the_form_of_a_submitted_entry_is_filled_for_correction(nurse, encounter):
    entry = make_history(nurse, encounter, fever="yes")

    shown = station_form(by=nurse, encounter=encounter, form="tb_history")

    assert shown.corrects == entry
    assert shown.expected_entry == entry.number
    assert question(shown, "fever").value is True


def test_whoever_may_not_see_entries_does_not_read_a_colleagues_answers(nurse, encounter):
    entry = make_history(nurse, encounter, fever="yes")
    clerk = make_actor("reception", site=encounter.site)

    shown = station_form(by=clerk, encounter=encounter, form="tb_history")

    assert question(shown, "fever").value == ""
    assert shown.expected_entry == entry.number


def test_an_entry_shows_answers_in_words_and_both_versions(signed_in, nurse, encounter):
    client = signed_in(nurse)
    first = make_history(nurse, encounter, fever="yes", in_room=["interpreter"])
    client.post(page_of(encounter), {**history_answers(), "expected_entry": first.number})
    second = Entry.objects.get(corrected_from=first)

    page = client.get(f"/encounters/entries/{second.number}/")
    earlier = client.get(f"/encounters/entries/{first.number}/")

    changes = page.context["entry"].versions[0].changes
    assert [(change.before, change.after) for change in changes] == [("Yes", "No")]
    assert [version.number for version in page.context["entry"].versions] == [second.number, first.number]
    assert earlier.context["entry"].in_room == ("Interpreter",)
    assert "This version was corrected. It stays as it was." in earlier.content.decode()


def test_opening_an_entry_leaves_one_read_record(signed_in, nurse, encounter):
    entry = make_history(nurse, encounter)

    signed_in(nurse).get(f"/encounters/entries/{entry.number}/")

    read = AuditRecord.objects.get(action="encounters.entry.open")
    assert (read.outcome, read.person, read.subject) == ("read", encounter.person.number, entry.number)


@pytest.mark.parametrize(("role", "status"), [("physician", 200), ("reception", 403), ("vaccinator", 403)])
def test_who_may_read_an_entry(signed_in, nurse, encounter, role, status):
    entry = make_history(nurse, encounter)
    actor = make_actor(role, site=encounter.site)

    answer = signed_in(actor).get(f"/encounters/entries/{entry.number}/")

    assert answer.status_code == status


def test_an_entry_of_another_sites_person_is_not_found(signed_in, nurse, encounter):
    entry = make_history(nurse, encounter)

    answer = signed_in(make_actor("physician")).get(f"/encounters/entries/{entry.number}/")

    assert answer.status_code == 404


@pytest.mark.parametrize(("role", "status"), [("radiographer", 200), ("vaccinator", 403), ("admin", 403)])
def test_who_may_open_a_form(signed_in, encounter, role, status):
    answer = signed_in(make_actor(role, site=encounter.site)).get(page_of(encounter, "chest_film_result"))

    assert answer.status_code == status


def test_the_skip_logic_is_a_script_of_our_own_that_never_changes(client):
    answer = client.get("/encounters/forms/tb_history@2026-11.js")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "max-age=31536000, immutable, public"
    assert answer.content.decode() == javascript(form("tb_history"))


def test_there_is_no_script_for_an_edition_that_is_not_there(client):
    assert client.get("/encounters/forms/tb_history@1999-01.js").status_code == 404


@time_machine.travel("2026-11-20T09:00:00Z", tick=False)
def test_the_page_gets_only_the_facts_its_own_conditions_ask_about(signed_in, nurse, encounter):
    make_history(nurse, encounter, tb_contact="yes", tb_contact_months_ago="3", contact_relation="household")

    shown = station_form(by=nurse, encounter=encounter, form="vitals")

    assert shown.facts == {"age_months": 416}
    page = signed_in(nurse).get(page_of(encounter, "vitals")).content.decode()
    assert json.dumps(shown.facts) in page


def test_words_with_a_nul_are_refused_and_nothing_is_recorded(signed_in, nurse, encounter):
    answer = signed_in(nurse).post(page_of(encounter), history_answers(symptoms_since="a\x00b"))

    assert answer.status_code == 422
    assert Entry.objects.count() == 0
    assert Finding.objects.count() == 0


def test_a_form_that_does_not_exist_is_not_found(nurse, encounter):
    with pytest.raises(Refusal) as refused:
        station_form(by=nurse, encounter=encounter, form="no_form")

    assert refused.value.code == "not_found"


def test_a_contact_names_its_site_and_day(nurse):
    encounter = make_encounter(nurse)

    assert (encounter.site_id, encounter.opened_on) == (nurse.site_id, nurse.today())


def test_the_form_carries_the_token_against_forged_requests(signed_in, nurse, encounter):
    page = signed_in(nurse).get(page_of(encounter)).content.decode()

    inside = page[page.index('<form method="post" id="station-form"') :]
    assert 'name="csrfmiddlewaretoken"' in inside[: inside.index("</form>")]
