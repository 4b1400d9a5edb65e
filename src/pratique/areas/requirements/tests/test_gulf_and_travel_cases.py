"""How cases for the Gulf states and for fitness to travel are read: every key, what absence means, what is refused."""

import pytest

from pratique.areas.requirements.cases import check_cases

FILE = """
meta: {{vocabulary: {{tests: [CXR, HIV, PREGNANCY_TEST, SPUTUM3_SMEAR_CULTURE, FITNESS_CHECK]}}}}
cases:
- id: T
  destination: {destination}
  given: {{{given}}}
  expect: {{{expect}}}
"""
WORKER = "age: 29, sex: F, visa: work"
REPORT = "age: 29, sex: M, visa: work, report_issued: 2025-01-10, visa_stamped: 2025-03-20"
NORMAL = "other_required_tests: normal"
GULF = (
    (f"{WORKER}, {NORMAL}", "status: FIT, required: [CXR, HIV, PREGNANCY_TEST], reason: none"),
    (WORKER, "status: PENDING"),
    (f"{WORKER}, pregnancy_test: pos", "status: UNFIT, reason: pregnancy, counselling: required"),
    (f"{WORKER}, consent: false", "outcome: NO_CERTIFICATE, not_required: [CXR, HIV]"),
    (f"age: 29, sex: F, visa: family, pregnant: true, {NORMAL}", "status: FIT, not_required: [PREGNANCY_TEST]"),
    ("age: 29, sex: F, visa: family, pregnant: true, choice: postpone", "status: PENDING, until: delivery"),
    (f"{WORKER}, exam: 2018-12-31, hb: 6.8, {NORMAL}", "status: FIT"),
    (f"{WORKER}, exam: 2019-01-01, hb_g_dl: 6.8", "status: UNFIT, reason: anaemia"),
    (f"{WORKER}, exam: 2018-12-31, syphilis: reactive_confirmed", "status: UNFIT, reason: syphilis"),
    (f"{WORKER}, exam: 2019-01-01, syphilis: reactive_confirmed, treated: true, {NORMAL}", "status: FIT"),
    (f"{WORKER}, exam: 2018-12-31, diabetes: true", "status: UNFIT, reason: diabetes"),
    (f"{WORKER}, symptoms: true, culture: [pos, pending, pending]", "status: UNFIT, reason: open_tb"),
    (REPORT, "report_valid: false, valid_until: 2025-03-11"),
    (f"{REPORT}, validity_days: 60", "report_valid: false"),
    (f"{REPORT}, validity_days: 90", "report_valid: true, valid_until: 2025-04-10"),
)
CHECKED = "departure_datetime: 2025-03-10 10:00:00, pec_datetime"
TRAVEL = (
    ("carrier: base", "fit: FIT, assess: false, escort_required: false"),
    ("condition: pneumothorax_drained, days: 14, residual_air: false", "fit: FIT"),
    ("condition: pneumothorax_drained, days: 14", "fit: TEMPORARILY_UNFIT, outcome: PENDING, assess: true"),
    ("condition: stroke, days: 2", "fit: TEMPORARILY_UNFIT, review_not_before_days: 3"),
    ("condition: stroke, days: 5", "assess: true"),
    ("condition: pneumonia, days: 5", "fit: TEMPORARILY_UNFIT, assess: true"),
    ("pregnancy: twin, weeks: 33", "fit: UNFIT_COMMERCIAL_AIR"),
    ("smear: [pos, neg, neg]", "fit: TEMPORARILY_UNFIT"),
    ("culture: [neg, pos, neg]", "fit: TEMPORARILY_UNFIT"),
    ("pregnancy: single, weeks: 33, carrier: china_eastern", "fit: FIT, document: obstetric_certificate"),
    ("hb_g_dl: 8.5, cardioresp: true", "assess: true"),
    ("hb_g_dl: 8.5, acute: true", "assess: true"),
    ("age_days: 6, preterm: true", "fit: TEMPORARILY_UNFIT, assess: true"),
    ("mobility: {walks_cabin: true, climbs_steps: true}", "code: WCHR, fit: FIT"),
    ("stretcher: true, escort: none", "escort_required: true, medif: required, fit: TEMPORARILY_UNFIT"),
    ("stretcher: true, escort: nurse", "escort_required: true, fit: FIT"),
    ("age: 9, unaccompanied: true, escort: operational", "escort_required: true, fit: FIT"),
    (f"{CHECKED}: 2025-03-07T10:00", "pec_valid: true, fit: FIT"),
    (f"{CHECKED}: 2025-03-07T09:59", "pec_valid: false, outcome: PENDING, required: [FITNESS_CHECK]"),
)
REFUSED = (
    ("GC", "visa: holiday", "gulf_visa: unknown value 'holiday'"),
    ("GC", "visa: work, validity_days: 45", "unknown value validity_days=45"),
    ("GC", "visa: work, choice: sputum", "unknown value choice=sputum"),
    ("GC", "visa: work, route: student", "unknown key route"),
    ("FT", "carrier: wings_of_sand", "edition FT-WINGS-OF-SAND is not present"),
    ("FT", "condition: homesickness", "travel_conditions: unknown value 'homesickness'"),
    ("FT", "pregnancy: triplet", "unknown value pregnancy=triplet"),
    ("FT", "mobility: {swims: true}", "unknown key mobility.swims"),
    ("FT", "departure_datetime: soon, pec_datetime: 2025-03-10 10:00:00", "soon is not a date with a time"),
    ("FT", "visa: work", "unknown key visa"),
)


def message(tmp_path, destination, given, expect):
    path = tmp_path / "cases.yaml"
    path.write_text(FILE.format(destination=destination, given=given, expect=expect), encoding="utf-8")
    return [result.message for result in check_cases(path)]


@pytest.mark.parametrize(("given", "expect"), GULF)
def test_a_case_of_the_gulf_states_is_judged(tmp_path, given, expect):
    assert message(tmp_path, "GC", given, expect) == [""]


@pytest.mark.parametrize(("given", "expect"), TRAVEL)
def test_a_case_of_fitness_to_travel_is_judged(tmp_path, given, expect):
    assert message(tmp_path, "FT", given, expect) == [""]


@pytest.mark.parametrize(("destination", "given", "said"), REFUSED)
def test_what_the_format_does_not_know_fails_with_its_name(tmp_path, destination, given, said):
    assert message(tmp_path, destination, given, "medif: required") == [said]
