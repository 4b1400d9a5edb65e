"""`pratique rules` says one line a case, decides in JSON, and refuses what it can't judge with a sentence."""

import json

import pytest

from pratique.config.cli import main

CASE = """
jurisdiction: US
cases:
- id: T-1
  edition: US-TB-2018
  input: {age: 34, incidence: 150}
  required_tests: [history, physical_exam, cxr]
  results: {cxr: normal}
  expected: {classes: [TB_A], clearance: cleared}
"""


@pytest.fixture
def file(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_a_failing_case_is_a_line_a_summary_and_exit_code_one(file, capsys):
    code = main(["rules", "check-cases", file("cases.yaml", CASE)])

    assert code == 1
    assert capsys.readouterr().out.splitlines() == [
        "T-1 FAIL expected classes=[TB_A] got classes=[TB_NONE]",
        "0 passed, 1 failed",
    ]


def test_a_decision_is_json_with_reasons_and_questions(file, capsys):
    facts = {"age": 8, "who_incidence": 150, "history_taken": True, "physical_exam_done": True}

    code = main(["rules", "decide", "--edition", "US-TB-2018", "--facts", file("facts.json", json.dumps(facts))])

    answer = json.loads(capsys.readouterr().out)
    assert code == 0
    assert [item["code"] for item in answer["required"]] == ["history", "physical_exam", "igra"]
    assert [reason["fact"] for reason in answer["required"][2]["because"]] == ["age", "who_incidence"]
    assert [item["code"] for item in answer["not_required"]] == ["tst_or_igra"]
    assert answer["unknown"][0]["code"] == "cxr"
    assert "hiv_known" in {question["fact"] for question in answer["unknown"][0]["questions"]}
    assert (answer["classification"], answer["clearance"], answer["valid_until"]) == (None, "pending", None)


def test_a_date_of_the_exam_gives_the_last_valid_day(file, capsys):
    facts = {
        "concluded_classes": ["TB_NONE"],
        "hiv_known": False,
        "exam_on": "2023-08-31",
        "departure_on": "2024-02-01",
    }
    path = file("facts.json", json.dumps(facts))

    main(["rules", "decide", "--edition", "US-TB-2018", "--question", "validity", "--facts", path])

    assert json.loads(capsys.readouterr().out)["valid_until"] == "2024-02-29"


@pytest.mark.parametrize(
    ("edition", "text", "sentence"),
    [
        ("US-TB-1871", "{}", "Edition US-TB-1871 is not present."),
        ("US-TB-2018", '{"shoe_size": 43}', "the vocabulary has no fact 'shoe_size'"),
        ("US-TB-2018", "[1]", "can't be read as facts"),
        ("US-TB-2018", "{", "can't be read as facts"),
    ],
)
def test_what_cannot_be_judged_is_refused_with_a_sentence(file, capsys, edition, text, sentence):
    code = main(["rules", "decide", "--edition", edition, "--facts", file("facts.json", text)])

    printed = capsys.readouterr()
    assert code == 2
    assert printed.out == ""
    assert sentence in printed.err


def test_a_file_that_is_no_worked_case_is_refused(file, capsys):
    code = main(["rules", "check-cases", file("cases.yaml", "- nothing")])

    assert code == 2
    assert "can't be read as worked cases" in capsys.readouterr().err


def test_the_pages_of_the_rules_are_those_in_the_repository(capsys):
    assert main(["rules", "docs", "--check"]) == 0
