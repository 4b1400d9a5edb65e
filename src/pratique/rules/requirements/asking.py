"""Finds the fewest questions: a fact is asked only if some answer to it would change what is undecided.

For each unknown fact the search looks for a witness: answers to the other questions under which two answers to this
one decide differently. It walks from the condition down to the fact and sets what stands beside the path so that only
the fact decides, as a tester of circuits does; the compiled rules then confirm the witness.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from pratique.rules.language.evaluation import answer, decide
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
MOST_WITNESSES = 24
MOST_STEPS = 1500
NEEDS, HELD, OUTCOMES, ANSWERS = 0, 2, 7, 8

Target = tuple[int, int]
Given = dict[str, Any]


def unknown_facts(question: Question, facts: Mapping[str, Any], targets: Mapping[Target, Node]) -> dict[Target, tuple[str, ...]]:
    """For every undecided condition, the unknown facts that can still change it, in the order of asking."""
    search = _Search(question, facts)
    found: dict[Target, tuple[str, ...]] = {}
    asked: set[str] = set()
    for target, node in targets.items():
        names = search.candidates(node)
        if target[0] in (HELD, OUTCOMES):
            names = [name for name in names if name not in asked]
        found[target] = tuple(name for name in names if search.matters(node, name, target))
        asked |= set(found[target])
        if not found[target] and target[0] == NEEDS:
            found[target] = search.undecided(node)
    return found


def asked_questions(unknown: Mapping[str, tuple[str, ...]], *, is_waiting: bool) -> tuple[AskedQuestion, ...]:
    """Each fact once. Results come from their steps; decisions are asked when no step is open any more."""
    known = vocabulary()
    decides: dict[str, list[str]] = {}
    for target, names in unknown.items():
        for name in names:
            is_early = known[name].how == LAST and is_waiting
            if not known[name].step and not is_early:
                decides.setdefault(name, []).append(target)
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
        self.facts = facts
        self.known = vocabulary()
        self.domains = question.domains
        self.steps = 0

    def candidates(self, node: Node) -> list[str]:
        """Unknown facts that the undecided part of the condition speaks of."""
        return [name for name in self.undecided(node) if name in self.domains]

    def undecided(self, node: Node) -> tuple[str, ...]:
        atoms = decide(node, self.facts.get, self.known, self.question.named)[1]
        names = dict.fromkeys(name for atom in atoms for name in names_in(atom))
        return tuple(name for name in names if name in self.known and not self.is_known(name))

    def is_known(self, name: str) -> bool:
        return self.known[name].is_known(self.facts.get(name))

    def matters(self, node: Node, name: str, target: Target) -> bool:
        self.steps = 0
        ways = self.sensitized(node, name, {})
        return any(self.is_witness(given, name, target) for given in islice(ways, MOST_WITNESSES)) or self.steps > MOST_STEPS

    def is_witness(self, given: Given, name: str, target: Target) -> bool:
        table, place = target
        facts = {**self.facts, **given}
        seen = set()
        for value in self.domains[name]:
            facts[name] = value
            seen.add(self.question.run(facts.get)[table][place])
        return len(seen - {None}) > 1

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
                    for part in parts:
                        yield from self.made(part, wanted, name, given)
            case Not(part):
                yield from self.made(part, not wanted, name, given)
            case Surely(part):
                yield from self.made(part, wanted, name, given)
            case Name(named) if named in self.question.named:
                yield from self.made(self.question.named[named], wanted, name, given)
            case _:
                yield from self.atom_made(node, wanted, name, given)

    def atom_made(self, node: Node, wanted: bool, name: str, given: Given) -> Iterator[Given]:
        facts = {**self.facts, **given}
        found = answer(node, facts.get, self.known)
        free = [one for one in names_in(node) if one in self.domains and one not in given and not self.is_known(one)]
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
