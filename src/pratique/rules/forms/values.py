"""From what a page, a phone or a program sends to the value of an answer, or the problem with it."""

import math
import unicodedata
from datetime import date
from typing import Any

from pratique.rules.forms.model import UNKNOWN, Limits, Problem, Question

LONGEST_LINE = 500
LONGEST_TEXT = 5000
LARGEST_NUMBER = 1_000_000_000
LONGEST_NUMBER = 40
EARLIEST_DATE = date(1900, 1, 1)
_YES = {"yes": True, "true": True, "on": True, "no": False, "false": False}


class NotAnAnswer(Exception):
    """Carries the problem from where it is seen to where problems are collected."""

    def __init__(self, question: Question, code: str, **details: str) -> None:
        super().__init__(code)
        self.problem = Problem(question=question.code, code=code, **details)


def is_empty(raw: Any) -> bool:
    """Nothing was answered: no value, no text, nothing chosen."""
    if isinstance(raw, str):
        return not raw.strip()
    return raw is None or (isinstance(raw, list | tuple) and all(is_empty(one) for one in raw))


def typed(question: Question, raw: Any) -> Any:
    """The plain JSON value of an answer that is not empty; raises NotAnAnswer."""
    if question.kind == "multi_choice":
        return _choices(question, raw)
    if isinstance(raw, list | tuple):
        if len(raw) != 1:
            raise NotAnAnswer(question, "several_values")
        raw = raw[0]
    return _KINDS[question.kind](question, raw)


def _yes_no(question: Question, raw: Any) -> bool | str:
    if isinstance(raw, bool):
        return raw
    word = raw.strip().lower() if isinstance(raw, str) else ""
    if word == UNKNOWN:
        return UNKNOWN
    if word not in _YES:
        raise NotAnAnswer(question, "not_a_choice", found=_shown(raw))
    return _YES[word]


def _choice(question: Question, raw: Any) -> str:
    value = raw.strip() if isinstance(raw, str) else raw
    if not isinstance(value, str) or value not in {option.value for option in question.options}:
        raise NotAnAnswer(question, "not_a_choice", found=_shown(raw))
    return value


def _choices(question: Question, raw: Any) -> list[str]:
    several = raw if isinstance(raw, list | tuple) else [raw]
    chosen = {_choice(question, one) for one in several if not is_empty(one)}
    if len(chosen) > 1 and any(option.exclusive and option.value in chosen for option in question.options):
        raise NotAnAnswer(question, "exclusive_choice")
    return [option.value for option in question.options if option.value in chosen]


def _number(question: Question, raw: Any) -> int | float:
    number = _parsed_number(raw)
    if number is None or not math.isfinite(number) or abs(number) > LARGEST_NUMBER:
        raise NotAnAnswer(question, "not_a_number", found=_shown(raw))
    if number == int(number):
        return int(number)
    if question.whole:
        raise NotAnAnswer(question, "not_whole", found=_shown(raw))
    return number


def _parsed_number(raw: Any) -> float | None:
    """A comma, the Arabic decimal sign and the digits of any script are understood; signs of grouping are not."""
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        return None
    if not isinstance(raw, str):
        return float(raw) if abs(raw) <= LARGEST_NUMBER else None
    text = "".join(str(unicodedata.digit(sign, sign)) for sign in raw.strip()[: LONGEST_NUMBER + 1])
    text = text.replace("٫", ".").replace(",", ".")
    if len(text) > LONGEST_NUMBER or not text.isascii() or not text.removeprefix("-").replace(".", "", 1).isdigit():
        return None
    return float(text)


def _date(question: Question, raw: Any) -> str:
    text = raw.strip() if isinstance(raw, str) else ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NotAnAnswer(question, "not_a_date", found=_shown(raw)) from None
    if day < EARLIEST_DATE:
        raise NotAnAnswer(question, "not_a_date", found=_shown(raw))
    return day.isoformat()


def _text(question: Question, raw: Any) -> str:
    if not isinstance(raw, str):
        raise NotAnAnswer(question, "not_a_text", found=_shown(raw))
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n").strip())
    longest = LONGEST_TEXT if question.kind == "textarea" else LONGEST_LINE
    if len(text) > longest:
        raise NotAnAnswer(question, "text_too_long", found=str(len(text)), maximum=str(longest))
    allowed = "\n\t" if question.kind == "textarea" else "\t"
    if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in allowed for sign in text):
        raise NotAnAnswer(question, "text_not_allowed")
    return text


_KINDS = {"yes_no": _yes_no, "choice": _choice, "number": _number, "date": _date, "text": _text, "textarea": _text}


def refuse_outside(question: Question, number: float, limits: Limits | None) -> None:
    """Hard limits: such a value cannot be right."""
    if limits is not None and not _is_within(number, limits.hard_minimum, limits.hard_maximum):
        raise NotAnAnswer(
            question, "outside_limits", **_bounds(question, number, limits.hard_minimum, limits.hard_maximum)
        )


def unusual(question: Question, number: float, limits: Limits | None) -> Problem | None:
    """Soft limits: such a value can be right, and somebody confirms it."""
    if limits is None or _is_within(number, limits.soft_minimum, limits.soft_maximum):
        return None
    bounds = _bounds(question, number, limits.soft_minimum, limits.soft_maximum)
    return Problem(question=question.code, code="unusual", **bounds)


def _is_within(number: float, minimum: float | None, maximum: float | None) -> bool:
    return (minimum is None or number >= minimum) and (maximum is None or number <= maximum)


def _bounds(question: Question, number: float, minimum: float | None, maximum: float | None) -> dict[str, str]:
    return {
        "found": f"{number:g}",
        "minimum": "" if minimum is None else f"{minimum:g}",
        "maximum": "" if maximum is None else f"{maximum:g}",
        "unit": question.unit,
    }


def _shown(raw: Any) -> str:
    return raw.strip()[:60] if isinstance(raw, str) and raw.isprintable() else ""
