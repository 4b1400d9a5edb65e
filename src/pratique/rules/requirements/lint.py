"""Looks for what a reader would miss: rows that nobody can reach, people without an answer, unused words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from pratique.rules.language.nodes import Literal, names_in
from pratique.rules.requirements.loading import edition_words, editions
from pratique.rules.requirements.model import Edition, Question
from pratique.rules.requirements.words import vocabulary

MOST_COMBINATIONS = 40_000
ABSENT = object()


@dataclass(frozen=True, kw_only=True, slots=True)
class LintReport:
    edition: str
    problems: tuple[str, ...]
    combinations: int


def lint() -> Iterator[LintReport]:
    """Every edition present; loading alone checks words, types, texts in four languages and sources."""
    for edition in editions():
        yield lint_edition(edition)


def lint_edition(edition: Edition) -> LintReport:
    problems = list(_unused(edition))
    tried = 0
    for question in edition.questions.values():
        found, combinations = _unreached(question)
        problems += [f"{question.code}: {problem}" for problem in found]
        tried += combinations
    return LintReport(edition=edition.code, problems=tuple(problems), combinations=tried)


def _unused(edition: Edition) -> Iterator[str]:
    """Parameters and definitions that no condition speaks of."""
    words = edition_words(edition.code)
    yield from (f"parameter {name} is never used" for name in edition.parameters if name not in words)
    for question in edition.questions.values():
        spoken = set(_spoken(question))
        yield from (
            f"{question.code}: definition {row.name} is never used"
            for row in question.definitions
            if row.name not in spoken
        )


def _spoken(question: Question) -> Iterator[str]:
    for node in question.named.values():
        yield from names_in(node)
    rows: tuple[Any, ...] = (*question.validity, *question.anchors, *question.outcomes, *question.answers)
    for row in rows:
        yield from names_in(row.when)
    for item in question.items:
        yield from names_in(item.done)


def _unreached(question: Question) -> tuple[list[str], int]:
    """Tries corner values of all facts: every combination where they are few, an even sample where they are many."""
    seen: set[tuple[str, Any]] = set()
    without: Mapping[str, Any] | None = None
    count = 0
    for facts in _people(question):
        count += 1
        needs, _, held, months, _, _, _, outcomes, answers = question.run(facts.get)
        seen |= {(f"need {row.id}", need) for row, need in zip(question.items, needs, strict=True)}
        seen |= {(f"class {row.code}", at) for row, at in zip(question.classes, held, strict=True)}
        seen |= {
            (f"{row.key} {place}", at) for place, (row, at) in enumerate(zip(question.answers, answers, strict=True))
        }
        seen.add(("months", months))
        first = next((place for place, at in enumerate(outcomes) if at is True), None)
        seen.add(("outcome", first))
        if first is None and None not in outcomes and _answers_everybody(question):
            without = without or dict(facts)
    problems = list(_never(question, seen))
    if without is not None:
        problems.append(f"nobody answers a person with {without}")
    return problems, count


def _never(question: Question, seen: set[tuple[str, Any]]) -> Iterator[str]:
    wanted = [
        *((f"need {row.id}", True, f"{row.id} is never required") for row in question.items),
        *(
            (f"need {row.id}", False, f"{row.id} is always required, although it has a condition")
            for row in question.items
            if row.when != Literal(True)
        ),
        *((f"class {row.code}", True, f"class {row.code} is never given") for row in question.classes),
        *(
            ("outcome", place, f"outcome {row.value} is never given")
            for place, row in enumerate(question.outcomes)
            if not row.waits
        ),
        *(
            (f"{row.key} {place}", True, f"answer {row.key} {row.value or ''} is never given")
            for place, row in enumerate(question.answers)
        ),
        *(("months", row.months, f"a validity of {row.months} months is never given") for row in question.validity),
    ]
    yield from (problem for what, answer, problem in wanted if (what, answer) not in seen)


def _answers_everybody(question: Question) -> bool:
    return any(outcome.releases for outcome in question.outcomes)


def _people(question: Question) -> Iterator[dict[str, Any]]:
    choices = {name: _corners(question, name) for name in question.facts}
    total = 1
    for values in choices.values():
        total *= len(values)
    if total <= MOST_COMBINATIONS:
        yield from (_combination(choices, number) for number in range(total))
        return
    # The same seed always: a finding can be found again.
    dice = Random(2018)  # noqa: S311
    for _ in range(MOST_COMBINATIONS):
        yield _combination(choices, dice.randrange(total))


def _combination(choices: Mapping[str, list[Any]], number: int) -> dict[str, Any]:
    person: dict[str, Any] = {}
    for name, values in choices.items():
        number, place = divmod(number, len(values))
        if values[place] is not ABSENT:
            person[name] = values[place]
    return person


def _corners(question: Question, name: str) -> list[Any]:
    """The corner values; for specimens also too few and not final; results may be absent."""
    fact = vocabulary()[name]
    values = list(question.domains[name])
    if fact.type == "specimens":
        values += [(values[0][0],), *((one,) * fact.specimens for one in sorted(fact.not_final))]
    return [*values, ABSENT] if fact.step or name == "certificate_issued_on" else values
