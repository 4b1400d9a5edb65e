"""What a new edition changes against the one before it: rows that came, went, or say something else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pratique.rules.requirements.heads import heads
from pratique.rules.requirements.model import Edition, Question, Texts

NAMELESS = frozenset({"definition", "validity"})  # known by their codes


class Kind(StrEnum):
    CAME = "came"
    WENT = "went"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One row of an edition that differs. `before`, `after`: its conditions (nodes), or a parameter's readings."""

    kind: Kind
    part: str
    code: str
    question: str
    name: Texts
    before: Any
    after: Any


def edition_before(edition: Edition) -> str | None:
    """The code of the edition of the same family that this one follows; none for the first."""
    codes = [head.code for head in heads().values() if head.family == edition.family]
    place = codes.index(edition.code) if edition.code in codes else 0
    return codes[place - 1] if place else None


def changes(before: Edition, after: Edition) -> tuple[Change, ...]:
    """Items first, then classes, outcomes, validity and further answers, then parameters; in the order of the files."""
    found: list[Change] = []
    for code in dict.fromkeys([*after.questions, *before.questions]):
        earlier, later = before.questions.get(code), after.questions.get(code)
        for part, rows in PARTS.items():
            found += _row_changes(part, code, rows(earlier) if earlier else {}, rows(later) if later else {})
    return (*found, *_parameter_changes(before, after))


def _numbered(keys: Sequence[str], rows: Sequence[Any]) -> dict[str, Any]:
    """Rows by key; rows that share one are told apart by their number."""
    found: dict[str, Any] = {}
    for key, row in zip(keys, rows, strict=True):
        found[key if key not in found else f"{key} ({1 + sum(one.startswith(key) for one in found)})"] = row
    return found


# A change of a definition is told once, not again for every row that speaks of it.
PARTS: Mapping[str, Callable[[Question], Mapping[str, Any]]] = {
    "item": lambda question: _numbered([row.id for row in question.items], question.items),
    "class": lambda question: _numbered([row.code for row in question.classes], question.classes),
    "outcome": lambda question: _numbered([row.value for row in question.outcomes], question.outcomes),
    "definition": lambda question: {row.name: row for row in question.definitions},
    "validity": lambda question: _numbered([str(row.months) for row in question.validity], question.validity),
    "answer": lambda question: _numbered(
        [f"{row.key} {row.value}" if row.value is not None else row.key for row in question.answers], question.answers
    ),
}


def _row_changes(part: str, question: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for code in dict.fromkeys([*after, *before]):
        old, new = before.get(code), after.get(code)
        if old is not None and new is not None and old.text == new.text:
            continue
        kind = Kind.CAME if old is None else Kind.WENT if new is None else Kind.CHANGED
        yield Change(
            kind=kind,
            part=part,
            code=code,
            question=question,
            name={} if part in NAMELESS else getattr(new or old, "name", {}),
            before=old.when if old is not None else None,
            after=new.when if new is not None else None,
        )


def _parameter_changes(before: Edition, after: Edition) -> Iterator[Change]:
    for code in dict.fromkeys([*after.parameters, *before.parameters]):
        old, new = before.parameters.get(code), after.parameters.get(code)
        if old is not None and new is not None and old.value == new.value:
            continue
        one = new or old
        if one is not None:
            kind = Kind.CAME if old is None else Kind.WENT if new is None else Kind.CHANGED
            yield Change(
                kind=kind,
                part="parameter",
                code=code,
                question="",
                name=one.meaning,
                before=old.value if old else None,
                after=new.value if new else None,
            )
