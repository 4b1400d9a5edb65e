"""Finds the fewest questions: a fact is asked only if some answer to it would change what is undecided.

For each unknown fact the search looks for a witness: answers to the other questions under which two answers to this
one decide differently. It walks from the condition down to the fact and sets what stands beside the path so that only
the fact decides, as a tester of circuits does; the compiled rules then confirm the witness.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from pratique.rules.language.evaluation import Deciding, answer
from pratique.rules.language.facts import Between
from pratique.rules.language.nodes import (
    And,
    Name,
    Node,
    Not,
    Or,
    Surely,
    names_in,
)
from pratique.rules.requirements.judgement import AskedQuestion
from pratique.rules.requirements.model import Question
from pratique.rules.requirements.words import vocabulary

LAST = "decision"
MOST_TYPICAL = 12
MOST_STEPS = 300
NEEDS, HELD, OUTCOMES, ANSWERS = 0, 2, 7, 8  # places in what the compiled rules return

Target = tuple[int, int]
Given = dict[str, Any]


def unknown_facts(
    question: Question, facts: Mapping[str, Any], targets: Mapping[Target, Node]
) -> dict[Target, tuple[str, ...]]:
    """For every undecided condition, the unknown facts that can still change it, in the order of asking.

    For classes and outcomes only what no step asks already; and the long search only once every step is decided.
    """
    search = _Search(question, facts)
    candidates = {target: search.undecided(node) for target, node in targets.items()}
    for target, names in candidates.items():
        for name in names:
            search.wanted.setdefault(name, set()).add(target)
    search.flip()
    steps_decided = all(table != NEEDS for table, _ in targets)
    found: dict[Target, tuple[str, ...]] = {}
    asked: set[str] = set()
    for target, node in targets.items():
        is_step = target[0] == NEEDS
        names = tuple(name for name in candidates[target] if is_step or name not in asked)
        found[target] = tuple(name for name in names if search.matters(node, name, target, is_step or steps_decided))
        asked |= set(found[target])
        if not found[target] and is_step:
            found[target] = candidates[target]
    return found


def asked_questions(
    unknown: Mapping[Target, tuple[str, ...]], labels: Mapping[Target, str], *, is_waiting: bool
) -> tuple[AskedQuestion, ...]:
    """Each fact once. Results come from their steps; a decision is asked when nothing else is left to know."""
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


class _Search:
    def __init__(self, question: Question, facts: Mapping[str, Any]) -> None:
        self.question = question
        self.wanted: dict[str, set[Target]] = {}
        self.deciding = Deciding(facts.get, vocabulary(), question.named)
        self.facts = facts
        self.known = vocabulary()
        self.domains = question.domains
        self.proven: set[tuple[Target, str]] = set()
        self.steps = 0

    def undecided(self, node: Node) -> tuple[str, ...]:
        """Unknown facts that the undecided part of the condition speaks of."""
        atoms = self.deciding.decide(node)[1]
        names = dict.fromkeys(name for atom in atoms for name in names_in(atom))
        return tuple(name for name in names if name in self.domains and not self.is_known(name))

    def flip(self) -> None:
        """Proves most facts at once: in a few plain situations, changes one answer and sees which conditions follow."""
        unknown = [name for name in self.domains if not self.is_known(name)]
        for level in (0.0, 0.5, 0.99):
            base = {**self.facts, **{name: _plain(self.domains[name], level) for name in unknown}}
            for name in self.wanted:
                self.try_answers(base, name)

    def try_answers(self, situation: Given, name: str) -> None:
        """Notes every undecided condition that two answers to this fact decide differently in this situation."""
        unproven = [target for target in self.wanted[name] if (target, name) not in self.proven]
        if not unproven:
            return
        kept = situation.get(name)
        results = []
        for value in self.domains[name]:
            situation[name] = value
            results.append(self.question.run(situation.get))
        situation[name] = kept
        for target in unproven:
            table, place = target
            seen = {result[table][place] for result in results}
            if True in seen and False in seen:
                self.proven.add((target, name))

    def is_known(self, name: str) -> bool:
        value = self.facts.get(name)
        return self.known[name].is_known(value) and not isinstance(value, Between)

    def matters(self, node: Node, name: str, target: Target, is_thorough: bool) -> bool:
        """Tries the situations that show it for somebody of whom nothing is known."""
        if (target, name) in self.proven:
            return True
        if not is_thorough:
            return False
        for given in self.typical_ways(node, name, target):
            self.try_answers(
                {**self.facts, **{key: value for key, value in given.items() if not self.is_known(key)}}, name
            )
            if (target, name) in self.proven:
                return True
        return False

    def typical_ways(self, node: Node, name: str, target: Target) -> list[Given]:
        """Found once an edition and kept, since they don't depend on the person."""
        typical = self.question.typical
        if (target, name) not in typical:
            stranger = _Search(self.question, {})
            typical[target, name] = list(islice(stranger.sensitized(node, name, {}), MOST_TYPICAL))
        return typical[target, name]

    def sensitized(self, node: Node, name: str, given: Given) -> Iterator[Given]:
        """Answers to other questions under which the path down to the fact decides."""
        match node:
            case And(parts) | Or(parts):
                for place, part in enumerate(parts):
                    if self.speaks_of(part, name):
                        beside = parts[:place] + parts[place + 1 :]
                        for one in self.all_of(beside, isinstance(node, And), name, given):
                            yield from self.sensitized(part, name, one)
            case Not(part) | Surely(part):
                yield from self.sensitized(part, name, given)
            case Name(named) if named in self.question.named:
                yield from self.sensitized(self.question.named[named], name, given)
            case _:
                yield given

    def all_of(self, parts: tuple[Node, ...], wanted: bool, name: str, given: Given) -> Iterator[Given]:
        if not parts:
            yield given
            return
        for one in self.made(parts[0], wanted, name, given):
            yield from self.all_of(parts[1:], wanted, name, one)

    def made(self, node: Node, wanted: bool, name: str, given: Given) -> Iterator[Given]:
        """Ways to give the condition the wanted answer without touching the fact in question."""
        self.steps += 1
        if self.steps > MOST_STEPS:
            return
        match node:
            case And(parts) | Or(parts):
                if isinstance(node, And) is wanted:
                    yield from self.all_of(parts, wanted, name, given)
                else:
                    yield from self.one_of(parts, wanted, name, given)
            case Not(part):
                yield from self.made(part, not wanted, name, given)
            case Surely(part):
                yield from self.made(part, wanted, name, given)
            case Name(named) if named in self.question.named:
                yield from self.made(self.question.named[named], wanted, name, given)
            case _:
                yield from self.atom_made(node, wanted, name, given)

    def one_of(self, parts: tuple[Node, ...], wanted: bool, name: str, given: Given) -> Iterator[Given]:
        """Plain conditions first: what holds already needs nothing more."""
        facts = {**self.facts, **given}
        plain = [part for part in parts if not self.is_compound(part)]
        if any(name not in names_in(part) and answer(part, facts.get, self.known) is wanted for part in plain):
            yield given
            return
        for part in (*plain, *(part for part in parts if self.is_compound(part))):
            yield from self.made(part, wanted, name, given)

    def is_compound(self, node: Node) -> bool:
        if isinstance(node, Not | Surely):
            return self.is_compound(node.part)
        return isinstance(node, And | Or) or (isinstance(node, Name) and node.name in self.question.named)

    def atom_made(self, node: Node, wanted: bool, name: str, given: Given) -> Iterator[Given]:
        facts = {**self.facts, **given}
        free = [one for one in names_in(node) if one in self.domains and one not in given and not self.is_known(one)]
        found = answer(node, facts.get, self.known)
        if name in free or found is wanted:
            yield given
        elif free:
            for value in self.domains[free[0]]:
                if answer(node, {**facts, free[0]: value}.get, self.known) is wanted:
                    yield {**given, free[0]: value}

    def speaks_of(self, node: Node, name: str) -> bool:
        return any(
            one == name or (one in self.question.named and name in self.question.reach[one]) for one in names_in(node)
        )


def _plain(domain: Sequence[Any], level: float) -> Any:
    """A plain answer: no, the unremarkable value, or a number low, in the middle or high among the corners."""
    if domain[0] is True:
        return False
    return domain[int(level * len(domain))] if isinstance(domain[0], int | float | date) else domain[0]
