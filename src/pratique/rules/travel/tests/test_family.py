"""A family leaves together, or apart only as it wishes and never a child alone."""

from dataclasses import replace

import pytest

from pratique.rules.travel.family import Hindrance, Member, hindrances

MOTHER = Member(is_fit=True, is_child=False, agrees_to_part=True)
FATHER = Member(is_fit=True, is_child=False, agrees_to_part=True)
CHILD = Member(is_fit=True, is_child=True, carers=frozenset({"mother", "father"}))
INFANT = Member(is_fit=True, is_child=True, carers=frozenset({"mother", "father"}), breast_fed_by="mother")
FAMILY = {"mother": MOTHER, "father": FATHER, "child": CHILD}


def test_a_family_of_fit_members_leaves_together_without_being_asked_to_part():
    asked_nothing = {key: replace(member, agrees_to_part=None) for key, member in FAMILY.items()}

    assert hindrances(asked_nothing, asked_nothing) == {}


def test_one_unfit_member_holds_the_family():
    family = FAMILY | {"father": replace(FATHER, is_fit=False)}

    assert hindrances(family, family) == {"father": {Hindrance.UNFIT}}


def test_an_unknown_fitness_holds_as_an_unfit_one():
    family = FAMILY | {"child": replace(CHILD, is_fit=None)}

    assert hindrances(family, family) == {"child": {Hindrance.UNFIT}}


def test_the_others_leave_where_every_adult_asked_alone_wishes_it():
    family = FAMILY | {"father": replace(FATHER, is_fit=False)}

    assert hindrances(family, {"mother", "child"}) == {}


@pytest.mark.parametrize("answer", [False, None])
def test_one_adult_who_does_not_wish_it_or_was_not_asked_keeps_the_family_together(answer):
    family = FAMILY | {"father": replace(FATHER, is_fit=False, agrees_to_part=answer)}

    assert hindrances(family, {"mother", "child"}) == {"father": {Hindrance.APART_WITHOUT_WISH}}


def test_an_unfit_child_does_not_stay_behind_without_a_carer():
    family = FAMILY | {"child": replace(CHILD, is_fit=False)}

    assert hindrances(family, {"mother", "father"}) == {"child": {Hindrance.CHILD_WITHOUT_CARER}}
    assert hindrances(family, {"mother"}) == {}


def test_a_child_does_not_leave_without_a_carer():
    grandmother = Member(is_fit=True, is_child=False, agrees_to_part=True)
    family = FAMILY | {"grandmother": grandmother}

    assert hindrances(family, {"grandmother", "child"}) == {"child": {Hindrance.CHILD_WITHOUT_CARER}}


def test_a_breast_fed_infant_goes_and_stays_with_its_mother():
    family = {"mother": replace(MOTHER, is_fit=False), "father": FATHER, "infant": INFANT}

    assert hindrances(family, {"father", "infant"}) == {"infant": {Hindrance.INFANT_WITHOUT_MOTHER}}
    assert hindrances(family, {"father"}) == {}


def test_a_child_whose_carers_are_not_in_the_family_leaves_only_with_all_of_it():
    family = {"brother": replace(CHILD, carers=frozenset()), "sister": replace(CHILD, carers=frozenset())}

    assert hindrances(family, family) == {}
    assert hindrances(family, {"brother"}) == {
        "brother": {Hindrance.CHILD_WITHOUT_CARER},
        "sister": {Hindrance.CHILD_WITHOUT_CARER},
    }


def test_somebody_of_another_family_is_refused():
    with pytest.raises(ValueError, match="not of this family: neighbour"):
        hindrances(FAMILY, {"neighbour"})
