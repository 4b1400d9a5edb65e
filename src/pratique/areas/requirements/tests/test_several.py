"""Several destinations at once, through the page: steps with who needs them, what serves again, what expires first."""

import pytest

from pratique.areas.requirements.factories import make_edition_in_force
from pratique.areas.requirements.models import EditionInForce
from pratique.areas.requirements.queries.several import several
from pratique.areas.requirements.queries.steps import METHOD_WORDS, STEP_WORDS
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.factories import make_actor
from pratique.rules.requirements import editions

pytestmark = pytest.mark.django_db

PAGE = "/rules/several/"
UK, US, CANADA, AUSTRALIA = "UK-TB-2023", "US-TB-2018", "CA-IME-2025", "AU-IME-2024"
BOTH = {"edition": [UK, US], "on": "2026-11-20"}
# A man of 34 who needs a film for both: a student who lived in a listed country.
STUDENT = {
    "fact.age": "34",
    "fact.sex": "M",
    "fact.who_incidence": "150",
    "fact.uk_route": "student",
    "fact.stay_months": "12",
    "fact.uk_listed_presence": "yes",
    "fact.uk_unlisted_presence": "no",
    "fact.consent_examination": "yes",
}
FILM = "chest_film 2026-09-11 digital UK-TB US-TB"


def shown(client, **sent):
    return client.post(PAGE, {**BOTH, **sent}).context["several"]


def verdicts(page):
    return {verdict.code: (verdict.serves, verdict.words) for verdict in page.results[0].verdicts}


def test_what_is_in_force_here_is_chosen_and_comes_first(signed_in, physician, site):
    make_edition_in_force(physician, edition=UK, site=site)

    page = signed_in(physician).get(PAGE).context["several"]

    assert [one.code for one in page.chosen] == [UK]
    assert (page.offered[0].code, page.offered[0].is_in_force, page.is_simulated) == (UK, True, False)
    assert "FT" not in {one.code.split("-")[0] for one in page.offered}


def test_nothing_is_chosen_where_nothing_is_in_force_and_nothing_is_asked(signed_in, nurse):
    answer = signed_in(nurse).get(PAGE)

    page = answer.context["several"]
    assert (page.chosen, page.asking, page.steps) == ((), "", ())
    assert "Choose at least one edition" in answer.content.decode()


def test_each_fact_is_asked_once_for_all_who_need_it_and_nothing_is_stored(signed_in, nurse):
    client = signed_in(nurse)

    first = shown(client)
    second = shown(client, asking="age", answer="34")

    assert (first.asking, first.asked_by) == ("age", ("United Kingdom", "United States"))
    assert [(one.name, one.words) for one in second.answered] == [("age", "34")]
    assert second.asking != "age"
    assert (EditionInForce.objects.count(), AuditRecord.objects.count()) == (0, 0)


def test_a_step_is_listed_once_with_who_needs_it_and_why(signed_in, nurse):
    answer = signed_in(nurse).post(PAGE, {**BOTH, **STUDENT})

    steps = {str(step.name): step for step in answer.context["several"].steps}
    film = [(need.name, need.finding.sources[0].id) for need in steps["Chest film"].needs]
    assert film == [("United Kingdom", "UK-21"), ("United States", "US-TB-03")]
    assert [need.name for need in steps["Physical examination"].needs] == ["United States"]
    assert 'href="/rules/US-TB-2018/#US-TB-03"' in answer.content.decode()


def test_a_film_serves_each_authority_for_its_own_time(signed_in, nurse):
    page = shown(signed_in(nurse), result=FILM, **STUDENT)

    found = {one.code: (one.serves, one.until.isoformat()) for one in page.results[0].verdicts}
    # Until the validity is known, the shortest counts: three months in the United States, and for a British contact.
    assert found == {UK: (True, "2026-12-11"), US: (True, "2026-12-11")}
    film = next(step for step in page.steps if str(step.name) == "Chest film")
    assert (film.is_served, [need.served_by.isoformat() for need in film.needs]) == (True, ["2026-09-11"] * 2)


def test_without_a_contact_the_british_film_serves_six_months(signed_in, nurse):
    page = shown(signed_in(nurse), result=FILM, **STUDENT, **{"fact.tb_contact": "no"})

    assert page.results[0].verdicts[0].until.isoformat() == "2027-03-11"


@pytest.mark.parametrize(
    ("result", "sent", "words"),
    [
        ("chest_film 2026-08-19 digital UK-TB US-TB", {}, "It is too old on the day of the exam."),
        ("chest_film 2026-09-11 - UK-TB US-TB", {}, "It was made by another method than this authority takes."),
        ("chest_film 2026-09-11 digital UK-TB", {}, "It was made where this authority appointed nobody."),
        (FILM, {"departure_on": "2026-12-12"}, "It will be too old on the day of departure."),
        ("chest_film 2026-11-21 digital US-TB", {}, "It is dated after the exam."),
        (
            "sputum_smear_x3 2026-09-11 - US-TB",
            {"fact.tb_signs_symptoms": "yes"},
            "The rules of this authority say nothing of using it again: it is done anew.",
        ),
    ],
)
def test_the_reason_why_a_result_does_not_serve_is_said(signed_in, nurse, result, sent, words):
    page = shown(signed_in(nurse), result=result, **STUDENT, **sent)

    assert verdicts(page)[US] == (False, words)


def test_a_test_that_must_be_of_the_exam_itself_says_so(signed_in, nurse):
    page = shown(signed_in(nurse), edition=["US-STI-2021"], result="syphilis_serology 2026-11-19 - US-STI")

    assert verdicts(page)["US-STI-2021"] == (False, "Only a result of the exam itself serves.")


@pytest.mark.parametrize(
    ("seeks_entry", "serves", "words"),
    [
        ("no", True, ""),
        (
            "yes",
            False,
            "It serves only if: authorized already, seeks entry with an earlier examination: no; or more than six "
            "months altogether in countries designated by Canada since the authorization: no. "
            "This is not so, or not known yet.",
        ),
    ],
)
def test_a_condition_of_reuse_must_surely_hold(signed_in, nurse, seeks_entry, serves, words):
    sent = {"fact.age": "34", "fact.ca_seeks_entry": seeks_entry, "result": "hiv_test 2026-09-11 - CA-IME"}

    page = shown(signed_in(nurse), edition=[CANADA], **sent)

    verdict = page.results[0].verdicts[0]
    assert (verdict.serves, verdict.words) == (serves, words)


def test_a_step_that_an_authority_surely_does_not_ask_for_is_marked(signed_in, nurse):
    page = shown(signed_in(nurse), result="hiv_test 2026-09-11 - AU-IME", edition=[UK, AUSTRALIA], **STUDENT)

    found = {verdict.code: verdict.is_unneeded for verdict in page.results[0].verdicts}
    assert found == {UK: True, AUSTRALIA: False}


def test_what_expires_first_is_named_and_held_against_the_departure(signed_in, nurse):
    told = STUDENT | {
        "fact.tb_contact": "no",
        "fact.chest_film": "normal",
        "fact.chest_film_on": "2026-11-20",
        "departure_on": "2027-05-21",
    }

    page = shown(signed_in(nurse), edition=[UK], **told)

    assert (page.expiry.on.isoformat(), page.expiry.words) == ("2027-05-20", "United Kingdom: valid 6 months")
    assert page.expiry.is_too_early is True


def test_a_result_that_stops_serving_can_expire_first(signed_in, nurse):
    page = shown(signed_in(nurse), edition=[UK], result=FILM, **STUDENT)

    expected = ("2026-12-11", "United Kingdom: Chest film serves no longer", False)
    assert (page.expiry.on.isoformat(), page.expiry.words, page.expiry.is_too_early) == expected


def test_a_result_is_added_and_taken_back(signed_in, nurse):
    client = signed_in(nurse)
    new = {"new_step": "chest_film", "new_on": "2026-09-11", "new_method": "digital"}

    added = shown(client, **new, new_accepted_by=["US-TB", "UK-TB"])
    again = shown(client, **new, new_accepted_by=["UK-TB", "US-TB"], result=FILM)
    dropped = shown(client, result=FILM, drop=FILM)

    assert [line.carried for line in added.results] == [FILM]
    assert [line.carried for line in again.results] == [FILM]
    assert dropped.results == ()


@pytest.mark.parametrize(
    "new", [{"new_step": "chest_film"}, {"new_on": "2026-09-11"}, {"new_step": "x", "new_on": "1"}]
)
def test_half_a_result_comes_back_with_what_to_do(signed_in, nurse, new):
    answer = signed_in(nurse).post(PAGE, {**BOTH, **new})

    assert answer.status_code == 422
    assert "Choose what was done and its date, then add the result again." in answer.content.decode()
    assert answer.context["several"].results == ()


def test_what_no_page_sent_is_left_out(signed_in, nurse):
    sent = {"edition": ["XX-1", US], "result": ["what", "chest_film 2026-13-01 -", "chest_film 9999-12-31 -"]}

    page = shown(signed_in(nurse), **sent)

    assert ([one.code for one in page.chosen], page.results) == ([US], ())


def test_who_may_not_read_the_rule_book_is_refused(site):
    stranger = make_actor("nurse", site=site, permissions=frozenset())

    with pytest.raises(Refusal) as refused:
        several(
            by=stranger,
            codes=[US],
            on=stranger.today(),
            departure_on=None,
            facts={},
            texts={},
            skipped=(),
            problems={},
            results=(),
            language="en",
        )

    assert refused.value.code == "not_permitted"


def test_every_rule_of_reuse_speaks_of_steps_and_methods_that_have_words():
    rows = [row for edition in editions() for row in edition.reuse.values()]

    assert {row.step for row in rows} - set(STEP_WORDS) == set()
    assert {method for row in rows for method in row.methods} - set(METHOD_WORDS) == set()
