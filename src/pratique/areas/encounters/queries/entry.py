"""One submitted form as a page: answers in words, who was in the room, and what corrections changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pratique.areas.encounters.models import Companion, Entry
from pratique.areas.encounters.queries.asking import Asking, asking_of, purpose_sentence
from pratique.areas.encounters.queries.contacts import entry_by_number, form_or_not_found, versions_of
from pratique.areas.encounters.queries.words import answer_words
from pratique.foundation.actors.actor import Actor
from pratique.rules.forms import Form
from pratique.rules.language.facts import LANGUAGES


@dataclass(frozen=True, kw_only=True)
class AnswerRow:
    """One answer in words."""

    code: str
    label: str
    words: str
    purpose: str
    is_marked_normal: bool
    is_confirmed: bool


@dataclass(frozen=True, kw_only=True)
class AnswerSection:
    """Answers under one heading."""

    title: str
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True, kw_only=True)
class ChangedRow:
    """One answer that a correction changed."""

    text: str
    before: str
    after: str
    changed: bool = True


@dataclass(frozen=True, kw_only=True)
class VersionRow:
    """One version of the entry, with what it changed in the version before."""

    number: str
    by: str
    at: datetime
    changes: tuple[ChangedRow, ...]
    is_shown: bool


@dataclass(frozen=True, kw_only=True)
class EntryPage:
    """Everything the page of one entry shows."""

    number: str
    person_number: str
    encounter_number: str
    form_code: str
    title: str
    by: str
    at: datetime
    in_room: tuple[str, ...]
    sections: tuple[AnswerSection, ...]
    corrected_by: str
    is_corrected_here: bool
    versions: tuple[VersionRow, ...]


def entry_page(*, by: Actor, number: str, language: str) -> EntryPage:
    """The entry with that number and its corrections, in words."""
    words = language if language in LANGUAGES else LANGUAGES[0]
    entry = entry_by_number(by=by, number=number)
    definition = form_or_not_found(entry.form_code, entry.form_edition)
    companions = dict(Companion.choices)
    later: Entry | None = getattr(entry, "corrected_by", None)
    return EntryPage(
        number=entry.number,
        person_number=entry.person.number,
        encounter_number=entry.encounter.number,
        form_code=entry.form_code,
        title=definition.title[words],
        by=entry.by.name if entry.by else "",
        at=entry.submitted_at,
        in_room=tuple(str(companions.get(code, code)) for code in entry.in_room),
        sections=tuple(_sections(entry, definition, asking_of(entry.encounter), words)),
        corrected_by=later.number if later else "",
        is_corrected_here=later is None and not entry.encounter.is_of_assessment,
        versions=tuple(_versions(versions_of(by=by, entry=entry), entry, definition, words)),
    )


def _sections(entry: Entry, definition: Form, asking: Asking, language: str) -> Iterator[AnswerSection]:
    for section in definition.sections:
        rows = tuple(
            AnswerRow(
                code=question.code,
                label=question.label[language],
                words=answer_words(question, entry.answers[question.code], language),
                purpose=purpose_sentence(question, asking, language),
                is_marked_normal=question.code in entry.marked_normal,
                is_confirmed=question.code in entry.confirmed,
            )
            for question in section.questions
            if question.code in entry.answers
        )
        if rows:
            yield AnswerSection(title=section.title[language], rows=rows)


def _versions(versions: list[Entry], shown: Entry, definition: Form, language: str) -> Iterator[VersionRow]:
    for version in versions:
        earlier: Mapping[str, Any] = version.corrected_from.answers if version.corrected_from else {}
        yield VersionRow(
            number=version.number,
            by=version.by.name if version.by else "",
            at=version.submitted_at,
            changes=tuple(_changes(earlier, version.answers, definition, language)) if version.corrected_from else (),
            is_shown=version.pk == shown.pk,
        )


def _changes(
    before: Mapping[str, Any], after: Mapping[str, Any], definition: Form, language: str
) -> Iterator[ChangedRow]:
    for question in definition.questions:
        if before.get(question.code) != after.get(question.code):
            yield ChangedRow(
                text=question.label[language],
                before=answer_words(question, before.get(question.code), language),
                after=answer_words(question, after.get(question.code), language),
            )
