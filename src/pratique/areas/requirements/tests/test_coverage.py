"""Our own worked cases reach every row: each item both ways, and every class and outcome, in every edition."""

from collections import defaultdict
from functools import cache

import pytest

from pratique.areas.requirements.cases import read_cases
from pratique.rules.language.nodes import Literal
from pratique.rules.requirements import editions
from pratique.rules.requirements.heads import case_files


@cache
def judged():
    """Every judgement of our own cases, by edition and question."""
    found = defaultdict(list)
    for path in case_files():
        for case in read_cases(path):
            for version in case.versions:
                judgement = version.judge()
                found[judgement.edition, judgement.question].append(judgement)
    return found


def unreached(edition, question):
    seen = judged()[edition.code, question.code]
    required = {item.id for one in seen for item in one.required}
    not_required = {item.id for one in seen for item in one.not_required}
    classes = {one.code for judgement in seen for one in judgement.classes}
    outcomes = {judgement.clearance for judgement in seen}
    yield from (f"{item.id} is never required" for item in question.items if item.id not in required)
    yield from (
        f"{item.id} is never left out"
        for item in question.items
        if item.id not in not_required and item.when != Literal(True)
    )
    yield from (f"class {row.code} is never given" for row in question.classes if row.code not in classes)
    yield from (f"outcome {row.value} is never given" for row in question.outcomes if row.value not in outcomes)


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.code)
def test_the_worked_cases_reach_every_item_both_ways_every_class_and_every_outcome(edition):
    assert [
        f"{question.code}: {row}" for question in edition.questions.values() for row in unreached(edition, question)
    ] == []
