"""What one destination asks of whom today, subject by subject."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pratique.areas.requirements.queries.book import (
    EditionRow,
    current_editions,
    destination_name,
    edition_row,
    require_reader,
    signatures_by_edition,
)
from pratique.areas.requirements.queries.differences import Differences, differences
from pratique.areas.requirements.queries.rows import (
    STANDING_SIGNS,
    STANDING_WORDS,
    RuleRow,
    caution_rows,
    question_title,
)
from pratique.foundation.actions.refusal import refuse_not_found
from pratique.foundation.actors.actor import Actor
from pratique.rules.language.nodes import Or
from pratique.rules.language.outline import Outline
from pratique.rules.requirements import Question
from pratique.rules.requirements.model import Item
from pratique.rules.requirements.spoken import outline_of


@dataclass(frozen=True, kw_only=True)
class AskedRow:
    """One thing asked, of whom, on whose word. Items that read the same are one row."""

    name: str
    why: str
    outline: Outline
    sources: tuple[str, ...]
    standing_word: Any
    sign: str


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The edition of one subject that applies today."""

    row: EditionRow
    questions: tuple[tuple[Any, tuple[AskedRow, ...]], ...]
    cautions: tuple[RuleRow, ...]
    differences: Differences | None


@dataclass(frozen=True, kw_only=True)
class DestinationPage:
    code: str
    name: str
    subjects: tuple[Subject, ...]


def destination_page(*, by: Actor, code: str, language: str) -> DestinationPage:
    """Every subject of a destination with its current edition in plain sentences."""
    require_reader(by)
    found = current_editions(code, by.today())
    if not found:
        refuse_not_found()
    signatures = signatures_by_edition(by)
    return DestinationPage(
        code=code,
        name=destination_name(code, language),
        subjects=tuple(
            Subject(
                row=edition_row(edition, signatures, language),
                questions=tuple(
                    (question_title(code), tuple(_asked(question, language)))
                    for code, question in edition.questions.items()
                    if question.items
                ),
                cautions=caution_rows(edition, language),
                differences=differences(edition, language),
            )
            for edition in found
        ),
    )


def _asked(question: Question, language: str) -> Iterator[AskedRow]:
    alike: dict[tuple[str, str], list[Item]] = {}
    for item in question.items:
        alike.setdefault((item.name[language], item.why[language]), []).append(item)
    for (name, why), items in alike.items():
        standing = min(item.standing for item in items)
        condition = items[0].when if len(items) == 1 else Or(tuple(item.when for item in items))
        yield AskedRow(
            name=name,
            why=why,
            outline=outline_of(condition, question, language),
            sources=tuple(dict.fromkeys(source for item in items for source in item.source)),
            standing_word=STANDING_WORDS[standing],
            sign=STANDING_SIGNS[standing],
        )
