"""The dialect of XPath 1.0 with the functions of OpenRosa, for phone forms.

An unknown fact is an empty node. Several values stand in one node, parted by spaces: `selected` and `count-selected`
read them. Dates are compared as days by `decimal-date-time`.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pratique.rules.language.facts import Fact
from pratique.rules.language.nodes import Arithmetic, Literal, Name, Shift, Value, names_in
from pratique.rules.language.surely import NotRenderable


class XPath:
    """XPath text over nodes below `root`, one for each fact."""

    both, either, yes, no = " and ", " or ", "true()", "false()"

    def __init__(self, facts: Mapping[str, Fact], root: str = "/data") -> None:
        self.facts = facts
        self.root = root

    def node(self, name: str) -> str:
        return f"{self.root}/{name}"

    def negated(self, text: str) -> str:
        return f"not({text})"

    def is_boolean(self, name: str, wanted: bool) -> str:
        return f"({self.node(name)} = '{'true' if wanted else 'false'}')"

    def is_known(self, name: str, wanted: bool) -> str:
        fact = self.facts[name]
        if fact.type != "specimens":
            return f"({self.node(name)} {'!=' if wanted else '='} '')"
        final = self._none_of(name, fact.not_final)
        text = f"({self.node(name)} != '' and count-selected({self.node(name)}) >= {fact.specimens} and {final})"
        return text if wanted else self.negated(text)

    def is_incomplete(self, name: str, wanted: bool) -> str:
        count = f"count-selected({self.node(name)})"
        text = f"({self.node(name)} != '' and {count} < {self.facts[name].specimens})"
        return text if wanted else self.negated(text)

    def has(self, name: str, values: tuple[Any, ...], wanted: bool) -> str:
        none = self._none_of(name, values)
        if wanted:
            return f"({self.node(name)} != '' and not({none}))"
        return f"({self.is_known(name, True)} and {none})"

    def compares(self, operator: str, left: Value, right: Value) -> str:
        guards = [f"{self.node(name)} != ''" for name in dict.fromkeys((*names_in(left), *names_in(right)))]
        symbol = "=" if operator == "==" else operator
        return "(" + " and ".join([*guards, f"{self.value(left)} {symbol} {self.value(right)}"]) + ")"

    def value(self, value: Value) -> str:
        match value:
            case Literal(literal):
                return self._literal(literal)
            case Name(name):
                return self._named(name)
            case Arithmetic(operator, left, right):
                return f"({self.value(left)} {operator} {self.value(right)})"
            case Shift(base, sign, amount, "days"):
                return f"({self.value(base)} {'+' if sign > 0 else '-'} {self.value(amount)})"
        raise NotRenderable("months can't be added in a phone form: let the server decide this condition")

    def _named(self, name: str) -> str:
        kind = self.facts[name].type
        if kind == "date":
            return f"decimal-date-time({self.node(name)})"
        return f"number({self.node(name)})" if kind in ("integer", "decimal") else f"string({self.node(name)})"

    @staticmethod
    def _literal(literal: Any) -> str:
        if isinstance(literal, bool):
            return "'true'" if literal else "'false'"
        if isinstance(literal, date):
            return f"decimal-date-time('{literal.isoformat()}')"
        if not isinstance(literal, str):
            return repr(literal)
        if '"' not in literal:
            return f'"{literal}"'
        raise NotRenderable("a text with quotation marks can't be written in XPath")

    def _none_of(self, name: str, values: Any) -> str:
        texts = [f"not(selected({self.node(name)}, {self._literal(value)}))" for value in sorted(values)]
        return " and ".join(texts) or self.yes
