"""A date, and where needed a country, choose the edition; what is uncertain is said and never guessed."""

from datetime import date

import pytest

from pratique.rules.requirements import UncertainEdition, UnknownEdition, edition_for, load_edition
from pratique.rules.requirements.heads import BadEdition, head_of, refuse_overlaps


@pytest.mark.parametrize(
    ("exam_on", "country", "code"),
    [
        (date(1991, 1, 1), "KE", "US-TB-1991"),
        (date(2007, 3, 31), "KE", "US-TB-1991"),
        (date(2007, 3, 31), "TH", "US-TB-1991"),
        (date(2007, 4, 1), "TH", "US-TB-2007"),
        (date(2009, 9, 30), "TH", "US-TB-2007"),
        (date(2009, 10, 1), "TH", "US-TB-2009"),
        (date(2008, 5, 1), "IN", "US-TB-1991"),
        (date(2010, 9, 30), "IN", "US-TB-1991"),
        (date(2010, 10, 1), "IN", "US-TB-2009"),
        (date(2014, 1, 1), "KE", "US-TB-2009"),
        (date(2018, 9, 30), "", "US-TB-2009"),
        (date(2018, 10, 1), "", "US-TB-2018"),
    ],
)
def test_an_edition_that_came_country_by_country_holds_from_the_day_of_its_country(exam_on, country, code):
    assert edition_for("US-TB", {"exam_on": exam_on}, country).code == code


@pytest.mark.parametrize(
    ("exam_on", "candidates"),
    [
        (date(2008, 5, 1), "US-TB: one of US-TB-1991, US-TB-2007;"),
        (date(2013, 12, 31), "US-TB: one of US-TB-1991, US-TB-2009;"),
    ],
)
def test_a_country_whose_day_is_not_known_leaves_the_edition_uncertain_and_names_the_candidates(exam_on, candidates):
    with pytest.raises(UncertainEdition, match=candidates):
        edition_for("US-TB", {"exam_on": exam_on}, "KE")


@pytest.mark.parametrize("exam_on", [date(2024, 10, 1), date(2026, 11, 20), None])
def test_what_no_source_confirms_is_never_chosen_by_a_date(exam_on):
    assert edition_for("US-TB", {"exam_on": exam_on}).code == "US-TB-2018"


def test_what_no_source_confirms_can_be_named():
    edition = load_edition("US-TB-2024")

    assert edition.standing.word == "unconfirmed"
    assert edition.unconfirmed_items() == ("examination: igra", "examination: chest_film")


def test_a_day_before_every_edition_has_none():
    with pytest.raises(UnknownEdition, match="no edition covers this date"):
        edition_for("US-TB", {"exam_on": date(1990, 12, 31)}, "TH")


@pytest.fixture
def head(tmp_path):
    """The head of an edition made for the test."""

    def made(code, *lines):
        path = tmp_path / f"{code}.toml"
        rows = ["[edition]", f'code = "{code}"', 'family = "XX"', 'destination = "XX"', 'keyed_by = "exam_on"', *lines]
        path.write_text("\n".join(rows), encoding="utf-8")
        return head_of(path)

    return made


def test_two_editions_that_claim_the_same_day_are_refused_by_name(head):
    before = head("XX-1", "in_force_until = 2020-01-01")
    after = head("XX-2", "in_force_from = 2020-01-01")

    with pytest.raises(BadEdition, match="XX-2 starts on 2020-01-01, but XX-1 ends on 2020-01-01"):
        refuse_overlaps([before, after])


def test_an_edition_that_came_country_by_country_may_overlap_the_one_before(head):
    before = head("XX-1", "in_force_until = 2020-01-01")
    after = head(
        "XX-2",
        "in_force_from = 2019-01-01",
        "[roll_out]",
        "countries = { TH = 2019-01-01 }",
        "complete_on = 2020-01-02",
    )

    assert refuse_overlaps([before, after]) is None
