"""How fast conditions are answered: all that one edition defines, against CEL (Google's Common Expression Language).

The peer is `common-expression-language` from PyPI, written in Rust, with every condition compiled beforehand. CEL knows
no unknown, so a condition is given to it as in any two-valued language: whether it is surely true, else surely false,
else null. Each program is handed only the variables that it speaks of, the fastest of the ways tried. The facts are
those of a finished examination; both give the same answers.
"""

import json
import sys
from typing import Any

import cel
from _measure import options
from engine import SCREENED, seconds_each

from pratique.rules.language.evaluation import Deciding
from pratique.rules.language.facts import Between
from pratique.rules.language.nodes import Arithmetic, Literal, Name, names_in
from pratique.rules.language.surely import surely
from pratique.rules.requirements import load_edition, prepare_facts, vocabulary
from pratique.rules.requirements.compiling import in_order

EDITIONS = ("US-TB-2018", "UK-TB-2023")


class Cel:
    """CEL text over variables; an unknown fact is null."""

    both, either, yes, no = " && ", " || ", "true", "false"

    def negated(self, text: str) -> str:
        return f"(!{text})"

    def is_boolean(self, name: str, wanted: bool) -> str:
        return f"({name} == {json.dumps(wanted)})"

    def is_known(self, name: str, wanted: bool) -> str:
        fact = vocabulary()[name]
        if fact.type != "specimens":
            return f"({name} {'!=' if wanted else '=='} null)"
        text = f"({name} != null && size({name}) >= {fact.specimens} && !{self.any(name, sorted(fact.not_final))})"
        return text if wanted else self.negated(text)

    def is_incomplete(self, name: str, wanted: bool) -> str:
        text = f"({name} != null && size({name}) < {vocabulary()[name].specimens})"
        return text if wanted else self.negated(text)

    def has(self, name: str, values: Any, wanted: bool) -> str:
        if vocabulary()[name].type == "choice":
            return f"({name} != null && {'' if wanted else '!'}({name} in {json.dumps(list(values))}))"
        if wanted:
            return f"({name} != null && {self.any(name, values)})"
        return f"({self.is_known(name, True)} && !{self.any(name, values)})"

    def any(self, name: str, values: Any) -> str:
        return f"{name}.exists(one, one in {json.dumps(list(values))})"

    def compares(self, operator: str, left: Any, right: Any) -> str:
        guards = [f"{name} != null" for name in dict.fromkeys((*names_in(left), *names_in(right)))]
        return "(" + " && ".join([*guards, f"{self.value(left)} {operator} {self.value(right)}"]) + ")"

    def value(self, value: Any) -> str:
        match value:
            case Literal(literal):
                return json.dumps(literal, default=str)
            case Name(name):
                return name
            case Arithmetic(operator, left, right):
                return f"({self.value(left)} {operator} {self.value(right)})"
        raise TypeError(value)


def peer(question, facts):
    """A function that answers every condition by CEL."""
    named, dialect = question.named, Cel()
    programs = [
        (name, frozenset(names_in(named[name])), cel.compile(answer_text(named[name], dialect)))
        for name in in_order(named)
    ]
    known = dict.fromkeys(question.facts) | {
        name: list(value) if isinstance(value, tuple) else value for name, value in facts.items()
    }

    def answer():
        scope = dict(known)
        for name, spoken_of, program in programs:
            scope[name] = program.execute({one: scope[one] for one in spoken_of})
        return {name: scope[name] for name in named}

    return answer


def answer_text(node, dialect):
    return f"{surely(node, True, dialect)} ? true : {surely(node, False, dialect)} ? false : null"


def ours(question, facts):
    """The same answers by walking the tree, as reasons are found."""

    def answer():
        deciding = Deciding(facts.get, vocabulary(), question.named)
        return {name: deciding.decide(Name(name))[0] for name in question.named}

    return answer


def main() -> int:
    times = 20 if options().small else 500
    ready = prepare_facts(SCREENED)
    # Months of age that lie somewhere in a year have no counterpart in CEL.
    facts = {name: value for name, value in ready.items() if not isinstance(value, Between)}
    for code in EDITIONS:
        edition = load_edition(code)
        question = edition.questions[edition.default_question]
        theirs, walked = peer(question, facts), ours(question, facts)
        assert theirs() == walked()
        number = len(question.named)
        whole = seconds_each(lambda question=question: question.run(facts.get), times * 10) / number
        tree, rust = seconds_each(walked, times) / number, seconds_each(theirs, times) / number
        print(f"{code}: {number} conditions")
        print(f"{'compiled, with outcome and validity':<40} {1 / whole:14,.0f} conditions/s")
        print(f"{'tree, with reasons':<40} {1 / tree:14,.0f} conditions/s")
        print(f"{'peer: CEL':<40} {1 / rust:14,.0f} conditions/s")
        print(f"{'ratio of the compiled to the peer':<40} {rust / whole:14.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
