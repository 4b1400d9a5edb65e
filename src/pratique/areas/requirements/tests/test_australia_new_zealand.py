"""Cases of Australia and New Zealand are read by name: what each word means, and which fail."""

from datetime import date

import pytest
import yaml

from pratique.areas.requirements.cases import check_cases

META = {"vocabulary": {"tests": ["MEDICAL_EXAM", "CXR", "IGRA_OR_TST", "HIV", "HBSAG", "HCV_AB", "BLOOD_PANEL_NZ"]}}
TEMPORARY = {"age": 28, "visa": "temporary", "stay_months": 3, "citizenship": {"schedule": 1}}
RESIDENCE = {"age": 30, "visa": "residence"}


@pytest.fixture
def judged(tmp_path):
    """The line that a case of this destination gives."""

    def line(destination, given, **expect):
        case = {"id": "T-1", "destination": destination, "given": given, "expect": expect}
        path = tmp_path / "cases.yaml"
        path.write_text(yaml.safe_dump({"meta": META, "cases": [case]}), encoding="utf-8")
        return str(next(iter(check_cases(path))))

    return line


def test_of_several_citizenships_the_highest_schedule_applies(judged):
    given = {**TEMPORARY, "stay_months": 7, "citizenship": [{"schedule": 1}, {"schedule": 2}]}

    assert judged("AU", given, required=["MEDICAL_EXAM", "CXR"], exact=True) == "T-1 ok"


@pytest.mark.parametrize("word", ["accountant", "pilot"])
def test_a_work_without_a_rule_brings_nothing_to_australia(judged, word):
    assert judged("AU", {**TEMPORARY, "occupation": word}, outcome="NOT_REQUIRED") == "T-1 ok"


def test_of_study_and_activity_the_one_with_more_tests_decides(judged):
    given = {**TEMPORARY, "study": "nursing", "activity": "childcare_trainee"}
    tests = ["MEDICAL_EXAM", "CXR", "HIV", "HBSAG", "HCV_AB"]

    assert judged("AU", given, required=tests, exact=True) == "T-1 ok"


def test_a_subclass_of_protection_makes_the_childs_test_due_whatever_the_schedule(judged):
    given = {"age": 6, "visa": "permanent", "subclass": 866, "citizenship": {"schedule": 1}, "exam": date(2025, 1, 10)}

    assert judged("AU", given, required=["MEDICAL_EXAM", "IGRA_OR_TST"], exact=True) == "T-1 ok"


@pytest.mark.parametrize(("left_at", "is_valid"), [("2024-09-04T10:00", True), ("2024-09-04T10:01", False)])
def test_the_departure_check_counts_elapsed_hours(judged, left_at, is_valid):
    given = {"visa": "humanitarian", "dhc_datetime": "2024-09-01T10:00", "departure_datetime": left_at}

    assert judged("AU", given, dhc_valid=is_valid) == "T-1 ok"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({**TEMPORARY, "visa": "pilgrim"}, "au_visa: unknown value 'pilgrim'"),
        ({**TEMPORARY, "citizenship": {"colour": 1}}, "unknown key citizenship.colour"),
        ({**TEMPORARY, "shoe_size": 43}, "unknown key shoe_size"),
        (
            {**TEMPORARY, "history": [{"schedule": 3, "from": date(2020, 1, 1), "to": date(2020, 2, 1)}]},
            "unknown value history.schedule=3",
        ),
    ],
)
def test_what_australia_does_not_know_fails_with_its_name(judged, given, message):
    assert judged("AU", given, outcome="NOT_REQUIRED") == f"T-1 FAIL {message}"


@pytest.mark.parametrize(("reported", "coded"), [(">90", 91), ("> 90", 91), ("97", 97), ("90.5", 91), (29.5, 30)])
def test_the_kidney_filtration_is_coded_as_a_whole_number(judged, reported, coded):
    assert judged("NZ", {**RESIDENCE, "egfr_reported": reported}, egfr_coded=coded) == "T-1 ok"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({**RESIDENCE, "egfr_reported": "<15"}, "unknown value egfr_reported=<15"),
        ({**RESIDENCE, "previous": {"issued": date(2024, 1, 1), "by": "clinic"}}, "unknown key previous.by"),
        ({**RESIDENCE, "previous": {"outcome": "fine"}}, "nz_previous_outcome: unknown value 'FINE'"),
        ({**RESIDENCE, "visa": "pilgrim"}, "nz_visa: unknown value 'pilgrim'"),
    ],
)
def test_what_new_zealand_does_not_know_fails_with_its_name(judged, given, message):
    assert judged("NZ", given, outcome="PENDING") == f"T-1 FAIL {message}"


def test_an_earlier_finding_that_was_not_acceptable_serves_nobody_again(judged):
    previous = {"issued": date(2024, 1, 10), "outcome": "not ASH"}
    given = {**RESIDENCE, "visa": "work", "stay_months": 24, "applied": date(2025, 1, 10), "previous": previous}

    assert judged("NZ", given, required=["MEDICAL_EXAM", "CXR", "BLOOD_PANEL_NZ"], exact=True) == "T-1 ok"
