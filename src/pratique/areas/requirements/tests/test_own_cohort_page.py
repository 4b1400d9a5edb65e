"""The what-if page over this organization's own assessments: who may see it, what it says, what is recorded."""

from datetime import UTC, date, datetime, timedelta

import pytest

from pratique.areas.requirements.cohorts.kept import FOLDER, Assessed, cohort_row, keep_cohorts
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actors.factories import make_actor

pytestmark = pytest.mark.django_db

PAGE = "/rules/what-if/"
FILM_FROM_TEN = {"before": "XX-2026", "parameter": "film_from_years", "value": "10", "cohort": "own"}
MADE_AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / FOLDER


@pytest.fixture
def epidemiologist(site):
    return make_actor("epidemiologist", site=site)


def assessed(age, number):
    born = date(2026 - age, 1, 1)
    facts = {"birth_earliest": born, "birth_latest": born, "sex": "F", "history_taken": True}
    return [Assessed(facts=facts, examined_on=date(2026, 11, 2), country="KEN")] * number


def keep(folder, people, at=MADE_AT):
    keep_cohorts(folder, {"XX": people}, at=at)


def film(answer):
    return next(one for one in answer.context["what_if"].result.steps.lines if one.name == "Chest film")


def test_the_own_assessments_are_compared_and_the_page_says_of_when_they_are(signed_in, epidemiologist, folder):
    keep(folder, [*assessed(30, 20), *assessed(12, 6)])

    answer = signed_in(epidemiologist).get(PAGE, FILM_FROM_TEN)

    assert (film(answer).before, film(answer).after) == ("20", "26")
    text = answer.content.decode()
    assert "Of 26 assessments for: Fictional destination" in text
    assert "records stood on 20 Nov 2026 at 05:00, without names, numbers and dates of birth." in text
    assert [one.name for one in answer.context["what_if"].result.groups[1].lines] == ["Kenya"]


def test_what_was_made_anew_is_judged_anew(signed_in, epidemiologist, folder):
    keep(folder, assessed(30, 20))
    client = signed_in(epidemiologist)
    client.get(PAGE, FILM_FROM_TEN)
    keep(folder, assessed(12, 30), at=MADE_AT + timedelta(days=1))

    answer = client.get(PAGE, FILM_FROM_TEN)

    assert (film(answer).before, film(answer).after) == ("0", "30")


@pytest.mark.parametrize("people", [0, 19])
def test_a_cohort_of_fewer_than_twenty_is_refused_in_a_sentence(signed_in, epidemiologist, folder, people):
    keep(folder, assessed(30, people))

    answer = signed_in(epidemiologist).get(PAGE, FILM_FROM_TEN)

    assert answer.status_code == 422
    assert "holds fewer than 20 people: little could be shown." in answer.content.decode()


def test_before_the_first_snapshot_there_is_nothing_to_compare(signed_in, epidemiologist, folder):
    answer = signed_in(epidemiologist).get(PAGE, FILM_FROM_TEN)

    assert answer.status_code == 422
    assert "It is made anew once a day." in answer.content.decode()


def test_who_may_not_see_the_own_cohort_is_neither_offered_nor_given_it(signed_in, nurse, folder):
    keep(folder, assessed(30, 20))
    client = signed_in(nurse)

    offered = client.get(PAGE).context["what_if"].cohorts
    statuses = [client.get(f"{PAGE}{name}", FILM_FROM_TEN).status_code for name in ("", "counts.csv", "moves.csv")]

    assert offered == (("invented", "Invented people"),)
    assert statuses == [403, 403, 403]


def test_looking_at_it_and_taking_it_away_are_recorded(signed_in, epidemiologist, folder):
    keep(folder, [*assessed(30, 20), *assessed(12, 6)])
    client = signed_in(epidemiologist)

    client.get(PAGE, FILM_FROM_TEN)
    client.get(f"{PAGE}counts.csv", FILM_FROM_TEN)
    client.get(PAGE, {**FILM_FROM_TEN, "cohort": "invented", "people": "20"})

    told = AuditRecord.objects.filter(action__startswith="requirements.cohort").order_by("pk")
    assert list(told.values_list("action", "subject", "person")) == [
        ("requirements.cohort.compare", "XX-2026", ""),
        ("requirements.cohort.export", "XX-2026", ""),
    ]


def test_small_children_keep_their_months_and_nobody_a_date_of_birth():
    small = Assessed(
        facts={"birth_earliest": date(2024, 5, 3), "birth_latest": date(2024, 5, 3)},
        examined_on=date(2026, 11, 2),
        country="KEN",
    )

    rows = cohort_row(small), cohort_row(assessed(12, 1)[0])

    assert rows == (
        {"age": 2, "age_months": 29, "origin": "KEN", "month": "2026-11"},
        {"age": 12, "sex": "F", "history_taken": True, "origin": "KEN", "month": "2026-11"},
    )


def test_an_age_that_is_only_estimated_stays_unknown():
    estimated = {"birth_earliest": date(1990, 1, 1), "birth_latest": date(1994, 12, 31)}

    row = cohort_row(Assessed(facts=estimated, examined_on=date(2026, 11, 2), country="KEN"))

    assert row == {"origin": "KEN", "month": "2026-11"}
