"""Finds a person for whom a claim holds, or proves that there is none: the witness of a finding about an edition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any

from pratique.rules.language.diagrams import NEVER
from pratique.rules.language.evaluation import value_of
from pratique.rules.language.facts import NUMBERS
from pratique.rules.language.nodes import Name
from pratique.rules.requirements.charts import MONTHS, UNTIL, Chart
from pratique.rules.requirements.domains import ABSENT
from pratique.rules.requirements.lines import Line
from pratique.rules.requirements.words import vocabulary


@dataclass(frozen=True, kw_only=True, slots=True)
class Witness:
    """Facts of a person; not confirmed where the values that conditions compare with each other weren't found."""

    facts: Mapping[str, Any]
    is_confirmed: bool

    def __str__(self) -> str:
        told = ", ".join(f"{name} {_said(value)}" for name, value in self.facts.items()) or "nothing known"
        return told if self.is_confirmed else f"{told} (with dates or figures that weren't found)"


def find(chart: Chart, diagram: int) -> Witness | None:
    """A person for whom the diagram holds; none where there can't be one."""
    for parts in _cases(chart, chart.possible(diagram)):
        places = chart.diagrams.example(parts)
        if places is not None:
            return _person(chart, places, diagram)
    return None


def _cases(chart: Chart, diagram: int) -> Iterator[tuple[int, ...]]:
    """What must hold at once: where "unfinished" is spoken of, something is open, or nothing is."""
    diagrams = chart.diagrams
    if chart.unfinished not in diagrams.support(diagram):
        yield (diagram,)
        return
    finished, unfinished = (diagrams.some(diagram, {chart.unfinished: (value,)}) for value in (0, 1))
    if finished != NEVER:
        yield (finished, *(diagrams.negated(is_open) for _, is_open in chart.open))
    for _, is_open in chart.open:
        if unfinished != NEVER and is_open != NEVER:
            yield unfinished, is_open


def _person(chart: Chart, places: Mapping[int, int], diagram: int) -> Witness:
    told = {}
    for name, its in chart.domains.items():
        value = its.value([places.get(variable, ABSENT) for variable in chart.variables[name]])
        if value is not None:
            told[name] = value
    for facts in _with_lines(chart, told, places):
        if chart.diagrams.can_hold(diagram, chart.places(facts)):
            return Witness(facts=facts, is_confirmed=True)
    return Witness(facts=told, is_confirmed=False)


def _with_lines(chart: Chart, facts: dict[str, Any], places: Mapping[int, int]) -> Iterator[dict[str, Any]]:
    """The facts, and the facts with values near those with which conditions compare them."""
    lines = [line for line in chart.lines if line.variable in places]
    names = tuple(dict.fromkeys(name for line in lines for name in line.names if name in facts))
    options = []
    for name in names:
        own = chart.domains[name].places(facts[name])
        near = [value for value in _near(chart, lines, name, facts) if chart.domains[name].places(value) == own]
        options.append(tuple(dict.fromkeys([facts[name], *near])))
    for chosen in product(*options):
        yield {**facts, **dict(zip(names, chosen, strict=True))}


def _near(chart: Chart, lines: list[Line], name: str, facts: Mapping[str, Any]) -> Iterator[Any]:
    scope = dict(facts)
    _, _, _, scope[MONTHS], _, scope[UNTIL], *_ = chart.question.run(facts.get)
    step: Any = timedelta(days=1) if vocabulary()[name].type == "date" else 1
    for line in lines:
        if line.plain == Name(name):
            sides = [value_of(moved, scope.get) for _, moved in line.cuts]
        elif name in line.names:
            sides = [value_of(line.plain, scope.get)]
        else:
            continue
        for side in sides:
            if isinstance(side, date) or (side is not None and vocabulary()[name].type in NUMBERS):
                yield from (side - step, side, side + step)


def _said(value: Any) -> str:
    if isinstance(value, tuple):
        return "(" + ", ".join(str(one) for one in value) + ")"
    return str(value).lower() if isinstance(value, bool) else str(value)
