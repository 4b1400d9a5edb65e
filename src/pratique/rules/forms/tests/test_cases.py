"""The worked cases beside the definitions: what is shown, refused, confirmed, and which facts come out."""

import tomllib
from datetime import date

import pytest

from pratique.rules.forms import all_normal, check, form, shown
from pratique.rules.forms.loader import FOLDER, definition_files

ON = date(2026, 11, 20)
FILES = sorted(FOLDER.glob("*.cases.toml"))
CASES = [
    (path.name.removesuffix(".cases.toml"), case)
    for path in FILES
    for case in tomllib.loads(path.read_text("utf-8"))["cases"]
]
KEYS = {
    "name", "recorded", "answers", "demanded", "confirmed", "all_normal", "shown", "problems", "to_confirm", "facts",
    "absent", "not_there", "hidden",
}  # fmt: skip


def judged(name, case):
    code, edition = name.split(".")
    definition = form(code, edition)
    recorded, demanded = case.get("recorded", {}), case.get("demanded", [])
    answers = case["answers"]
    if case.get("all_normal"):
        answers = answers | all_normal(definition, answers, recorded)
    checked = check(definition, answers, recorded, on=ON, confirmed=case.get("confirmed", []), demanded=demanded)
    found = {
        "shown": list(shown(definition, answers, recorded, demanded)),
        "problems": [[problem.question, problem.code] for problem in checked.problems],
        "to_confirm": [problem.question for problem in checked.to_confirm],
        "facts": {name: checked.facts.get(name) for name in case.get("facts", {})},
        "absent": [name for name in case.get("absent", []) if checked.facts[name] is None],
        "not_there": [name for name in case.get("not_there", []) if name not in checked.facts],
        "hidden": list(checked.hidden),
    }
    return {key: found[key] for key in found if key in case}


@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{name}: {case['name']}" for name, case in CASES])
def test_worked_cases_hold(name, case):
    assert set(case) <= KEYS
    assert judged(name, case) == {key: case[key] for key in judged(name, case)}


def test_every_definition_has_worked_cases():
    assert [path.name.replace(".cases.toml", ".toml") for path in FILES] == [path.name for path in definition_files()]
