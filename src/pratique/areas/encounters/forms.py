"""Reads what a browser or a program sent: answers as typed, right or wrong, or a clear refusal."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from pratique.areas.encounters.actions.answers import (
    MAXIMUM_BYTES,
    Answer,
    refuse_too_long,
    refuse_unreadable,
    storable,
)

NOT_ANSWERS = frozenset({"csrfmiddlewaretoken", "submission_key", "draft_version", "expected_entry", "second"})
LARGEST_VERSION = 10**9


@dataclass(frozen=True, kw_only=True)
class SentDraft:
    """What a page sends while somebody types: the answers, and the version that they build on (0: none yet)."""

    answers: dict[str, Answer]
    version: int


def read_draft(request: HttpRequest) -> SentDraft:
    """The draft in the request's body, as JSON `{"answers": {...}, "version": n}` or as the fields of the form."""
    if request.content_type == "application/json":
        return draft_from_json(request.body)
    return SentDraft(answers=typed_answers(request.POST), version=_version(request.POST.get("draft_version", "")))


def draft_from_json(body: bytes) -> SentDraft:
    """The draft in a JSON text. Whatever the text is, the outcome is a draft or a refusal."""
    if len(body) > MAXIMUM_BYTES:
        refuse_too_long()
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        refuse_unreadable()
    if not isinstance(sent, dict) or set(sent) != {"answers", "version"}:
        refuse_unreadable()
    return SentDraft(answers=storable(sent["answers"]), version=_version(sent["version"]))


def typed_answers(fields: QueryDict) -> dict[str, Answer]:
    """A form's fields as answers: one text, or a list where the field was sent several times."""
    answers: dict[str, Answer] = {}
    for name, values in fields.lists():
        if name not in NOT_ANSWERS:
            answers[name] = str(values[0]) if len(values) == 1 else [str(value) for value in values]
    return storable(answers)


def _version(sent: Any) -> int:
    if isinstance(sent, str) and sent.isascii() and sent.isdigit() and len(sent) < len(str(LARGEST_VERSION)):
        return int(sent)
    if isinstance(sent, int) and not isinstance(sent, bool) and 0 <= sent < LARGEST_VERSION:
        return sent
    refuse_unreadable()
