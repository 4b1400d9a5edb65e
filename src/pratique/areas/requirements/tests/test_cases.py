"""Worked cases pass by reasoning, and fail by name."""

from pathlib import Path

import pytest

from pratique.areas.requirements.cases import UnreadableCase, check_cases
from pratique.rules.requirements.heads import case_files
from pratique.rules.requirements.model import Standing

ROOT = Path(__file__).parents[5]
SHARED = ROOT.parent / "shared" / "cases"
OWN = case_files()
US_CASE = """
jurisdiction: US
cases:
- id: T-1
  edition: {edition}
  input: {{age: 34, incidence: 150, {more}}}
  required_tests: [history, physical_exam, cxr]
  results: {{cxr: normal}}
  expected: {{classes: [{classes}], clearance: cleared}}
"""
UK_CASE = """
meta: {{vocabulary: {{tests: [CXR, SYMPTOM_SCREEN]}}}}
cases:
- id: T-2
  destination: {destination}
  given: {{age: 24, route: student, stay_months: 12, exam: 2025-03-05, cxr: normal,
           history: [{{country: PK, listed: true, from: 2010-01-01, to: 2025-03-05}}]}}
  expect: {{required: [CXR], outcome: CERTIFICATE_ISSUED}}
  variants: [{{stay_months: 3, outcome: {outcome}}}]
"""


def lines(path, only=frozenset()):
    return [str(result) for result in check_cases(path, only)]


def written(tmp_path, text):
    path = tmp_path / "cases.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def us_lines(tmp_path, edition="US-TB-2018", more="", classes="TB_NONE"):
    return lines(written(tmp_path, US_CASE.format(edition=edition, more=more, classes=classes)))


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_every_case_beside_an_edition_passes(path):
    assert [result.message for result in check_cases(path) if not result.passed] == []


@pytest.mark.parametrize(("name", "count"), [("us.yaml", 65), ("other.yaml", 61)])
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared worked cases are not beside this checkout")
def test_every_shared_case_passes(name, count):
    results = list(check_cases(SHARED / name))

    assert [str(result) for result in results if not result.passed] == []
    assert len(results) == count


def test_a_case_that_agrees_is_one_line(tmp_path):
    assert us_lines(tmp_path) == ["T-1 ok"]


def test_the_first_key_that_differs_is_said(tmp_path):
    assert us_lines(tmp_path, classes="TB_A") == ["T-1 FAIL expected classes=[TB_A] got classes=[TB_NONE]"]


def test_an_unknown_key_fails_with_its_name(tmp_path):
    assert us_lines(tmp_path, more="shoe_size: 43") == ["T-1 FAIL unknown key shoe_size"]


def test_an_unknown_value_fails_with_its_name(tmp_path):
    assert us_lines(tmp_path, more="applicant: pilgrim") == ["T-1 FAIL applicant: unknown value 'pilgrim'"]


def test_an_absent_edition_fails_with_its_name(tmp_path):
    assert us_lines(tmp_path, edition="US-TB-1871") == ["T-1 FAIL edition US-TB-1871 is not present"]


def test_a_case_with_variants_passes_only_when_all_do(tmp_path):
    passing = written(tmp_path, UK_CASE.format(destination="UK", outcome="NOT_REQUIRED"))
    assert lines(passing) == ["T-2 ok"]

    failing = written(tmp_path, UK_CASE.format(destination="UK", outcome="PENDING"))
    assert lines(failing) == ["T-2 FAIL variant 1 expected outcome=PENDING got outcome=NOT_REQUIRED"]


def test_a_destination_without_edition_fails_with_its_name(tmp_path):
    path = written(tmp_path, UK_CASE.format(destination="ZZ", outcome="NOT_REQUIRED"))

    assert lines(path) == ["T-2 FAIL edition ZZ is not present"]


def test_only_leaves_other_destinations_out(tmp_path):
    path = written(tmp_path, UK_CASE.format(destination="CA", outcome="NOT_REQUIRED"))

    assert lines(path, frozenset({"UK"})) == []


def test_a_file_in_no_known_format_is_refused(tmp_path):
    with pytest.raises(UnreadableCase):
        lines(written(tmp_path, "- just a list"))


CONFIDENCE = {"high": 3, "medium": 2, "low": 1, "V": 3, "S": 2, "G": 1}


@pytest.mark.parametrize("name", ["us.yaml", "other.yaml"])
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared worked cases are not beside this checkout")
def test_no_case_is_decided_by_items_that_stand_higher_than_its_source(name):
    results = [result for result in check_cases(SHARED / name) if result.standing is not None]

    too_high = [result.id for result in results if result.standing > Standing(CONFIDENCE[result.confidence])]

    assert too_high == []
