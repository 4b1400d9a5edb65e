"""The sentences for what is wrong with a zone, in every interface language: made at the door, never in the reader."""

import tomllib
from importlib.resources import files

from pratique.rules.mrz.model import MrzProblem

_TEXTS = tomllib.loads(files(__package__).joinpath("problems.toml").read_text("utf-8"))

SENTENCES: dict[str, dict[str, str]] = _TEXTS["problems"]
FIELD_NAMES: dict[str, dict[str, str]] = _TEXTS["fields"]


def problem_sentence(problem: MrzProblem, language: str) -> str:
    """Whole sentences that say what is wrong, where, and what to do; lines and characters count from 1."""
    span = problem.span
    return SENTENCES[problem.code][language].format(
        field=FIELD_NAMES[problem.field or "line"][language],
        found=problem.found,
        expected=problem.expected,
        line=span.line + 1 if span else "",
        position=span.start + 1 if span else "",
    )
