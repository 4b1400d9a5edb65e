"""Diagrams agree with trying every combination, and equal conditions are one diagram."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.rules.language import diagrams as module
from pratique.rules.language.diagrams import ALWAYS, NEVER, Diagrams, TooLarge

SIZES = (2, 3, 4)
EVERYBODY = tuple(product(*(range(size) for size in SIZES)))
claims = st.frozensets(st.sampled_from(EVERYBODY))


def drawn(diagrams, claim):
    """The diagram that holds for exactly these combinations."""
    rows = [diagrams.both(*(diagrams.where(place, (value,)) for place, value in enumerate(values))) for values in claim]
    return diagrams.either(*rows)


def held(diagrams, diagram):
    return {values for values in EVERYBODY if diagrams.can_hold(diagram, dict(enumerate((value,) for value in values)))}


@given(claims, claims)
def test_and_or_not_are_those_of_sets(one, other):
    diagrams = Diagrams(SIZES)
    first, second = drawn(diagrams, one), drawn(diagrams, other)

    assert held(diagrams, diagrams.both(first, second)) == one & other
    assert held(diagrams, diagrams.either(first, second)) == one | other
    assert held(diagrams, diagrams.negated(first)) == set(EVERYBODY) - one


@given(claims)
def test_a_claim_has_one_diagram_however_it_is_written(claim):
    diagrams = Diagrams(SIZES)

    assert drawn(diagrams, claim) == diagrams.negated(drawn(diagrams, frozenset(EVERYBODY) - claim))


@given(claims)
def test_some_holds_where_one_of_the_values_makes_it_hold(claim):
    diagrams = Diagrams(SIZES)

    found = diagrams.some(drawn(diagrams, claim), {1: (0, 2)})

    assert held(diagrams, found) == {
        (first, second, third)
        for first, second, third in EVERYBODY
        if (first, 0, third) in claim or (first, 2, third) in claim
    }


@given(claims, claims, claims, claims)
def test_turning_is_one_later_value_for_it_another_against_and_now_neither(true, false, holds, fails):
    diagrams = Diagrams(SIZES)
    sure = drawn(diagrams, true), drawn(diagrams, false)
    whole = drawn(diagrams, holds), drawn(diagrams, fails)

    found = diagrams.turning(sure, whole, {1: (0,)}, {1: (1, 2)})

    assert held(diagrams, found) == {
        (first, second, third)
        for first, second, third in EVERYBODY
        if {(first, 1, third), (first, 2, third)} & true
        and {(first, 1, third), (first, 2, third)} & false
        and (first, 0, third) not in holds | fails
    }


@given(claims)
def test_the_support_is_what_a_change_of_which_can_turn_the_answer(claim):
    diagrams = Diagrams(SIZES)

    assert diagrams.support(drawn(diagrams, claim)) == {
        place
        for place, size in enumerate(SIZES)
        for values in EVERYBODY
        for value in range(size)
        if (values in claim) is not ((*values[:place], value, *values[place + 1 :]) in claim)
    }


@given(claims, claims)
def test_an_example_holds_for_all_parts_or_there_is_none(one, other):
    diagrams = Diagrams(SIZES)

    found = diagrams.example((drawn(diagrams, one), drawn(diagrams, other)))

    filled = None if found is None else tuple(found.get(place, 0) for place in range(len(SIZES)))
    assert filled in (one & other or {None})


def test_nothing_and_everything_are_the_two_ends():
    diagrams = Diagrams(SIZES)

    assert diagrams.where(1, ()) == NEVER
    assert diagrams.where(1, (0, 1, 2)) == ALWAYS
    assert diagrams.both() == ALWAYS
    assert diagrams.either() == NEVER


def test_more_diagrams_than_a_process_may_hold_are_refused(monkeypatch):
    monkeypatch.setattr(module, "MOST", 3)
    diagrams = Diagrams(SIZES)
    diagrams.where(0, (1,))

    with pytest.raises(TooLarge):
        diagrams.where(1, (1,))
