"""Cases of Canada, the United Kingdom and refugees' families: which day chooses the edition, and what a word means."""

import pytest

from pratique.areas.requirements.cases import check_cases

FILE = """
meta: {{vocabulary: {{tests: [CREATININE_EGFR, CXR, HIV, MEDICAL_EXAM, SPUTUM3_SMEAR_CULTURE]}}}}
cases:
- id: T
  destination: {destination}
  given: {{{given}}}
  expect: {{{expect}}}
"""
ECONOMIC = "age: 33, class: permanent_economic"
ENTRY = f"{ECONOMIC}, exam: 2024-06-01, authorised: 2024-08-01, seek_entry"
STUDENT = (
    "sex: M, route: student, stay_months: 12, exam: 2025-04-20, "
    "history: [{country: PK, listed: true, from: 2010-01-01, to: 2025-05-01}]"
)
READ = (
    ("CA", f"{ECONOMIC}, applied: 2024-12-31", "not_required: [CREATININE_EGFR]"),
    ("CA", f"{ECONOMIC}, applied: 2024-12-31, exam: 2025-01-01", "required: [CREATININE_EGFR]"),
    ("CA", f"{ENTRY}: 2025-06-01", "outcome: REUSE_EXISTING, valid_until: 2025-06-01"),
    ("CA", f"{ENTRY}: 2025-06-02", "outcome: PENDING, required: [MEDICAL_EXAM, CREATININE_EGFR]"),
    ("UK", f"{STUDENT}, age_days: 4017", "age_at_exam: 10, not_required: [CXR]"),
    ("UK", f"{STUDENT}, age_days: 4018", "age_at_exam: 11, required: [CXR]"),
    ("UK", f"{STUDENT}, age: 30, cxr: cavity, culture: [pos], treated: true", "outcome: REFER_TREATMENT"),
    ("UK", f"{STUDENT}, age: 30, symptoms: true, cxr: normal", "required: [SPUTUM3_SMEAR_CULTURE], outcome: PENDING"),
    ("NZ", "visa: family, visa_approved: true, consent_settlement_service: false", "recorded: declined"),
    ("NZ", "visa: family, age: 30", "required: [MEDICAL_EXAM, CXR], forms_offered: none"),
)


@pytest.mark.parametrize(("destination", "given", "expect"), READ)
def test_a_case_is_read_as_its_words_say(tmp_path, destination, given, expect):
    path = tmp_path / "cases.yaml"
    path.write_text(FILE.format(destination=destination, given=given, expect=expect), encoding="utf-8")

    assert [str(result) for result in check_cases(path)] == ["T ok"]
