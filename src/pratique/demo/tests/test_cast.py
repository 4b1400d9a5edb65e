"""The invented people: who plays, the same for the same day, and drawn."""

import io
from collections import Counter
from datetime import date

import pytest
from PIL import Image

from pratique.demo.cast import COURSES, STAGES, Household, Part, cast
from pratique.demo.crew import NAMES
from pratique.demo.portraits import draw_portrait, draw_signature
from pratique.demo.sign_ins import ROLES

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def households() -> tuple[Household, ...]:
    return cast(TODAY)


@pytest.fixture(scope="module")
def parts(households: tuple[Household, ...]) -> list[Part]:
    return [part for household in households for part in household.parts]


def test_sixty_people_in_eighteen_families_come_from_twelve_nationalities(
    households: tuple[Household, ...], parts: list[Part]
) -> None:
    assert (len(parts), len(households), len({part.nationality for part in parts})) == (60, 18, 12)


def test_somebody_stands_at_every_stage(parts: list[Part]) -> None:
    assert Counter(part.stage for part in parts) == {
        "registered": 4,
        "to_reception": 2,
        "refused": 1,
        "to_history": 5,
        "to_examination": 4,
        "to_film": 5,
        "to_conclude": 15,
        "concluded": 11,
        "certified": 13,
    }
    assert {part.stage for part in parts} == set(STAGES)


def test_everything_that_may_be_found_is_found_in_somebody(parts: list[Part]) -> None:
    assert {part.course for part in parts} == set(COURSES)


def test_names_are_kept_in_four_scripts_beside_latin_letters(parts: list[Part]) -> None:
    scripts = {letter_script(part.given_names_native) for part in parts} - {""}

    assert scripts == {"ARABIC", "CYRILLIC", "ETHIOPIC", "DEVANAGARI", "MYANMAR"}


def letter_script(text: str) -> str:
    import unicodedata

    return unicodedata.name(text[0]).partition(" ")[0] if text else ""


def test_the_cast_of_one_day_is_always_the_same() -> None:
    assert cast(TODAY) == cast(TODAY)


@pytest.mark.parametrize("today", [date(2026, 11, 20), date(2028, 2, 29), date(2031, 1, 1)])
def test_everybody_has_the_age_that_is_written_whenever_the_mission_is_built(today: date) -> None:
    wrong = [
        part.given_names
        for household in cast(today)
        for part in household.parts
        if today.year - part.born.year - ((today.month, today.day) < (part.born.month, part.born.day)) != part.age
    ]

    assert wrong == []


def test_every_role_of_the_sign_ins_has_a_person() -> None:
    assert set(NAMES) == set(ROLES)


def test_a_portrait_is_drawn_the_same_for_the_same_seed() -> None:
    first = draw_portrait(sex="F", age=34, seed=7, tone=2, covers_hair=True)

    assert first == draw_portrait(sex="F", age=34, seed=7, tone=2, covers_hair=True)
    assert Image.open(io.BytesIO(first)).size == (480, 600)


def test_two_people_have_two_faces_and_two_signatures() -> None:
    faces = {draw_portrait(sex="M", age=40, seed=seed, tone=4, covers_hair=False) for seed in (1, 2)}

    assert (len(faces), len({draw_signature(seed) for seed in (1, 2)})) == (2, 2)
