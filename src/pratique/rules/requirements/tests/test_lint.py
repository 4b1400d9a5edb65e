"""The editions are complete: every row can be reached, everybody gets an answer, and none gets two."""

import pytest

from pratique.rules.dates.calendar import add_months
from pratique.rules.requirements import lint as module
from pratique.rules.requirements.charts import chart_of
from pratique.rules.requirements.heads import heads
from pratique.rules.requirements.lint import lint_edition
from pratique.rules.requirements.loading import BadEdition, editions, read_edition
from pratique.rules.requirements.people import find
from pratique.rules.requirements.tests.small_editions import CLEARED, WAITS, parameter, small_edition

PATH = heads()["US-TB-2018"].path
FILM = ("film", "age >= 15", "chest_film is known")


def problems(**rows):
    return lint_edition(small_edition(**rows)).problems


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.code)
def test_no_edition_leaves_anybody_without_an_answer_contradicts_itself_or_has_an_idle_row(edition):
    assert lint_edition(edition).problems == ()


def test_a_plain_edition_has_no_problems():
    assert problems(items=[FILM]) == ()


def test_people_without_an_outcome_are_found():
    found = problems(items=[FILM], outcomes=[WAITS, ("CLEARED", "age < 15", "releases = true")])

    assert found == ("examination: no outcome holds for a person with age 15, chest_film ()",)


def test_an_edition_in_which_nothing_waits_for_what_is_unknown_is_found():
    found = problems(outcomes=[("REFUSED", "tb_contact", ""), CLEARED])

    assert found == ("examination: no outcome waits for what is unknown of a person with nothing known",)


def test_a_release_while_a_test_is_open_is_found():
    found = problems(items=[FILM], outcomes=[("EXEMPT", "tb_contact", "releases = true"), WAITS, CLEARED])

    assert found == ("examination: outcome EXEMPT releases while film is open, a person with tb_contact true",)


def test_a_release_above_a_refusal_that_holds_as_well_is_found():
    outcomes = [
        ("REUSED", "tb_history and not unfinished", "releases = true"),
        ("REFUSED", "hiv_known", ""),
        WAITS,
        CLEARED,
    ]

    found = problems(items=[FILM], outcomes=outcomes)

    person = "age 15, tb_history true, hiv_known true, chest_film ()"
    assert found == (f"examination: outcome REUSED releases although REFUSED holds, a person with {person}",)


def test_a_release_of_whom_nothing_is_required_contradicts_nothing():
    outcomes = [("EXEMPT", "not tb_contact", "releases = true"), ("REFUSED", "hiv_known", ""), WAITS, CLEARED]

    assert problems(items=[("film", "tb_contact", "chest_film is known")], outcomes=outcomes) == ()


def test_no_classification_beside_a_class_of_its_topic_is_found():
    classes = [("TB_B2", "tb_contact"), ("TB_NONE", "not tb_history"), ("OTHER_B", "hiv_known")]

    assert problems(classes=classes) == (
        "examination: class TB_B2 stands beside TB_NONE for a person with tb_contact true, tb_history false",
    )


def test_an_answer_that_is_yes_and_no_is_found():
    answers = [("hold", "true", "tb_contact"), ("hold", "false", "not hiv_known"), ("next", "'film'", "tb_contact")]

    assert problems(answers=answers) == (
        "examination: answer hold is True and False for a person with tb_contact true, hiv_known false",
    )


def test_rows_that_nobody_reaches_are_found():
    found = problems(
        items=[("film", "age >= 15 and age < 10", "false"), ("history", "age >= 3 or age < 5", "false")],
        classes=[("HELD", "tb_contact and need_film")],
        outcomes=[("REFUSED", "class_HELD", ""), WAITS, CLEARED],
        answers=[("next", "'film'", "need_film and hiv_known")],
    )

    assert found == (
        "examination: film is never required",
        "examination: history is always required, although it has a condition",
        "examination: class HELD is never given",
        "examination: answer next film is never given",
        "examination: outcome REFUSED is never given",
        "examination: outcome CLEARED is never given",
    )


def test_an_outcome_that_the_one_before_it_always_forestalls_is_found():
    outcomes = [("REFUSED", "tb_contact", ""), ("ALSO", "tb_contact and hiv_known", ""), WAITS, CLEARED]

    assert "examination: outcome ALSO is never given" in problems(outcomes=outcomes)


def test_a_fact_on_which_nothing_depends_is_found():
    item = ("film", "(tb_contact and hiv_known) or (tb_contact and not surely(hiv_known))", "chest_film is known")

    assert problems(items=[item]) == ("examination: nothing depends on hiv_known",)


def test_a_row_that_only_another_reading_reaches_is_idle_where_that_reading_is_not_named():
    rows = {"items": [("film", 'reading == "strict" and tb_contact', "chest_film is known")]}

    named = small_edition(**rows, parameters=[parameter("reading", "loose", ["loose", "strict"])])
    strict = small_edition(
        **rows, parameters=[parameter("reading", "loose", ["loose", "strict"])], replaced={"reading": "strict"}
    )

    assert lint_edition(strict).problems == ()
    assert lint_edition(named).problems == (
        "examination: film is never required",
        "examination: nothing depends on tb_contact",
    )


def test_a_row_that_another_named_reading_of_a_present_edition_reaches_is_not_idle():
    edition = read_edition(heads()["UK-TB-2023"].path, {"presence_reading": "any_visit"})

    assert lint_edition(edition).problems == ()


def test_dates_that_are_compared_are_found_for_the_witness():
    items = [("late", "departure_on > exam_on + 6 months and departure_on < exam_on + 7 months", "false")]
    chart = chart_of(small_edition(items=items).questions["examination"])

    person = find(chart, chart.needs[0].true)

    assert person.is_confirmed
    assert add_months(person.facts["exam_on"], 6) < person.facts["departure_on"]
    assert person.facts["departure_on"] < add_months(person.facts["exam_on"], 7)


def test_a_person_for_whom_no_dates_were_found_says_so():
    items = [("late", "departure_on > exam_on + 6 months and departure_on < exam_on + 100 days", "false")]
    chart = chart_of(small_edition(items=items).questions["examination"])

    person = find(chart, chart.needs[0].true)

    assert not person.is_confirmed
    assert str(person).endswith("(with dates or figures that weren't found)")


def test_known_gaps_are_the_parameters_that_no_source_settles():
    report = lint_edition(read_edition(PATH))

    assert report.known_gaps == tuple(
        name
        for name, one in read_edition(PATH).parameters.items()
        if one.standing.word in ("provisional", "unconfirmed")
    )
    assert "igra_indeterminate" in report.known_gaps
    assert "high_burden_from" not in report.known_gaps


def test_a_question_too_large_for_its_diagrams_is_not_called_proved(monkeypatch):
    def too_large(question):
        raise module.TooLarge(200_000)

    monkeypatch.setattr(module, "Chart", too_large)

    assert problems(items=[FILM]) == ("not proved: its conditions need more than 200000 diagrams",)


def test_another_reading_of_a_named_parameter_judges_differently():
    edition = read_edition(PATH, {"igra_indeterminate": "no_film"})

    assert edition.parameters["igra_indeterminate"].value == "no_film"


def test_a_reading_that_the_edition_does_not_name_is_refused():
    with pytest.raises(BadEdition, match="no reading 'guess'"):
        read_edition(PATH, {"igra_indeterminate": "guess"})


@pytest.fixture
def damaged(tmp_path):
    """Writes the edition and the files that it includes, with one text replaced in the first that has it."""

    def write(old, new):
        texts = {path.name: path.read_text(encoding="utf-8") for path in PATH.parent.glob("*tb_*.toml")}
        name = next(name for name, text in sorted(texts.items()) if old in text)
        texts[name] = texts[name].replace(old, new, 1)
        for file, text in texts.items():
            (tmp_path / file).write_text(text, encoding="utf-8")
        return tmp_path / PATH.name

    return write


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('when = "sputum_indicated"', 'when = "sputum_indicatd"', "sputum_indicatd"),
        ('prior_tb_class in ("TB_A"', 'prior_tb_class in ("TB_Z"', "TB_Z"),
        ('source = "US-TB-11"', 'source = "US-TB-99"', "US-TB-99"),
        ('fr = "Antécédents", ', "", "a text needs"),
        ('when = "who_incidence >= high_burden_from"', 'when = "need_igra"', "need each other"),
        ('name = "suspected"', 'name = "age"', "already means"),
    ],
)
def test_a_slip_in_an_edition_fails_at_load_with_its_name(damaged, old, new, message):
    with pytest.raises(BadEdition, match=message):
        read_edition(damaged(old, new))
