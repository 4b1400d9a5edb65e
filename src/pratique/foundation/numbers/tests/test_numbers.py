"""Every wrong character and every swap is caught: shown for all pairs of places and characters, not for samples."""

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.foundation.numbers import Fault, NumberProblem, new_number, number_from, parse_number
from pratique.foundation.numbers.scheme import ALPHABET

FIVE_BYTES = st.binary(min_size=5, max_size=5)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
KNOWN = number_from("P", bytes([1, 2, 3, 4, 5]))
PLACES = (2, 3, 4, 5, 7, 8, 9, 10)


def shifted(number, places, difference):
    """The number with the difference added, in the field, to the characters at these places."""
    return "".join(
        ALPHABET[ALPHABET.index(character) ^ difference] if place in places else character
        for place, character in enumerate(number)
    )


# Worked by hand: the check character is the sum of value times 2^place in the field x^5 + x^2 + 1.
@pytest.mark.parametrize(
    ("prefix", "random_bytes", "number"),
    [
        ("A", bytes(5), "A-0000-0000"),
        ("A", bytes([0, 0, 0, 0, 1]), "A-0000-0012"),
        ("A", bytes([0, 0, 0, 0, 16]), "A-0000-00G5"),
        ("A", bytes([0, 0, 0, 0, 32]), "A-0000-0104"),
        ("B", bytes(5), "B-0000-000D"),
    ],
)
def test_known_numbers(prefix, random_bytes, number):
    assert number_from(prefix, random_bytes) == number
    assert parse_number(number) == number


@given(FIVE_BYTES, st.sampled_from(LETTERS))
def test_a_number_is_read_back_in_any_dress(random_bytes, prefix):
    number = number_from(prefix, random_bytes)
    spaced = " " + number.lower().replace("-", " ") + "\n"
    mistaken = number[:2] + number[2:].replace("0", "o").replace("1", "l")

    assert parse_number(number) == number
    assert parse_number(spaced) == number
    assert parse_number(number.replace("-", "")) == number
    assert parse_number(mistaken) == number


# A swap of two characters adds the same difference to both places, and the code is linear, so one number and every
# difference stand for all numbers and all swaps.
@pytest.mark.parametrize("places", [*combinations(PLACES, 1), *combinations(PLACES, 2)])
def test_every_wrong_character_and_every_swap_is_caught(places):
    accepted = [
        difference for difference in range(1, 32) if isinstance(parse_number(shifted(KNOWN, places, difference)), str)
    ]

    assert accepted == []


@pytest.mark.parametrize(("prefix", "other"), list(permutations(LETTERS, 2)))
def test_another_prefix_is_caught(prefix, other):
    number = number_from(prefix, bytes([1, 2, 3, 4, 5]))

    assert parse_number(other + number[1:]) == NumberProblem(Fault.CHECK)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", NumberProblem(Fault.SHAPE)),
        ("P-7K3M-9QX", NumberProblem(Fault.SHAPE)),
        ("P-0000-0000-0", NumberProblem(Fault.SHAPE)),
        ("P" * 1_000_000, NumberProblem(Fault.SHAPE)),
        ("4-0000-0000", NumberProblem(Fault.PREFIX, "4")),
        ("P-0000-00U0", NumberProblem(Fault.CHARACTER, "U")),
        ("P-0000-00\x000", NumberProblem(Fault.CHARACTER, "\x00")),
        ("A-0000-0001", NumberProblem(Fault.CHECK)),
    ],
)
def test_what_is_no_number_is_refused_with_its_fault(text, problem):
    assert parse_number(text) == problem


def test_a_number_of_another_kind_is_refused_where_kinds_are_named():
    assert parse_number("A-0000-0000", prefixes="PF") == NumberProblem(Fault.PREFIX, "A")
    assert parse_number("A-0000-0000", prefixes="CA") == "A-0000-0000"


@given(st.text(max_size=60))
def test_no_text_makes_the_reader_fail(text):
    answer = parse_number(text)

    assert isinstance(answer, NumberProblem) or parse_number(answer) == answer


def test_new_numbers_differ_and_are_valid():
    numbers = {new_number("P") for _ in range(1000)}

    assert len(numbers) == 1000
    assert {parse_number(number) for number in numbers} == numbers


@pytest.mark.parametrize(("prefix", "random_bytes"), [("p", bytes(5)), ("PP", bytes(5)), ("P", bytes(4))])
def test_a_caller_who_gives_something_else_is_told(prefix, random_bytes):
    with pytest.raises(ValueError, match=r"prefix|bytes"):
        number_from(prefix, random_bytes)
