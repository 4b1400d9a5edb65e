"""Reads what a browser or a program sent: answers as typed, right or wrong, or a clear refusal."""

import json
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from pratique.areas.encounters.queries.answers import (
    MAXIMUM_BYTES,
    Answer,
    draft_version,
    refuse_too_long,
    refuse_unreadable,
    storable,
    typed_answers,
    whole_number,
)


@dataclass(frozen=True, kw_only=True)
class SentDraft:
    """What a page sends while somebody types: the answers, and the version that they build on (0: none yet)."""

    answers: dict[str, Answer]
    version: int


def read_draft(request: HttpRequest) -> SentDraft:
    """The draft in the request's body, as JSON `{"answers": {...}, "version": n}` or as the fields of the form."""
    if request.content_type == "application/json":
        return draft_from_json(request.body)
    return SentDraft(answers=typed_answers(request.POST), version=whole_number(request.POST.get("draft_version")))


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
        draft_version=draft_version(fields),
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
    return SentDraft(answers=storable(sent["answers"]), version=whole_number(sent["version"]))
