"""What a person tells of herself goes in clean or not at all."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.areas.people.models import Birth, Identity, clean_text
from pratique.areas.people.models.identity import script_of
from pratique.foundation.actions import Refusal

TODAY = date(2026, 11, 20)


def test_spaces_are_set_right_and_letters_composed():
    assert clean_text("  Ame\u0301lie   de la  Cruz ", field="given_names") == "Am\u00e9lie de la Cruz"


def test_a_separator_of_lines_counts_as_a_space():
    assert clean_text("A\u2028B", field="given_names") == "A B"


def test_joiners_of_persian_names_stay_and_marks_of_direction_go():
    assert clean_text("\u200fعلی\u200cرضا\u200e", field="given_names_native") == "علی\u200cرضا"


def test_script_stays_text():
    assert clean_text("<script>alert(1)</script>", field="family_name") == "<script>alert(1)</script>"


@pytest.mark.parametrize("text", ["A\x00B", "A\x1bB", "A\u202eB", "A\ud800B", "A\ue000B", "A\nB", "A\x85B"])
def test_characters_that_cannot_be_seen_are_refused(text):
    with pytest.raises(Refusal) as refused:
        clean_text(text, field="family_name")

    assert refused.value.code == "people.identity.forbidden_character"
    assert refused.value.details["field"] == "family_name"


def test_a_name_of_a_megabyte_is_refused():
    with pytest.raises(Refusal) as refused:
        clean_text("A" * 1_000_000, field="family_name")

    assert refused.value.code == "people.identity.too_long"


def test_a_name_of_two_hundred_characters_is_kept_and_one_more_refused():
    assert clean_text("é" * 200, field="family_name") == "é" * 200
    with pytest.raises(Refusal):
        clean_text("é" * 201, field="family_name")


def test_bytes_are_no_text():
    with pytest.raises(Refusal) as refused:
        clean_text(b"Okello", field="family_name")

    assert refused.value.code == "people.identity.not_text"


@given(st.text(max_size=300))
def test_whatever_is_typed_comes_out_printable_or_is_refused(text):
    try:
        cleaned = clean_text(text, field="family_name")
    except Refusal as refused:
        assert refused.code in {"people.identity.forbidden_character", "people.identity.too_long"}
        return

    assert len(cleaned) <= 200
    assert cleaned == clean_text(cleaned, field="family_name")
    assert not {unicodedata.category(letter) for letter in cleaned} & {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(
    st.builds(
        Birth,
        year=st.none() | st.integers(-5, 10_000),
        month=st.none() | st.integers(-1, 14),
        day=st.none() | st.integers(-1, 33),
        is_estimated=st.booleans(),
        margin_years=st.integers(-2, 30),
    )
)
def test_a_date_of_birth_is_an_interval_of_real_days_or_is_refused(birth):
    try:
        checked = birth.checked(TODAY)
    except Refusal as refused:
        assert refused.details["field"] == "birth"
        return

    assert (checked.earliest is None) == (checked.latest is None)
    assert checked.earliest is None or checked.earliest <= checked.latest
    assert checked.earliest is None or checked.earliest.year >= 1881


@pytest.mark.parametrize(
    ("birth", "earliest", "latest", "iso"),
    [
        (Birth(year=1992, month=3, day=14), date(1992, 3, 14), date(1992, 3, 14), "1992-03-14"),
        (Birth(year=1992, month=2), date(1992, 2, 1), date(1992, 2, 29), "1992-02"),
        (Birth(year=1992), date(1992, 1, 1), date(1992, 12, 31), "1992"),
        (Birth(year=1992, is_estimated=True, margin_years=3), date(1989, 1, 1), date(1995, 12, 31), "1992"),
        (Birth(), None, None, ""),
    ],
)
def test_what_is_known_of_a_date_of_birth_is_the_days_it_can_be(birth, earliest, latest, iso):
    checked = birth.checked(TODAY)

    assert (checked.earliest, checked.latest, checked.iso) == (earliest, latest, iso)


@pytest.mark.parametrize(
    ("birth", "problem"),
    [
        (Birth(month=3), "birth_incomplete"),
        (Birth(year=1992, day=3), "birth_incomplete"),
        (Birth(year=2026, month=11, day=21), "birth_in_future"),
        (Birth(year=1993, month=2, day=29), "birth_not_real"),
        (Birth(year=1895), "birth_too_early"),
        (Birth(year=1992, month=3, day=14, margin_years=2), "birth_margin"),
        (Birth(year=1992, is_estimated=True, margin_years=16), "birth_margin"),
    ],
)
def test_a_date_of_birth_that_cannot_be_is_refused(birth, problem):
    with pytest.raises(Refusal) as refused:
        birth.checked(TODAY)

    assert refused.value.code == f"people.identity.{problem}"


@pytest.mark.parametrize("told", [{"language": "x" * 9}, {"phone": "1" * 41}, {"nationality": "UGAX"}, {"sex": "FF"}])
def test_what_has_a_short_place_is_short(told):
    with pytest.raises(Refusal) as refused:
        Identity(family_name="Okello", **told).checked(TODAY)

    assert refused.value.code == "people.identity.too_long"


def test_some_name_is_needed_in_any_script():
    assert Identity(given_names_native="فاطمة").checked(TODAY).native_script == "Arab"
    assert Identity(name_as_spoken="Mama Grace").checked(TODAY).all_names == ("Mama Grace",)
    with pytest.raises(Refusal) as refused:
        Identity(sex="F").checked(TODAY)

    assert refused.value.code == "people.identity.no_name"


@pytest.mark.parametrize(
    ("text", "script"),
    [("أمينة", "Arab"), ("Олена", "Cyrl"), ("ሄለን", "Ethi"), ("မြင့်", "Mymr"), ("Ana", "Latn"), ("123", "")],
)
def test_the_script_of_a_name_is_seen_not_asked(text, script):
    assert script_of(text) == script
