"""Proves of each edition what a reader can't see: that nobody is left without an answer, and that no row is idle.

Every question is taken as decision diagrams (charts.py), which hold all people at once, also those of whom something
is unknown. A finding names a person for whom it is so. Nothing is sampled: what isn't reported can't happen.
Comparisons of two dates or calculated figures are taken as independent of one another; a person for whom no such dates
could be found is named as such. A question too large for its diagrams is a problem: it isn't proved.

Nobody is without an answer: where every fact that matters is known, some outcome holds; where not, one waits.

A contradiction is what the edition says of one person and that can't both be followed:
- a release while an item is required and open, or isn't decided;
- a release by a row above a refusal that holds as well, of a person of whom the edition requires something (where
  nothing is required, the edition has nothing to refuse; the other outcomes give way to the first by their order);
- a class "none" of a topic beside another class of that topic;
- an answer that is both yes and no, or "none" beside another.

A row is idle when there is nobody for whom an item is required, or not required although it has a condition; a class,
outcome, answer or validity given. A question is idle when no row depends on its fact. A row that another reading of a
parameter brings to life is not idle: the reading is the edition's own, named choice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from pratique.rules.language.diagrams import TooLarge
from pratique.rules.language.nodes import Literal, names_in
from pratique.rules.requirements.charts import Chart
from pratique.rules.requirements.heads import heads
from pratique.rules.requirements.loading import edition_words, editions, read_edition
from pratique.rules.requirements.model import Edition, Question, Standing
from pratique.rules.requirements.people import Witness, find
from pratique.rules.requirements.topics import excludes

Rows = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LintReport:
    edition: str
    problems: tuple[str, ...]
    questions: int
    known_gaps: tuple[str, ...]


def lint() -> Iterator[LintReport]:
    """Every edition present; loading alone checks words, types, texts in four languages and sources."""
    for edition in editions():
        yield lint_edition(edition)


def lint_edition(edition: Edition) -> LintReport:
    problems = list(_unused(edition))
    try:
        charts = _charts(edition)
        problems += [f"{chart.question.code}: {problem}" for chart in charts for problem in _wrong(chart)]
        problems += _idle_in_every_reading(edition, charts)
    except TooLarge as limit:
        problems.append(f"not proved: its conditions need more than {limit} diagrams")
    return LintReport(
        edition=edition.code,
        problems=tuple(problems),
        questions=len(edition.questions),
        known_gaps=known_gaps(edition),
    )


def _wrong(chart: Chart) -> Iterator[str]:
    """What the question says to nobody, or says twice and otherwise."""
    yield from _without_answer(chart)
    yield from _released_too_early(chart)
    yield from _released_over_refusal(chart)
    yield from _classes_at_odds(chart)
    yield from _answers_at_odds(chart)


def known_gaps(edition: Edition) -> tuple[str, ...]:
    """Where sources are silent or disagree, by name: the parameters whose reading no source settles."""
    return tuple(name for name, one in edition.parameters.items() if one.standing <= Standing.PROVISIONAL)


def _unused(edition: Edition) -> Iterator[str]:
    """Parameters and definitions that no condition speaks of."""
    words = edition_words(edition.code) if edition.code in heads() else frozenset(edition.parameters)
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
    rows: Rows = (*question.validity, *question.anchors, *question.outcomes, *question.answers)
    for row in rows:
        yield from names_in(row.when)
    for item in question.items:
        yield from names_in(item.done)


def _without_answer(chart: Chart) -> Iterator[str]:
    outcomes = chart.question.outcomes
    if not any(row.releases for row in outcomes):
        return
    nobody = find(chart, chart.diagrams.both(*(sure.false for sure in chart.outcomes)))
    if nobody is not None:
        yield f"no outcome holds for a person with {nobody}"
    if not any(row.waits for row in outcomes):
        unsure = find(chart, chart.diagrams.either(*(chart.unknown(sure) for sure in chart.outcomes)))
        if unsure is not None:
            yield f"no outcome waits for what is unknown of a person with {unsure}"


def _released_too_early(chart: Chart) -> Iterator[str]:
    for row, sure in zip(chart.question.outcomes, chart.deciding, strict=True):
        if row.releases:
            # An open item makes the assessment unfinished; whether something else is open as well plays no part.
            given = chart.diagrams.some(sure.true, {chart.unfinished: (1,)})
            for item, (_, is_open) in zip(chart.question.items, chart.open, strict=False):
                person = find(chart, chart.diagrams.both(given, is_open))
                if person is not None:
                    yield f"outcome {row.value} releases while {item.id} is open, a person with {person}"


def _released_over_refusal(chart: Chart) -> Iterator[str]:
    outcomes, diagrams = chart.question.outcomes, chart.diagrams
    demanded = diagrams.either(*(need.true for need in chart.needs))
    for place, row in enumerate(outcomes):
        for later, below in enumerate(outcomes[place + 1 :], place + 1):
            if row.releases and not below.releases and not below.waits:
                together = diagrams.both(chart.deciding[place].true, chart.outcomes[later].true, demanded)
                person = find(chart, together)
                if person is not None:
                    yield f"outcome {row.value} releases although {below.value} holds, a person with {person}"


def _classes_at_odds(chart: Chart) -> Iterator[str]:
    rows = zip(chart.question.classes, chart.held, strict=True)
    for (one, mine), (other, its) in combinations(rows, 2):
        if excludes(one.code, other.code):
            person = find(chart, chart.diagrams.both(mine.true, its.true))
            if person is not None:
                yield f"class {one.code} stands beside {other.code} for a person with {person}"


def _answers_at_odds(chart: Chart) -> Iterator[str]:
    rows = zip(chart.question.answers, chart.answers, strict=True)
    for (one, mine), (other, its) in combinations(rows, 2):
        if one.key == other.key and _are_at_odds(one.value, other.value):
            person = find(chart, chart.diagrams.both(mine.true, its.true))
            if person is not None:
                yield f"answer {one.key} is {one.value} and {other.value} for a person with {person}"


def _are_at_odds(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is not other
    return isinstance(one, str) and isinstance(other, str) and excludes(one, other)


def _charts(edition: Edition) -> list[Chart]:
    """Charts of their own, which are forgotten with the report."""
    return [Chart(question) for question in edition.questions.values()]


def _idle_in_every_reading(edition: Edition, charts: list[Chart]) -> tuple[str, ...]:
    """What is idle with the parameters as they stand, and with every other reading that the edition names."""
    idle = _idle(charts)
    if idle and edition.code in heads():
        for parameter in edition.parameters.values():
            for reading in parameter.choices:
                if idle and reading != parameter.value:
                    other = _idle(_charts(read_edition(heads()[edition.code].path, {parameter.name: reading})))
                    idle = tuple(problem for problem in idle if problem in other)
    return idle


def _idle(charts: list[Chart]) -> tuple[str, ...]:
    return tuple(
        f"{chart.question.code}: {problem}" for chart in charts for problem in (*_idle_rows(chart), *_idle_facts(chart))
    )


def _idle_rows(chart: Chart) -> Iterator[str]:
    question, diagrams = chart.question, chart.diagrams
    claims: list[tuple[str, int]] = []
    for item, need in zip(question.items, chart.needs, strict=True):
        claims.append((f"{item.id} is never required", need.true))
        if item.when != Literal(True):
            claims.append((f"{item.id} is always required, although it has a condition", need.false))
    held = zip(question.classes, chart.held, strict=True)
    claims += [(f"class {row.code} is never given", sure.true) for row, sure in held]
    answers = zip(question.answers, chart.answers, strict=True)
    claims += [(f"answer {row.key} {row.value or ''} is never given", sure.true) for row, sure in answers]
    claims += [(f"a validity of {months} months is never given", given) for months, given in chart.months]
    for place, row in enumerate(question.outcomes):
        before = diagrams.both(*(diagrams.negated(sure.true) for sure in chart.outcomes[:place]))
        given = chart.deciding[place].true if row.releases else diagrams.both(before, chart.outcomes[place].true)
        if not row.waits:
            claims.append((f"outcome {row.value} is never given", given))
    yield from (problem for problem, diagram in claims if not _is_shown(find(chart, diagram)))


def _is_shown(person: Witness | None) -> bool:
    return person is not None and person.is_confirmed


def _idle_facts(chart: Chart) -> Iterator[str]:
    """Facts that would be asked for, and on whose answer nothing depends."""
    question = chart.question
    tables = (chart.needs, chart.done, chart.held, chart.outcomes, chart.answers)
    diagrams = [side for table in tables for sure in table for side in (sure.true, sure.false)]
    diagrams += [chart.anchored, *(given for _, given in chart.months)]
    used = chart.facts_in(variable for diagram in diagrams for variable in chart.diagrams.support(diagram))
    computed = {name for row in question.answers if row.compute is not None for name in names_in(row.compute)}
    idle = [name for name in question.facts if name not in used | computed | {question.classes_from}]
    yield from (f"nothing depends on {name}" for name in idle)
