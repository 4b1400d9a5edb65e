"""Answers before anybody judged them: plain values that can be kept exactly as typed, and compared."""

import json
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from pratique.areas.encounters.models import Companion
from pratique.foundation.actions import Refusal
from pratique.rules.forms import Form

Answer = str | int | float | bool | list[str] | None

MAXIMUM_BYTES = 256 * 1024
MAXIMUM_ANSWERS = 500
LARGEST_NUMBER = 10**15
LARGEST_VERSION = 10**9
NOT_ANSWERS = frozenset({"csrfmiddlewaretoken", "submission_key", "draft_version", "expected_entry", "second"})
RESERVED = ("in_room", "confirmed", "marked_normal")
TYPED = {True: "yes", False: "no"}


@dataclass(frozen=True, kw_only=True)
class Sent:
    """Answers as typed, apart from what the page says about them."""

    answers: dict[str, Answer]
    in_room: list[str]
    confirmed: frozenset[str]
    marked_normal: frozenset[str]


def split(answers: Mapping[str, Answer]) -> Sent:
    """The answers, and beside them `in_room`, `confirmed` and `marked_normal`."""
    return Sent(
        answers={name: value for name, value in answers.items() if name not in RESERVED},
        in_room=_codes(answers.get("in_room")),
        confirmed=frozenset(_codes(answers.get("confirmed"))),
        marked_normal=frozenset(_codes(answers.get("marked_normal"))),
    )


def room_problems(definition: Form, sent: Sent) -> list[str]:
    """`in_room` when the form must know who was there and does not, or is told what cannot be."""
    is_open = definition.asks_room and not sent.in_room
    is_contradiction = Companion.ALONE in sent.in_room and len(sent.in_room) > 1
    is_foreign = not set(sent.in_room) <= set(Companion.values)
    return ["in_room"] if is_open or is_contradiction or is_foreign else []


def differing(questions: Collection[str], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> frozenset[str]:
    """Those of the questions to which two sets of answers say different things."""
    return frozenset(code for code in questions if _as_text(mine.get(code)) != _as_text(theirs.get(code)))


def typed_answers(fields: QueryDict) -> dict[str, Answer]:
    """A form's fields as answers: one text, or a list where the field was sent several times."""
    answers: dict[str, Answer] = {}
    for name, values in fields.lists():
        if name not in NOT_ANSWERS:
            answers[name] = str(values[0]) if len(values) == 1 else [str(value) for value in values]
    return storable(answers)


def draft_version(fields: QueryDict) -> int:
    """The version of the draft that the form showed."""
    return whole_number(fields.get("draft_version") or "0")


def whole_number(sent: Any) -> int:
    """A count that a page sent. Refuses anything else."""
    if isinstance(sent, str) and sent.isascii() and sent.isdigit() and len(sent) < len(str(LARGEST_VERSION)):
        return int(sent)
    if not isinstance(sent, int) or isinstance(sent, bool) or not 0 <= sent < LARGEST_VERSION:
        refuse_unreadable()
    return sent


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
        _("The answers hold something that cannot be kept. Nothing was saved; correct it and try again."),
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


def _codes(value: Answer) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [code for code in listed if isinstance(code, str) and code]


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return TYPED[value]
    if isinstance(value, list):
        return "\n".join(sorted(str(item) for item in value))
    return "" if value is None else str(value)
