"""What answers may look like before anybody judged them: plain values that can be kept exactly as typed."""

import json
import math
from typing import Any, NoReturn

from django.utils.translation import gettext_lazy as _

from pratique.foundation.actions import Refusal

Answer = str | int | float | bool | list[str] | None

MAXIMUM_BYTES = 256 * 1024
MAXIMUM_ANSWERS = 500
LARGEST_NUMBER = 10**15


def storable(answers: Any) -> dict[str, Answer]:
    """The answers, if they can be kept. Refuses other shapes, signs that no database stores, and far too much."""
    if not isinstance(answers, dict) or len(answers) > MAXIMUM_ANSWERS:
        refuse_unreadable()
    if not all(_is_text(name) and _is_answer(value) for name, value in answers.items()):
        refuse_unreadable()
    if len(json.dumps(answers, ensure_ascii=False).encode()) > MAXIMUM_BYTES:
        refuse_too_long()
    return answers


def refuse_unreadable() -> NoReturn:
    """Say that what arrived is no set of answers."""
    raise Refusal(
        "encounters.answers.unreadable",
        _("The answers hold something that cannot be kept. Nothing was saved; correct the marked answer and try again."),
    )


def refuse_too_long() -> NoReturn:
    """Say that there is far too much text."""
    raise Refusal(
        "encounters.answers.too_long",
        _("The answers are too long to keep. Nothing was saved; shorten the text and try again."),
    )


def _is_answer(value: Any) -> bool:
    if isinstance(value, list):
        return all(_is_text(item) for item in value)
    if isinstance(value, int | float):
        return math.isfinite(value) and abs(value) < LARGEST_NUMBER
    return value is None or _is_text(value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and "\x00" not in value and not any("\ud800" <= sign <= "\udfff" for sign in value)
