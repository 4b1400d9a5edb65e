"""The what-if page: linked and bookmarked, in words, with nothing small enough to recognize somebody by."""

import csv
import io

import pytest

from pratique.areas.requirements.cohorts.synthesis import invented_people
from pratique.areas.requirements.exports import safe_cell
from pratique.areas.requirements.queries import what_if
from pratique.foundation.actors.factories import make_actor, make_user
from pratique.indicators.engine import duckdb_engine

pytestmark = pytest.mark.django_db

PAGE = "/rules/what-if/"
FILM_FROM_TEN = {"before": "XX-2026", "parameter": "film_from_years", "value": "10", "people": "2000"}
TWO_EDITIONS = {"before": "US-TB-2009", "after": "US-TB-2018", "people": "2000"}


@pytest.fixture
def page(signed_in, nurse):
    """Asks for the page as a nurse."""
    client = signed_in(nurse)
    return lambda query: client.get(PAGE, query)


@pytest.fixture(scope="module")
def films():
    """How many of the same people have a film from fifteen and from ten years, or for a positive blood test."""
    people = next(invented_people(duckdb_engine(), people=2_000, seed=what_if.SEED)).to_pylist()
    positive = [one["age"] for one in people if one["igra"] == "positive" and one["age"] >= 2]
    return tuple(
        sum(one["age"] >= years for one in people) + sum(age < years for age in positive) for years in (15, 10)
    )


def test_without_a_choice_the_page_says_what_to_do(page):
    answer = page({})

    assert answer.status_code == 200
    assert "Choose two editions and a cohort, then compare" in answer.content.decode()
    assert answer.context["what_if"].result is None


def test_one_edition_offers_its_other_readings(page):
    answer = page({"before": "US-TB-2018", "people": "2000"})

    readings = {one.name: one for one in answer.context["what_if"].readings}
    assert (readings["igra_indeterminate"].words, readings["high_burden_from"].kind) == ("repeat", "number")
    link = "before=US-TB-2018&amp;parameter=contact_class_kept&amp;value=false&amp;cohort=invented&amp;people=2000"
    assert f'href="?{link}"' in answer.content.decode()


def test_a_reading_that_examines_younger_people_shows_how_many_more_films(page, films):
    before, after = films

    result = page(FILM_FROM_TEN).context["what_if"].result

    film = next(one for one in result.steps.lines if one.name == "Chest film")
    assert (film.before, film.after, film.more) == (f"{before:,}", f"{after:,}", f"+{after - before}")
    headline = next(one for one in result.headlines if one.text.startswith("Chest film"))
    assert headline.text == f"Chest film: {after - before} more people"
    assert headline.share == f"+{round(100 * (after - before) / before, 1):g}%"
    assert (film.bar_before, film.bar_after) == (round(100 * before / 2000), round(100 * after / 2000))


def test_groups_have_names_and_the_step_that_moves_most_comes_first(page):
    result = page(FILM_FROM_TEN).context["what_if"].result

    by_age, by_country, by_month = result.groups
    assert result.shown == "step:igra"
    assert result.headlines[0].text.startswith("Blood test for infection (IGRA): ")
    assert [one.name for one in by_age.lines][:3] == ["0 to 1 years", "2 to 4 years", "5 to 14 years"]
    assert [one.more for one in by_age.lines if one.more != "0"] == [by_age.lines[2].more]
    assert {"Philippines", "Kenya", "Ukraine"} < {one.name for one in by_country.lines}
    assert (by_month.lines[0].name, by_month.lines[-1].name) == ("January 2025", "Others together")


def test_another_outcome_can_be_shown_by_group(page):
    result = page({**TWO_EDITIONS, "shown": "outcome:cleared"}).context["what_if"].result

    assert (result.shown, result.shown_name) == ("outcome:cleared", "Cleared")


def test_classes_and_outcomes_stand_in_words(page):
    answer = page(TWO_EDITIONS)

    text, result = answer.content.decode(), answer.context["what_if"].result
    assert "No TB classification" in {one.name for one in result.classes.lines}
    assert "Pending: something is open" in {one.name for one in result.outcomes.lines}
    assert [code for code in (">TB_NONE<", "TB_B1_PULM<", ">pending<", "sputum_smear_x3<") if code in text] == []


def test_a_small_number_is_hidden_and_the_page_says_why(page):
    answer = page({**TWO_EDITIONS, "shown": "class:TB_A"})

    result = answer.context["what_if"].result
    assert result.is_something_hidden
    assert "hidden" in {one.before for table in result.groups for one in table.lines}
    assert "Hidden: a number under five" in answer.content.decode()


def test_the_page_says_which_facts_the_cohort_lacks(page):
    result = page(TWO_EDITIONS).context["what_if"].result

    assert result.facts - result.facts_held == len(result.facts_missing)
    assert "age in completed years on the exam date" not in result.facts_missing


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"before": "US-TB-1890"}, "The rule book holds no edition US-TB-1890."),
        ({"after": "ZZ"}, "The rule book holds no edition ZZ."),
        ({"parameter": "film", "value": "3"}, "The edition after has no parameter film."),
        ({"value": "soon"}, "read with the number soon."),
        ({"value": "1e9"}, "read with the number 1e9."),
        ({"value": "15"}, "The edition reads this parameter so already."),
        ({"cohort": "everybody"}, "There is no cohort of this name."),
        ({"people": "many"}, "Give a number of invented people, 20 or more"),
        ({"people": "19"}, "Give a number of invented people, 20 or more"),
        ({"people": "²"}, "Give a number of invented people, 20 or more"),
    ],
)
def test_what_cannot_be_compared_is_said_in_a_sentence(page, changes, sentence):
    answer = page({**FILM_FROM_TEN, **changes})

    assert answer.status_code == 422
    assert sentence in answer.content.decode().replace("&#x27;", "'")
    assert answer.context["what_if"].result is None


def test_more_invented_people_than_a_page_takes_are_for_the_command_line(page):
    answer = page({**FILM_FROM_TEN, "people": "50001"})

    assert answer.status_code == 422
    assert "A page compares at most 50,000 invented people." in answer.content.decode()
    assert answer.context["what_if"].problem.details["commands"] == (
        "pratique rules cohort synthesize --people 50001 people.parquet",
        "pratique rules cohort what-if --before XX-2026 --parameter film_from_years=10 --moves moves.csv"
        " people.parquet counts.csv",
    )


def test_counts_and_moves_come_as_files_without_judging_again(page, signed_in, nurse, films):
    page(FILM_FROM_TEN)
    judged = what_if._compared.cache_info().misses

    counts = signed_in(nurse).get(f"{PAGE}counts.csv", FILM_FROM_TEN)
    moves = signed_in(nurse).get(f"{PAGE}moves.csv", FILM_FROM_TEN)

    rows = list(csv.reader(io.StringIO(counts.content.decode())))
    assert counts["Content-Type"] == "text/csv; charset=utf-8"
    assert counts["Content-Disposition"] == 'attachment; filename="what-if-counts.csv"'
    numbers = [str(films[0]), str(films[1]), str(films[1] - films[0])]
    assert ["step", "chest_film", "all", "all", "required", *numbers] in rows
    moved = list(csv.reader(io.StringIO(moves.content.decode())))
    assert moved[:2] == [
        ["kind", "name", "before", "after", "people"],
        ["step", "history", "required", "required", "2000"],
    ]
    assert what_if._compared.cache_info().misses == judged


def test_a_file_of_what_cannot_be_compared_is_refused(signed_in, nurse):
    answer = signed_in(nurse).get(f"{PAGE}counts.csv", {"before": "US-TB-2018"})

    assert answer.status_code == 422
    assert "Nothing would differ." in answer.content.decode()


def test_no_spreadsheet_runs_a_cell():
    assert [safe_cell(one) for one in ("=1+1", "@sum", "plain", -3, 0)] == ["'=1+1", "'@sum", "plain", -3, 0]


def test_the_page_reads_from_right_to_left_in_arabic(signed_in, site):
    client = signed_in(make_actor("nurse", site=site, user=make_user(language="ar")))

    answer = client.get(PAGE, TWO_EDITIONS)

    text = answer.content.decode()
    assert 'dir="rtl"' in text
    assert "كينيا" in text


def test_of_whom_it_is_not_known_whether_they_need_a_step_is_said(page):
    answer = page({"before": "CA-IME-2009", "after": "CA-IME-2025", "people": "2000"})

    creatinine = next(one for one in answer.context["what_if"].result.steps.lines if one.name == "Creatinine with eGFR")
    assert creatinine.note.startswith("not known yet: 1,")
    assert f'<span class="note">{creatinine.note}</span>' in answer.content.decode()
