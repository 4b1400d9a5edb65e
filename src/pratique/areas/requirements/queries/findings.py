"""What a judgement says, line by line: each with why, its sources and how sure they are."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from pratique.areas.requirements.queries.rows import STANDING_SIGNS, STANDING_WORDS, Source
from pratique.rules.requirements import Edition, JudgedItem, Judgement, Reason, Standing, vocabulary


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One line of the outcome, with why and where it comes from."""

    edition: str
    name: str
    why: str
    because: tuple[str, ...]
    sources: tuple[Source, ...]
    standing_word: Any
    sign: str
    is_open: bool
    waits_for: tuple[str, ...]


def findings(edition: Edition, items: Collection[JudgedItem], language: str) -> tuple[Finding, ...]:
    return tuple(finding(edition, item, language) for item in items)


def class_lines(edition: Edition, judgement: Judgement, language: str) -> tuple[Finding, ...]:
    return tuple(
        _line(edition, one.name, "", one.because, one.source, one.standing, language) for one in judgement.classes
    )


def clearance_line(edition: Edition, judgement: Judgement, language: str) -> Finding | None:
    if judgement.clearance is None:
        return None
    outcomes = edition.questions[judgement.question].outcomes
    # The same word may stand in several rows, each with its own source.
    chosen = (judgement.clearance, judgement.clearance_source)
    standing = next(one.standing for one in outcomes if (one.value, one.source) == chosen)
    return _line(
        edition,
        judgement.clearance_name,
        "",
        judgement.clearance_because,
        judgement.clearance_source,
        standing,
        language,
    )


def validity_line(edition: Edition, judgement: Judgement, language: str) -> Finding | None:
    found = judgement.validity
    if found is None:
        return None
    return _line(edition, {language: ""}, "", (), found.source, found.standing, language)


def finding(edition: Edition, item: JudgedItem, language: str) -> Finding:
    waits = [vocabulary()[name].label[language] for name in (*item.questions, *_awaited(item))]
    known = [reason for reason in item.because if reason.value is not None]
    return _line(
        edition, item.name, item.why[language], known, item.source, item.standing, language, item.is_open, waits
    )


def _awaited(item: JudgedItem) -> list[str]:
    """Facts that a step still has to bring before it is known whether this item is required."""
    unknown = [reason.fact for reason in item.because if reason.value is None]
    return [name for name in unknown if vocabulary()[name].step in item.awaits]


def _line(
    edition: Edition,
    name: Mapping[str, str],
    why: str,
    because: Collection[Reason],
    source: Collection[str],
    standing: Standing,
    language: str,
    is_open: bool = False,
    waits_for: Collection[str] = (),
) -> Finding:
    return Finding(
        edition=edition.code,
        name=name[language],
        why=why,
        because=tuple(reason.text(language) for reason in because),
        sources=tuple(
            Source(id=one, text=edition.sources[one].text, standing=edition.sources[one].standing) for one in source
        ),
        standing_word=STANDING_WORDS[standing],
        sign=STANDING_SIGNS[standing],
        is_open=is_open,
        waits_for=tuple(waits_for),
    )
