"""Finds the fewest questions: a fact is asked only if some answer to it would change what is undecided.

What can still change is read from the diagrams of the question (charts.py). An unknown fact matters to a condition when
there are answers to the other questions that are being asked, such that the condition is unknown without this fact, is
true with one answer to it, and false with another. What nobody asks stays unknown: a result of a step that isn't
required, for example. For an outcome, the outcomes before it must be excluded as well.

An estimate (`Between`) counts as unknown within its bounds, and specimens as unknown until they are complete and final.
"""

from collections.abc import Mapping
from typing import Any

from pratique.rules.language.diagrams import NEVER, TooLarge
from pratique.rules.language.evaluation import Deciding
from pratique.rules.language.facts import Between
from pratique.rules.language.nodes import Node, names_in
from pratique.rules.requirements.charts import Chart, Sure, chart_of, renewed_chart
from pratique.rules.requirements.domains import Places
from pratique.rules.requirements.judgement import AskedQuestion
from pratique.rules.requirements.model import Question
from pratique.rules.requirements.words import vocabulary

LAST = "decision"
MOST_SITUATIONS = 1000  # kept a question; one holds a few kilobytes
NEEDS, HELD, OUTCOMES, ANSWERS = 0, 2, 7, 8  # places in what the compiled rules return

Target = tuple[int, int]


def unknown_facts(
    question: Question, facts: Mapping[str, Any], targets: Mapping[Target, Node]
) -> dict[Target, tuple[str, ...]]:
    """For every undecided condition, the unknown facts that can still change it, in the order of asking.

    For classes and outcomes only what no step asks already.
    """
    if not targets:
        return {}
    try:
        found = _settled(question, facts, targets)
    except TooLarge:
        # More questions than needed rather than none: everything of which an undecided condition speaks.
        return {target: _undecided(question, facts, node) for target, node in targets.items()}
    asked: set[str] = set()
    for target, names in found.items():
        if target[0] != NEEDS:
            found[target] = tuple(name for name in names if name not in asked)
        elif not names:
            found[target] = _undecided(question, facts, targets[target])
        asked |= set(found[target])
    return found


def asked_questions(
    unknown: Mapping[Target, tuple[str, ...]], labels: Mapping[Target, str], *, is_waiting: bool
) -> tuple[AskedQuestion, ...]:
    """Each fact once. Results come from their steps; a decision is asked when nothing else is left to know."""
    if not unknown:
        return ()
    known = vocabulary()
    undecided_steps = any(table == NEEDS for table, _ in unknown)
    decides: dict[str, list[str]] = {}
    for target, names in unknown.items():
        is_last = all(known[name].how == LAST for name in names) and (target[0] == NEEDS or not undecided_steps)
        for name in names:
            if not known[name].step and (known[name].how != LAST or (is_last and not is_waiting)):
                decides.setdefault(name, []).append(labels[target])
    order = {name: place for place, name in enumerate(known)}
    return tuple(
        AskedQuestion(
            fact=name,
            question=known[name].question,
            decides=tuple(decides[name]),
            home=known[name].home,
            shield=known[name].shield,
        )
        for name in sorted(decides, key=order.__getitem__)
    )


def is_settled(name: str, facts: Mapping[str, Any]) -> bool:
    value = facts.get(name)
    return vocabulary()[name].is_known(value) and not isinstance(value, Between)


def _settled(
    question: Question, facts: Mapping[str, Any], targets: Mapping[Target, Node]
) -> dict[Target, tuple[str, ...]]:
    """By the chart of the question; when it has grown too large over many people, by a new one."""
    try:
        chart = chart_of(question)
        with chart.lock:
            return _Asking(chart, facts).settled(targets)
    except TooLarge:
        chart = renewed_chart(question)
        with chart.lock:
            return _Asking(chart, facts).settled(targets)


def _undecided(question: Question, facts: Mapping[str, Any], node: Node) -> tuple[str, ...]:
    """What an undecided condition speaks of, where every answer decides it alike: any of them settles it."""
    atoms = Deciding(facts.get, vocabulary(), question.named).decide(node)[1]
    names = dict.fromkeys(name for atom in atoms for name in names_in(atom))
    return tuple(name for name in names if name in question.domains and not is_settled(name, facts))


class _Asking:
    """The questions to one person; what doesn't depend on the person is kept in the memory of the chart."""

    def __init__(self, chart: Chart, facts: Mapping[str, Any]) -> None:
        self.chart = chart
        self.facts = facts
        self.now = chart.places(facts)
        can_be = chart.diagrams.can_hold
        # Facts that contradict each other (a man who is pregnant) are taken as they were told.
        self.is_possible = all(can_be(diagram, self.now) for diagram in chart.consistent)
        self.open = frozenset(name for name in chart.domains if not is_settled(name, facts))
        self.situated: dict[str, tuple[bool, dict[int, tuple[int, ...]], Places, tuple[Any, ...]]] = {}

    def settled(self, targets: Mapping[Target, Node]) -> dict[Target, tuple[str, ...]]:
        """What matters; kept, since most people are in the same situation as somebody before them."""
        kept = self.chart.situations
        told = tuple((name, self.facts[name]) for name in self.chart.domains if self.facts.get(name) is not None)
        situation = (
            frozenset(self.now.items()),
            tuple((name, value) for name, value in told if name in self.open),
            tuple(targets),
        )
        if situation not in kept:
            if len(kept) >= MOST_SITUATIONS:
                kept.clear()
            kept[situation] = self.worked_out(targets)
        return dict(kept[situation])

    def worked_out(self, targets: Mapping[Target, Node]) -> dict[Target, tuple[str, ...]]:
        """Leaves out what doesn't matter until what is left depends on nothing that isn't asked."""
        found = {target: tuple(name for name in self.facts_of(target) if name in self.open) for target in targets}
        asked = frozenset(name for names in found.values() for name in names)
        while True:
            places = dict(self.now)
            if places[self.chart.unfinished] == (1,):
                del places[self.chart.unfinished]  # it may be finished later
            for name in asked:
                places |= self.chart.placed(name, self.completions(name, is_free=True))
            found = {
                target: tuple(name for name in names if self.chart.diagrams.can_hold(self.turns(target, name), places))
                for target, names in found.items()
            }
            still = frozenset(name for names in found.values() for name in names)
            if still == asked:
                return found
            asked = still

    def completions(self, name: str, *, is_free: bool = False) -> Places:
        """Where the fact may lie once it is known; free, also where it lies now."""
        value = self.facts.get(name)
        later = self.chart.domains[name].completions(value)
        if not is_free:
            return later
        now = [self.now.get(variable, ()) for variable in self.chart.variables[name]]
        return tuple(tuple({*one, *other}) for one, other in zip(now, later, strict=True))

    def facts_of(self, target: Target) -> tuple[str, ...]:
        memory = self.chart.memory
        if target not in memory:
            sure = undecided(self.chart, target)
            support = self.chart.diagrams.support
            spoken = self.chart.facts_in(support(sure.true) | support(sure.false))
            memory[target] = tuple(name for name in self.chart.domains if name in spoken)
        names: tuple[str, ...] = memory[target]
        return names

    def situation(self, name: str) -> tuple[bool, dict[int, tuple[int, ...]], Places, tuple[Any, ...]]:
        """Is the fact an estimate, where does it lie now, where may it lie later, and all this as a key."""
        # An estimate is unknown by being several values at once.
        is_estimate = isinstance(self.facts.get(name), Between)
        variables = [variable for variable in self.chart.variables[name] if variable in self.now]
        now = {} if is_estimate else {variable: self.now[variable] for variable in variables}
        later = self.completions(name)
        return is_estimate, now, later, (tuple(now.values()), later, self.is_possible)

    def turns(self, target: Target, name: str) -> int:
        """Where this fact decides the condition."""
        if name not in self.situated:
            self.situated[name] = self.situation(name)
        is_estimate, now, later, place = self.situated[name]
        key = (target, name, place)
        memory = self.chart.memory
        if key not in memory:
            whole = Sure(NEVER, NEVER) if is_estimate else undecided(self.chart, target)
            sure = conditions(self.chart, target)
            if self.is_possible:
                sure = Sure(self.chart.possible(sure.true), self.chart.possible(sure.false))
            memory[key] = self.chart.turning(sure, whole, name, now, later)
        diagram: int = memory[key]
        return diagram


def undecided(chart: Chart, target: Target) -> Sure:
    """The condition for which the target stands."""
    table, place = target
    if table == ANSWERS:
        return chart.sure(chart.question.answers[place].when)
    return (chart.needs if table == NEEDS else chart.held if table == HELD else chart.outcomes)[place]


def conditions(chart: Chart, target: Target) -> Sure:
    """Where the condition decides: for an outcome only after all before it were excluded."""
    table, place = target
    return chart.deciding[place] if table == OUTCOMES else undecided(chart, target)
