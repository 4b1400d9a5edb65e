"""The dialect of Python, for the function that each question is compiled to."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pratique.rules.language.facts import Fact
from pratique.rules.language.nodes import Arithmetic, Literal, Name, Shift, Value, names_in
from pratique.rules.language.surely import NotRenderable


class Python:
    """Python text over local variables; used once, when an edition is loaded."""

    both, either, yes, no = " and ", " or ", "True", "False"

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self.facts = facts

    def negated(self, text: str) -> str:
        return f"(not {text})"

    def is_boolean(self, name: str, wanted: bool) -> str:
        return f"({name} is {wanted})"

    def is_known(self, name: str, wanted: bool) -> str:
        fact = self.facts[name]
        if fact.type != "specimens":
            return f"({name} is {'not ' if wanted else ''}None)"
        text = f"({name} is not None and len({name}) >= {fact.specimens} and {self._none_of(name, fact.not_final)})"
        return text if wanted else self.negated(text)

    def is_incomplete(self, name: str, wanted: bool) -> str:
        text = f"({name} is not None and len({name}) < {self.facts[name].specimens})"
        return text if wanted else self.negated(text)

    def has(self, name: str, values: tuple[Any, ...], wanted: bool) -> str:
        fact = self.facts[name]
        if fact.type == "choice":
            return f"({name} is not None and {name} {'in' if wanted else 'not in'} {values!r})"
        none = self._none_of(name, values)
        if wanted:
            return f"({name} is not None and not ({none}))"
        return f"({self.is_known(name, True)} and {none})"

    def compares(self, operator: str, left: Value, right: Value) -> str:
        guards = [f"{name} is not None" for name in dict.fromkeys((*names_in(left), *names_in(right)))]
        return "(" + " and ".join([*guards, f"{self.value(left)} {operator} {self.value(right)}"]) + ")"

    def value(self, value: Value) -> str:
        match value:
            case Literal(literal):
                return (
                    f"date({literal.year}, {literal.month}, {literal.day})"
                    if isinstance(literal, date)
                    else repr(literal)
                )
            case Name(name):
                return name
            case Arithmetic(operator, left, right):
                return f"({self.value(left)} {operator} {self.value(right)})"
            case Shift(base, sign, amount, unit):
                return f"add_{unit}({self.value(base)}, {'-' if sign < 0 else ''}{self.value(amount)})"
        raise NotRenderable(f"{value} can't be written in Python")

    @staticmethod
    def _none_of(name: str, values: Any) -> str:
        return " and ".join(f"{value!r} not in {name}" for value in sorted(values)) or "True"
