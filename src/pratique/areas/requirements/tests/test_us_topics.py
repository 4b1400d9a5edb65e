"""What a case of the United States says of infections, disorders and refugees is read as its format says."""

import pytest

from pratique.areas.requirements.cases import check_cases

CASE = """
jurisdiction: US
cases:
- id: T-1
  edition: {edition}
  input: {{{given}}}
  results: {{{results}}}
  expected: {{{expected}}}
"""


@pytest.fixture
def line(tmp_path):
    def judged(edition, given, expected, results=""):
        path = tmp_path / "cases.yaml"
        text = CASE.format(edition=edition, given=given, results=results, expected=expected)
        path.write_text(text, encoding="utf-8")
        return str(next(check_cases(path)))

    return judged


def test_an_infection_found_and_treated_is_class_b(line):
    results = "nontreponemal: reactive, treponemal: positive, treated: true, gonorrhea: pos"
    expected = "classes: [SYPH_B, GC_B], clearance: cleared"

    assert line("US-STI-2018", "age: 20", expected, results) == "T-1 ok"


def test_an_infection_found_is_pending_until_its_treatment_is_known(line):
    results = "nontreponemal: reactive, treponemal: positive, stage: primary, gonorrhea: neg"

    assert line("US-STI-2018", "age: 20", "clearance: pending", results) == "T-1 ok"


def test_a_stage_that_does_not_exist_fails_with_its_name(line):
    told = line("US-STI-2018", "age: 20", "clearance: pending", "stage: quaternary")

    assert told == "T-1 FAIL syphilis_stage: unknown value 'quaternary'"


@pytest.mark.parametrize(
    ("disorder", "classes"),
    [
        ("heroin_use_disorder", "SUD_A"),
        ("sedative_use_disorder", "SUD_A"),
        ("caffeine_use_disorder", "MH_B"),
        ("bipolar_disorder", "MH_B"),
        ("none", "NONE"),
    ],
)
def test_a_disorder_is_judged_by_its_branch(line, disorder, classes):
    assert line("US-MH-DSM5", f"age: 30, disorder: {disorder}", f"classes: {classes}") == "T-1 ok"


def test_whether_another_substance_is_controlled_is_never_guessed(line):
    assert line("US-MH-DSM5", "age: 30, disorder: khat_use_disorder", "clearance: pending") == "T-1 ok"


def test_harm_that_is_told_without_a_time_is_there_now(line):
    given = "age: 30, disorder: schizophrenia, harmful_behavior: [assault]"

    assert line("US-MH-DSM5", given, "classes: MH_A, clearance: not_cleared") == "T-1 ok"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("prior_class: MH_Z", "unknown value prior_class=MH_Z"),
        ("craving: much", "unknown value craving=much"),
        ("disorder: 7", "unknown value disorder=7"),
        ("hansen: {kind: paucibacillary}", "unknown key hansen.kind"),
        ("waiver: {number: 601}", "unknown key waiver.number"),
    ],
)
def test_an_unknown_word_about_a_condition_fails_with_its_name(line, given, message):
    assert line("US-MH-DSM5", given, "clearance: cleared") == f"T-1 FAIL {message}"


REFUGEE = "applicant: refugee, age: 30, sex: M, weight_kg: 50, departure_country: Nepal, loa_loa_exposure: false"


def test_treatments_are_compared_as_an_exact_set(line):
    told = line("US-REF-2023", REFUGEE, "treatments: [{drug: albendazole}]")

    assert told == "T-1 FAIL expected treatments=[albendazole] got treatments=[albendazole, ivermectin]"


def test_only_the_written_fields_of_a_treatment_are_compared(line):
    expected = "treatments: [{drug: albendazole, dose_mg: 400}, {drug: ivermectin, doses: 2}]"

    assert line("US-REF-2023", REFUGEE, expected) == "T-1 FAIL expected ivermectin.doses=2 got ivermectin.doses=1"


def test_one_of_several_reasons_to_withhold_a_drug_is_enough(line):
    given = REFUGEE.replace("Nepal", "Chad").replace("loa_loa_exposure: false", "loa_loa_exposure: true")

    assert line("US-REF-2017", given, "excluded: {ivermectin: region}") == "T-1 ok"
    assert line("US-REF-2017", given, "excluded: {ivermectin: loa_loa_exposure}") == "T-1 ok"


def test_a_drug_that_is_given_is_not_excluded(line):
    told = line("US-REF-2017", REFUGEE, "excluded: {ivermectin: region}")

    assert told == "T-1 FAIL expected excluded.ivermectin=region got excluded.ivermectin=[]"


def test_nothing_excluded_can_be_asserted(line):
    given = REFUGEE.replace("Nepal", "Uganda")

    assert line("US-REF-2017", given, "excluded: none") == "T-1 ok"
    assert line("US-REF-2017", REFUGEE, "excluded: []") == (
        "T-1 FAIL expected excluded=[] got excluded=[artemether_lumefantrine, praziquantel]"
    )


def test_hours_count_between_local_times_however_they_are_written(line):
    given = 'applicant: refugee, departure_datetime: "2023-06-10T10:00", pec_datetime: 2023-06-07 10:00:00'

    assert line("US-REF-2021", given, "pec_valid: true, reason: none") == "T-1 ok"


@pytest.mark.parametrize(
    ("given", "expected", "message"),
    [
        ("pregnant_trimester: 4", "treatments: none", "unknown value pregnant_trimester=4"),
        ("departure_datetime: soon, pec_datetime: now", "pec_valid: true", "unknown value soon"),
        ("age: 30", "treatments: [{drug: albendazole, mg: 4}]", "unknown key treatments.mg"),
        ("age: 30", "excluded: {aspirin: region}", "unknown value excluded=aspirin"),
    ],
)
def test_an_unknown_word_about_a_refugee_fails_with_its_name(line, given, expected, message):
    assert line("US-REF-2021", given, expected) == f"T-1 FAIL {message}"


def test_a_live_vaccine_long_before_departure_violates_nothing(line):
    given = "applicant: refugee, live_vaccine_date: 2023-04-02, departure_date: 2023-04-30"

    assert line("US-REF-2021", given, "live_vaccine_rule: none, igra_earliest: 2023-04-30") == "T-1 ok"
