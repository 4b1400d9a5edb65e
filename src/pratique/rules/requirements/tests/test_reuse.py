"""A result serves again where each authority's own window, methods and sites allow it, else the reason is said."""

from dataclasses import replace
from datetime import date

import pytest

from pratique.rules.language.parser import parse
from pratique.rules.requirements.engine import judge
from pratique.rules.requirements.loading import load_edition
from pratique.rules.requirements.model import ReuseRow, Standing
from pratique.rules.requirements.reuse import Examined, NoReuse, Result, earliest_expiry, reuse_of

ROW = ReuseRow(
    step="chest_film",
    within_months=6,
    when=parse("not tb_contact"),
    methods=("digital",),
    own_sites=True,
    source=("UK-40",),
    standing=Standing.VERIFIED,
)
EDITION = replace(load_edition("UK-TB-2023"), reuse={"chest_film": ROW})
FILM = Result(step="chest_film", done_on=date(2026, 1, 31), method="digital", accepted_by=frozenset({"UK-TB"}))
PERSON = Examined(exam_on=date(2026, 3, 1), facts={"tb_contact": False})


@pytest.mark.parametrize(
    ("of_film", "of_person", "refused"),
    [
        ({}, {"exam_on": date(2026, 7, 31)}, None),
        ({}, {"exam_on": date(2026, 8, 1)}, NoReuse.AGE),
        ({}, {"exam_on": date(2026, 4, 30), "validity_months": 3}, None),
        ({}, {"exam_on": date(2026, 5, 1), "validity_months": 3}, NoReuse.AGE),
        ({}, {"exam_on": date(2026, 8, 1), "validity_months": 12}, NoReuse.AGE),
        ({}, {"exam_on": date(2026, 1, 30)}, NoReuse.LATER),
        ({"method": "printed"}, {}, NoReuse.METHOD),
        ({"accepted_by": frozenset({"US-TB"})}, {}, NoReuse.SITE),
        ({}, {"facts": {"tb_contact": True}}, NoReuse.CONDITION),
        ({}, {"facts": {}}, NoReuse.CONDITION),
        ({}, {"departure_on": date(2026, 7, 31)}, None),
        ({}, {"departure_on": date(2026, 8, 1)}, NoReuse.EXPIRY),
        ({"step": "igra"}, {}, NoReuse.NO_RULE),
        ({"step": "igra"}, {"exam_on": date(2026, 1, 31)}, None),
    ],
)
def test_the_reason_against_reuse_is_said(of_film, of_person, refused):
    found = reuse_of(edition=EDITION, result=replace(FILM, **of_film), person=replace(PERSON, **of_person))

    assert (found.refused, found.serves) == (refused, refused is None)


def test_a_result_that_serves_says_until_when():
    assert reuse_of(edition=EDITION, result=FILM, person=PERSON).until == date(2026, 7, 31)


def test_the_earliest_expiry_says_whose_it_is():
    told = {"exam_on": date(2026, 3, 2), "age": 30, "chest_film": ["normal"], "chest_film_on": date(2026, 2, 20)}
    for_uk = judge(edition=EDITION, facts={**told, "tb_contact": False})
    for_us = judge(edition=load_edition("US-TB-2018"), facts={**told, "hiv_known": True, "tb_contact": False})

    found = earliest_expiry([for_us, for_uk])

    assert (found.on, found.edition, found.validity.months) == (date(2026, 8, 20), "UK-TB-2023", 6)
    assert earliest_expiry([]) is None
