"""Writes a condition of the rule language as an Ibis expression: unknown is NULL, SQL's three answers are Kleene's."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any

import ibis
import ibis.expr.types as ir

from pratique.rules.dates.calendar import add_days, add_months
from pratique.rules.language.evaluation import CALCULATE, COMPARE
from pratique.rules.language.facts import Fact
from pratique.rules.language.nodes import (
    And,
    Arithmetic,
    Compare,
    Has,
    Incomplete,
    Known,
    Literal,
    Name,
    Node,
    Not,
    Or,
    Shift,
    Surely,
    Value,
)

COLUMN_TYPES: Mapping[str, str] = {
    "boolean": "boolean",
    "integer": "int64",
    "decimal": "float64",
    "date": "date",
    "choice": "string",
    "choices": "array<string>",
    "specimens": "array<string>",
    "text": "string",
    "stays": "array<string>",
}


@dataclass(frozen=True, slots=True)
class Span:
    """A number known only to lie between two columns: months of age where only years are known."""

    low: ir.Value
    high: ir.Value


Column = Callable[[str], "ir.Value | Span"]


@dataclass(frozen=True, slots=True)
class Rendering:
    """Renders conditions over the columns of one table; a defined condition is a column like any fact."""

    column: Column
    facts: Mapping[str, Fact]

    def condition(self, node: Node) -> ir.BooleanValue:
        match node:
            case And(parts):
                return reduce(operator.and_, map(self.condition, parts))
            case Or(parts):
                return reduce(operator.or_, map(self.condition, parts))
            case Not(part):
                return ~self.condition(part)
            case Surely(part):
                return surely(self.condition(part))
        return self._atom(node)

    def _atom(self, node: Node) -> ir.BooleanValue:
        match node:
            case Literal(answer):
                return ibis.literal(answer, "boolean")
            case Name(name):
                return self._one(name)
            case Known(name):
                return self._known(name)
            case Incomplete(name):
                return surely(self._one(name).length() < self.facts[name].specimens)
            case Has(name, values):
                return self._has(name, values)
            case Compare(symbol, left, right):
                return _compared(symbol, self.value(left), self.value(right))
        raise TypeError(f"{node} is not a condition")

    def value(self, node: Value) -> Any:
        """A plain Python value where nothing of a person is in it, else a column or a span of two columns."""
        match node:
            case Literal(literal):
                return literal
            case Name(name):
                return self.column(name)
            case Arithmetic(symbol, left, right):
                return _calculated(symbol, self.value(left), self.value(right))
            case Shift(base, sign, amount, unit):
                return _moved(self.value(base), self.value(amount) * sign, unit)
        raise TypeError(f"{node} is not a value")

    def _one(self, name: str) -> Any:
        column = self.column(name)
        if isinstance(column, Span):
            raise TypeError(f"{name} may lie between two values")
        return column

    def _known(self, name: str) -> ir.BooleanValue:
        column, fact = self.column(name), self.facts[name]
        if isinstance(column, Span):
            return column.low.notnull()
        if fact.type != "specimens":
            return column.notnull()
        complete = column.length() >= fact.specimens
        return surely(complete & ~_any_of(column, sorted(fact.not_final)))

    def _has(self, name: str, values: tuple[Any, ...]) -> ir.BooleanValue:
        column = self._one(name)
        match self.facts[name].type:
            case "choice":
                return column.isin(values)
            case "choices":
                return _any_of(column, values)
        return ibis.cases((_any_of(column, values), True), (self._known(name), False), else_=unknown("boolean"))


def surely(condition: ir.BooleanValue) -> ir.BooleanValue:
    return ibis.coalesce(condition, ibis.literal(False))


def unknown(column_type: str) -> ir.Value:
    return ibis.null(column_type)


def _any_of(column: Any, values: Any) -> ir.BooleanValue:
    found = (column.contains(value) for value in values)
    return reduce(operator.or_, found, ibis.ifelse(column.isnull(), unknown("boolean"), False))


def _compared(symbol: str, left: Any, right: Any) -> ir.BooleanValue:
    if isinstance(left, Span) or isinstance(right, Span):
        return _compared_spans(symbol, _span(left), _span(right))
    found = COMPARE[symbol](left, right)
    return ibis.literal(found, "boolean") if isinstance(found, bool) else found


def _compared_spans(symbol: str, left: Span, right: Span) -> ir.BooleanValue:
    """Yes where it holds for every pair of values, no where it holds for none."""
    if symbol == "!=":
        return ~_compared_spans("==", left, right)
    if symbol in (">", ">="):
        return _compared_spans({">": "<", ">=": "<="}[symbol], right, left)
    if symbol == "==":
        surely_so = (left.low == left.high) & (right.low == right.high) & (left.low == right.low)
        surely_not = (left.high < right.low) | (right.high < left.low)
    elif symbol == "<":
        surely_so, surely_not = left.high < right.low, left.low >= right.high
    else:
        surely_so, surely_not = left.high <= right.low, left.low > right.high
    return ibis.cases((surely_so, True), (surely_not, False), else_=unknown("boolean"))


def _calculated(symbol: str, left: Any, right: Any) -> Any:
    if isinstance(left, Span) or isinstance(right, Span):
        return _calculated_spans(symbol, _span(left), _span(right))
    return CALCULATE[symbol](*_alike(left, right))


def _calculated_spans(symbol: str, left: Span, right: Span) -> Span:
    ends = [_calculated(symbol, mine, its) for mine in (left.low, left.high) for its in (right.low, right.high)]
    return Span(ibis.least(*ends), ibis.greatest(*ends))


def _alike(left: Any, right: Any) -> tuple[Any, Any]:
    """Whole numbers beside fractions become fractions: a database would calculate exact decimals, Python doesn't."""
    if not (isinstance(left, ir.Value) or isinstance(right, ir.Value)):
        return left, right
    return (_fraction(left), _fraction(right)) if _is_fraction(left) or _is_fraction(right) else (left, right)


def _is_fraction(number: Any) -> bool:
    return number.type().is_floating() if isinstance(number, ir.Value) else isinstance(number, float)


def _fraction(number: Any) -> Any:
    return number.cast("float64") if isinstance(number, ir.Value) else ibis.literal(float(number), "float64")


def _span(value: Any) -> Span:
    if isinstance(value, Span):
        return value
    column = value if isinstance(value, ir.Value) else ibis.literal(value)
    return Span(column, column)


def _moved(base: Any, amount: Any, unit: str) -> Any:
    if isinstance(base, date) and isinstance(amount, int):
        return add_months(base, amount) if unit == "months" else add_days(base, amount)
    return later(ibis.literal(base, "date") if isinstance(base, date) else base, amount, unit)


def later(day: ir.DateValue, amount: Any, unit: str) -> ir.DateValue:
    """Moved by months or days; a day that the month lacks becomes its last, as the calendar of the rules has it."""
    step = ibis.interval(**{unit: amount}) if isinstance(amount, int) else amount.as_interval(unit[0].upper())
    # Engines make an instant of it, though Ibis calls it a date.
    return (day + step).cast("timestamp").date()
