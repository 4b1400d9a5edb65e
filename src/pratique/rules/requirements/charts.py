"""One question of an edition as decision diagrams: each row for everybody at once, who knows what of whom included.

Every condition becomes two diagrams, one that holds where it is surely true and one where it is surely false; where
neither holds it is unknown. A comparison of two facts, or with a value calculated from several, is a variable of its
own (below, equal, above; one for all comparisons of the same two values moved by months, or by days). That variable is
taken as independent of the others: a chart may hold a combination that no calendar gives, and never lacks one.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any

from pratique.rules.language.diagrams import ALWAYS, NEVER, Diagrams
from pratique.rules.language.evaluation import COMPARE
from pratique.rules.language.nodes import (
    And,
    Atom,
    Compare,
    Has,
    Literal,
    Name,
    Node,
    Not,
    Or,
    Surely,
    atoms_in,
    names_in,
)
from pratique.rules.requirements.consistency import consistent
from pratique.rules.requirements.domains import ABSENT, Domain, ManyVariables, OneVariable, Places, domain
from pratique.rules.requirements.lines import lines_of, ways
from pratique.rules.requirements.model import Question
from pratique.rules.requirements.words import vocabulary

MONTHS, UNTIL, UNFINISHED = "validity_months", "valid_until", "unfinished"


@dataclass(frozen=True, slots=True)
class Sure:
    """Where a condition is surely true, and where surely false."""

    true: int
    false: int


class Chart:
    """The rows of one question as diagrams; made when first needed, and kept by its question."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.named: dict[str, Sure] = {}
        self.domains: dict[str, Domain] = {}
        atoms = tuple(dict.fromkeys(_atoms_in_order_of_use(question)))
        for name in question.facts:
            self.domains[name] = domain(vocabulary()[name], [atom for atom in atoms if only_fact(atom) == name])
        self.lines = lines_of(atom for atom in atoms if isinstance(atom, Compare) and _is_line(atom))
        self.variables = _laid_out(atoms, self.domains)
        sizes = {
            its: size
            for name, of in self.domains.items()
            for its, size in zip(self.variables[name], of.sizes, strict=True)
        }
        for line in self.lines:
            line.variable = len(sizes)
            sizes[line.variable] = line.size
        self.unfinished = len(sizes)
        self.diagrams = Diagrams([*(sizes[place] for place in range(len(sizes))), 2])
        self.consistent = consistent(self.diagrams, self.domains, self.variables)
        self.memory: dict[Any, Any] = {}
        self.situations: dict[Any, dict[tuple[int, int], tuple[str, ...]]] = {}
        self.lock = Lock()  # diagrams grow while they are used, and pages are served by several threads

    def present(self, name: str) -> int:
        """Where the fact has a value at all."""
        first = self.variables[name][0]
        return self.diagrams.where(first, range(1, self.diagrams.sizes[first]))

    def sure(self, node: Node) -> Sure:
        match node:
            case And(parts) | Or(parts):
                return self.joined([self.sure(part) for part in parts], is_and=isinstance(node, And))
            case Not(part):
                inner = self.sure(part)
                return Sure(inner.false, inner.true)
            case Surely(part):
                return self.certain(self.sure(part).true)
            case Name(name) if name in self.question.named:
                return self.defined(name)
        return self.atom(node)

    def joined(self, parts: Sequence[Sure], *, is_and: bool) -> Sure:
        every, any_of = self.diagrams.both, self.diagrams.either
        true, false = [part.true for part in parts], [part.false for part in parts]
        return Sure(every(*true), any_of(*false)) if is_and else Sure(any_of(*true), every(*false))

    def defined(self, name: str) -> Sure:
        if name not in self.named:
            self.named[name] = self.sure(self.question.named[name])
        return self.named[name]

    def certain(self, diagram: int) -> Sure:
        return Sure(diagram, self.diagrams.negated(diagram))

    def atom(self, node: Atom) -> Sure:
        if isinstance(node, Literal):
            return self.certain(ALWAYS if node.value is True else NEVER)
        if node == Name(UNFINISHED):
            return self.certain(self.diagrams.where(self.unfinished, (1,)))
        name = only_fact(node)
        if name is not None:
            return self.about_fact(self.domains[name], self.variables[name], node)
        if isinstance(node, Compare):
            return self.compared(node)
        raise TypeError(f"{node} is not a condition")

    def compared(self, node: Compare) -> Sure:
        if not set(names_in(node)):
            return self.certain(ALWAYS if COMPARE[node.operator](*_literals(node)) else NEVER)
        return self.by_months(node) if _is_about_months(node) else self.by_line(node)

    def about_fact(self, its: Domain, variables: Sequence[int], node: Atom) -> Sure:
        diagrams, first = self.diagrams, variables[0]
        if isinstance(its, OneVariable):
            return Sure(diagrams.where(first, its.holds(node, True)), diagrams.where(first, its.holds(node, False)))
        present = diagrams.where(first, (1,))
        if isinstance(node, Has):
            found = diagrams.either(*(diagrams.where(variables[place], (1,)) for place in its.kinds_of(node.values)))
            return Sure(diagrams.both(present, found), diagrams.both(present, diagrams.negated(found)))
        return self.certain(present)

    def by_months(self, node: Compare) -> Sure:
        """A comparison of the validity, which is one of the months of its rows."""
        true: list[int] = []
        false: list[int] = []
        for months, given in self.months:
            holds = COMPARE[node.operator](*(months if isinstance(one, Name) else one for one in _literals(node)))
            (true if holds else false).append(given)
        return Sure(self.diagrams.either(*true), self.diagrams.either(*false))

    def by_line(self, node: Compare) -> Sure:
        for line in self.lines:
            for operator, plain, moved in ways(node):
                if line.plain == plain and any(value == moved for _, value in line.cuts):
                    known = self.diagrams.both(*(self.known(name) for name in line.names))
                    holds = self.diagrams.where(line.variable, line.holds(operator, moved))
                    fails = self.diagrams.negated(holds)
                    return Sure(self.diagrams.both(known, holds), self.diagrams.both(known, fails))
        raise KeyError(node)

    def known(self, name: str) -> int:
        """Where a name in a comparison has a value."""
        if name == MONTHS:
            return self.diagrams.either(*(given for _, given in self.months))
        if name == UNTIL:
            return self.diagrams.both(self.known(MONTHS), self.anchored)
        return self.present(name)

    @cached_property
    def months(self) -> list[tuple[int, int]]:
        """Each row of validity with where it is given: it is the first that holds, and those before it surely don't."""
        found, before = [], ALWAYS
        for row in self.question.validity:
            sure = self.sure(row.when)
            found.append((row.months, self.diagrams.both(before, sure.true)))
            before = self.diagrams.both(before, sure.false)
        return found

    @cached_property
    def anchored(self) -> int:
        """Where there is a day from which validity counts."""
        found = NEVER
        for row in reversed(self.question.anchors):
            holds = self.sure(row.when).true
            here = self.diagrams.both(holds, self.present(row.fact))
            found = self.diagrams.either(here, self.diagrams.both(self.diagrams.negated(holds), found))
        return found

    @cached_property
    def needs(self) -> list[Sure]:
        return [self.sure(Name(f"need_{row.id}")) for row in self.question.items]

    @cached_property
    def done(self) -> list[Sure]:
        return [self.sure(row.done) for row in self.question.items]

    @cached_property
    def held(self) -> list[Sure]:
        return [self.sure(Name(f"class_{row.code}")) for row in self.question.classes]

    @cached_property
    def outcomes(self) -> list[Sure]:
        return [self.sure(row.when) for row in self.question.outcomes]

    @cached_property
    def deciding(self) -> list[Sure]:
        """For each outcome, where it surely holds or surely doesn't, and all before it surely don't."""
        found, before = [], ALWAYS
        for sure in self.outcomes:
            found.append(Sure(self.diagrams.both(before, sure.true), self.diagrams.both(before, sure.false)))
            before = found[-1].false
        return found

    @cached_property
    def answers(self) -> list[Sure]:
        return [self.sure(row.when) for row in self.question.answers]

    @cached_property
    def open(self) -> list[tuple[str, int]]:
        """By what an assessment is unfinished: each item that is open or undecided, each class that is undecided."""
        both, either, negated = self.diagrams.both, self.diagrams.either, self.diagrams.negated
        found = [
            (item.id, either(both(need.true, negated(done.true)), self.unknown(need)))
            for item, need, done in zip(self.question.items, self.needs, self.done, strict=True)
        ]
        classes = zip(self.question.classes, self.held, strict=True)
        return found + [(f"class {row.code}", self.unknown(held)) for row, held in classes]

    def unknown(self, sure: Sure) -> int:
        return self.diagrams.both(self.diagrams.negated(sure.true), self.diagrams.negated(sure.false))

    def possible(self, diagram: int) -> int:
        """The diagram without the people whose facts contradict each other."""
        support = self.diagrams.support(diagram)
        return self.diagrams.both(diagram, *(one for one in self.consistent if self.diagrams.support(one) & support))

    def turning(self, sure: Sure, whole: Sure, name: str, now: Mapping[int, Collection[int]], later: Places) -> int:
        """Where the fact decides: with what it is now the whole is unknown, later it can be true and can be false."""
        lines = {line: tuple(range(self.diagrams.sizes[line])) for line in self.lines_of[name]}
        then = lines | self.placed(name, later)
        return self.diagrams.turning((sure.true, sure.false), (whole.true, whole.false), now, then)

    def reach(self, name: str) -> frozenset[str]:
        """The facts on which a name in a comparison depends."""
        if name not in (MONTHS, UNTIL):
            return frozenset({name})
        nodes = [row.when for row in self.question.validity] + [row.when for row in self.question.anchors]
        spoken = {one for node in nodes for one in names_in(node)} | {row.fact for row in self.question.anchors}
        return frozenset(spoken.union(*(self.question.reach[one] for one in spoken if one in self.question.reach)))

    @cached_property
    def lines_of(self) -> dict[str, tuple[int, ...]]:
        """For each fact the variables of the comparisons that a change of it may turn."""
        reached = [(line.variable, {fact for name in line.names for fact in self.reach(name)}) for line in self.lines]
        return {fact: tuple(line for line, facts in reached if fact in facts) for fact in self.domains}

    def facts_in(self, variables: Iterable[int]) -> frozenset[str]:
        wanted = set(variables)
        return frozenset(
            name
            for name in self.domains
            if not wanted.isdisjoint(self.variables[name]) or not wanted.isdisjoint(self.lines_of[name])
        )

    def places(self, facts: Mapping[str, Any]) -> dict[int, tuple[int, ...]]:
        """The values of all variables for these facts; what isn't known is absent."""
        found: dict[int, tuple[int, ...]] = {}
        for name, its in self.domains.items():
            found |= self.placed(name, its.places(facts[name])) if facts.get(name) is not None else self.absent(name)
        scope = dict(facts)
        _, _, _, scope[MONTHS], _, scope[UNTIL], is_unfinished, *_ = self.question.run(facts.get)
        found |= {line.variable: line.places(scope) for line in self.lines}
        return found | {self.unfinished: (int(is_unfinished),)}

    def placed(self, name: str, places: Places) -> dict[int, tuple[int, ...]]:
        return dict(zip(self.variables[name], places, strict=True))

    def absent(self, name: str) -> dict[int, tuple[int, ...]]:
        return {self.variables[name][0]: (ABSENT,)}


def chart_of(question: Question) -> Chart:
    """The chart of this question, made once."""
    chart: Chart | None = question.memory.get("chart")
    return renewed_chart(question) if chart is None else chart


def renewed_chart(question: Question) -> Chart:
    question.memory["chart"] = chart = Chart(question)
    return chart


def _atoms_in_order_of_use(question: Question) -> Iterator[Atom]:
    """Every atom as the conditions come to speak of it, the definitions behind a name where it is first used."""
    seen: set[str] = set()

    def go(node: Node) -> Iterator[Atom]:
        for atom in atoms_in(node):
            if not isinstance(atom, Name) or atom.name not in question.named:
                yield atom
            elif atom.name not in seen:
                seen.add(atom.name)
                yield from go(question.named[atom.name])

    for item in question.items:
        yield from go(Name(f"need_{item.id}"))
        yield from go(item.done)
    tables = (question.classes, question.validity, question.anchors, question.outcomes, question.answers)
    for node in (row.when for table in tables for row in table):
        yield from go(node)
    for name in question.named:
        yield from go(Name(name))


def _laid_out(atoms: Iterable[Atom], domains: Mapping[str, Domain]) -> dict[str, tuple[int, ...]]:
    """The variables of each fact. Diagrams stay small when what decides together stands together.

    So variables stand in the order in which conditions come to use them. A set of values is taken apart by this: what
    is said of one vaccine, or of one illness and the days since it, is asked before the next comes.
    """
    order: dict[tuple[str, int], None] = {}
    for atom in atoms:
        for name in names_in(atom):
            its = domains.get(name)
            kinds = its.kinds_of(atom.values) if isinstance(its, ManyVariables) and isinstance(atom, Has) else ()
            order |= dict.fromkeys((name, place) for place in (0, *kinds)) if its is not None else {}
    order |= dict.fromkeys((name, place) for name, its in domains.items() for place in range(len(its.sizes)))
    places = {variable: place for place, variable in enumerate(order)}
    return {name: tuple(places[name, place] for place in range(len(its.sizes))) for name, its in domains.items()}


def only_fact(atom: Atom) -> str | None:
    """The one fact that an atom speaks of, if it is one of the vocabulary."""
    names = set(names_in(atom))
    return next(iter(names)) if len(names) == 1 and names <= vocabulary().keys() else None


def _literals(node: Compare) -> tuple[Any, Any]:
    """Both sides, each literal as its value."""
    left, right = (one.value if isinstance(one, Literal) else one for one in (node.left, node.right))
    return left, right


def _is_about_months(node: Compare) -> bool:
    return set(names_in(node)) == {MONTHS} and all(isinstance(one, Name | Literal) for one in (node.left, node.right))


def _is_line(node: Compare) -> bool:
    return bool(set(names_in(node))) and only_fact(node) is None and not _is_about_months(node)
