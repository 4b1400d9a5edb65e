"""The sentences for answers that cannot be taken, in every interface language."""

import tomllib
from importlib.resources import files

from pratique.rules.forms.model import Problem

SENTENCES: dict[str, dict[str, str]] = tomllib.loads(files(__package__).joinpath("problems.toml").read_text("utf-8"))


def problem_sentence(problem: Problem, language: str) -> str:
    """One whole sentence that says what to do; a limit that is open on one side has a sentence of its own."""
    code = problem.code
    if code in {"outside_limits", "unusual"} and not (problem.minimum and problem.maximum):
        code += "_above" if problem.maximum else "_below"
    return SENTENCES[code][language].format(
        found=problem.found,
        minimum=problem.minimum,
        maximum=problem.maximum,
        unit=problem.unit,
        question=problem.question,
    )
