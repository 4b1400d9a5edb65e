"""The dialect of JavaScript, for pages that show and hide by a condition."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from pratique.rules.language.facts import Fact
from pratique.rules.language.nodes import Arithmetic, Literal, Name, Shift, Value, names_in
from pratique.rules.language.surely import NotRenderable


class JavaScript:
    """JavaScript text over an object `facts`; an unknown fact is absent or null, dates are ISO texts."""

    both, either, yes, no = " && ", " || ", "true", "false"

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self.facts = facts

    def negated(self, text: str) -> str:
        return f"(!{text})"

    def is_boolean(self, name: str, wanted: bool) -> str:
        return f"(facts.{name} === {'true' if wanted else 'false'})"

    def is_known(self, name: str, wanted: bool) -> str:
        fact = self.facts[name]
        if fact.type != "specimens":
            return f"(facts.{name} {'!=' if wanted else '=='} null)"
        final = f"!facts.{name}.some((one) => {self._list(sorted(fact.not_final))}.includes(one))"
        text = f"(facts.{name} != null && facts.{name}.length >= {fact.specimens} && {final})"
        return text if wanted else self.negated(text)

    def is_incomplete(self, name: str, wanted: bool) -> str:
        text = f"(facts.{name} != null && facts.{name}.length < {self.facts[name].specimens})"
        return text if wanted else self.negated(text)

    def has(self, name: str, values: tuple[Any, ...], wanted: bool) -> str:
        if self.facts[name].type == "choice":
            return f"(facts.{name} != null && {'' if wanted else '!'}{self._list(values)}.includes(facts.{name}))"
        found = f"facts.{name}.some((one) => {self._list(values)}.includes(one))"
        if wanted:
            return f"(facts.{name} != null && {found})"
        return f"({self.is_known(name, True)} && !{found})"

    def compares(self, operator: str, left: Value, right: Value) -> str:
        guards = [f"facts.{name} != null" for name in dict.fromkeys((*names_in(left), *names_in(right)))]
        strict = {"==": "===", "!=": "!=="}.get(operator, operator)
        write = self.day if isinstance(left, Shift) or isinstance(right, Shift) else self.value
        return "(" + " && ".join([*guards, f"{write(left)} {strict} {write(right)}"]) + ")"

    def value(self, value: Value) -> str:
        match value:
            case Literal(literal):
                return json.dumps(literal.isoformat() if isinstance(literal, date) else literal)
            case Name(name):
                return f"facts.{name}"
            case Arithmetic(operator, left, right):
                return f"({self.value(left)} {operator} {self.value(right)})"
        raise NotRenderable(f"{value} can't be written in JavaScript")

    def day(self, value: Value) -> str:
        """A date as a number of days, so that days can be added to it."""
        match value:
            case Shift(base, sign, amount, "days"):
                return f"({self.day(base)} {'+' if sign > 0 else '-'} {self.value(amount)})"
            case Shift():
                raise NotRenderable("months can't be added in the page: let the server decide this condition")
        return f"(Date.parse({self.value(value)}) / 86400000)"

    @staticmethod
    def _list(values: Any) -> str:
        return json.dumps(list(values))
