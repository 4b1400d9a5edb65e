"""Reads what a browser or a program sent: answers as typed, right or wrong, or a clear refusal."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict

from pratique.areas.encounters.queries.answers import (
    MAXIMUM_BYTES,
    Answer,
    refuse_too_long,
    refuse_unreadable,
    storable,
    typed_answers,
)

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


@dataclass(frozen=True, kw_only=True)
class FilledForm:
    """What a page sends when a form is submitted."""

    answers: dict[str, Answer]
    expected_entry: str
    draft_version: int
    key: str


def read_filled_form(fields: QueryDict) -> FilledForm:
    """The fields of a submitted form."""
    return FilledForm(
        answers=typed_answers(fields),
        expected_entry=fields.get("expected_entry", "")[:16],
        draft_version=_version(fields.get("draft_version") or "0"),
        key=fields.get("submission_key", "")[:64],
    )


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


def _version(sent: Any) -> int:
    if isinstance(sent, str) and sent.isascii() and sent.isdigit() and len(sent) < len(str(LARGEST_VERSION)):
        return int(sent)
    if not isinstance(sent, int) or isinstance(sent, bool) or not 0 <= sent < LARGEST_VERSION:
        refuse_unreadable()
    return sent
