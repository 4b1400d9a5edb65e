"""What a table of people may hold: facts of the vocabulary, origin and month; nothing that tells who somebody is."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import ibis
import ibis.expr.types as ir

from pratique.indicators.engine import Engine
from pratique.indicators.language import COLUMN_TYPES, Span, unknown
from pratique.rules.language.facts import Fact
from pratique.rules.requirements import vocabulary

GROUPINGS = {"origin": r"[A-Z]{2,3}", "month": r"[0-9]{4}-(0[1-9]|1[0-2])"}
MOST_GROUPS = 2_000
DIMENSIONS = ("age_group", "origin", "month")
NOT_SAID = "unknown"
# The age groups in which WHO counts notified tuberculosis, the first one parted at two years of age, where editions
# change from one test of infection to another.
AGE_GROUPS = ((2, "0-1"), (5, "2-4"), (15, "5-14"), (25, "15-24"), (35, "25-34"), (45, "35-44"), (55, "45-54"),
              (65, "55-64"), (131, "65+"))  # fmt: skip
DERIVE_FROM = ("age", "age_months", "sex", "exam_on", "pregnant")


class BadCohort(ValueError):
    """A table that can't be judged; the sentence says which column, and what to do."""


def check_cohort(engine: Engine, table: ir.Table) -> None:
    """Refuses columns that are no facts, that could tell who a person is, or that hold what the vocabulary doesn't."""
    for name, column_type in table.schema().items():
        _check_column(name, column_type)
    if {"age_days", "exam_on"} <= set(table.schema()):
        raise BadCohort("The column age_days beside exam_on is a date of birth: give age or age_months instead.")
    for name, number in chain(_wrong_groups(engine, table), _wrong_facts(engine, table)):
        if number:
            raise BadCohort(f"The column {name} has {number} values that can't be meant: {_wanted(name)}.")


def _check_column(name: str, column_type: Any) -> None:
    if name in GROUPINGS:
        if not (column_type.is_string() or column_type.is_null()):
            raise BadCohort(f"The column {name} should hold texts, but it holds {column_type}.")
        return
    fact = vocabulary().get(name)
    if fact is None:
        raise BadCohort(
            f"The column {name} is neither a fact of the vocabulary nor one of {', '.join(GROUPINGS)}; "
            "a cohort holds nothing else, so that it can hold no identifiers."
        )
    if fact.how == "person" and fact.type == "date":
        raise BadCohort(f"The column {name} could tell who a person is: give age or age_months instead.")
    if fact.type in ("text", "stays"):
        raise BadCohort(f"The column {name} could tell who a person is: leave it out.")
    if not (column_type.is_null() or _fits(fact, column_type)):
        raise BadCohort(f"The column {name} should be {_wanted(name)}, but it holds {column_type}.")


def _fits(fact: Fact, column_type: Any) -> bool:
    match fact.type:
        case "boolean":
            return bool(column_type.is_boolean())
        case "integer":
            return bool(column_type.is_integer())
        case "decimal":
            return bool(column_type.is_numeric())
        case "date":
            return bool(column_type.is_date())
        case "choice":
            return bool(column_type.is_string())
    return bool(column_type.is_array() and column_type.value_type.is_string())


def _wanted(name: str) -> str:
    if name in GROUPINGS:
        return {"origin": "a code of a country, such as PHL", "month": "a month, such as 2026-11"}[name]
    fact = vocabulary()[name]
    if fact.values:
        listed = ", ".join(fact.values)
        return f"one of {listed}" if fact.type == "choice" else f"a list of {listed}"
    if fact.minimum is not None or fact.maximum is not None:
        return f"a number from {fact.minimum} to {fact.maximum}"
    return {"boolean": "true or false", "date": "a date without a time of day"}.get(fact.type, "a number")


def _wrong_groups(engine: Engine, table: ir.Table) -> Iterator[tuple[str, int]]:
    """Origins and months are few, so that each is looked at once; many would be something else."""
    for name, pattern in GROUPINGS.items():
        if name in table.columns:
            values = engine.rows(table.select(value=table[name]).distinct().limit(MOST_GROUPS))
            known = [row["value"] for row in values if row["value"] is not None]
            wrong = sum(re.fullmatch(pattern, value) is None for value in known)
            yield name, wrong or (len(values) if len(values) == MOST_GROUPS else 0)


def _wrong_facts(engine: Engine, table: ir.Table) -> Iterator[tuple[str, int]]:
    counts = {name: wrong.sum() for name, wrong in _wrong_values(table)}
    if counts:
        yield from engine.rows(table.aggregate(**counts))[0].items()


def _wrong_values(table: ir.Table) -> Iterator[tuple[str, ir.BooleanValue]]:
    for name, column_type in table.schema().items():
        if column_type.is_null() or name in GROUPINGS:
            continue
        column: Any = table[name]
        fact = vocabulary()[name]
        if fact.type == "choice":
            yield name, column.notin(tuple(fact.values))
        elif fact.values:
            allowed = tuple(fact.values)
            yield name, column.filter(lambda one, allowed=allowed: one.isnull() | one.notin(allowed)).length() > 0
        elif fact.minimum is not None or fact.maximum is not None or column_type.is_floating():
            yield name, ~_within(column, fact)


def _within(column: Any, fact: Fact) -> Any:
    number = column.cast(COLUMN_TYPES[fact.type])
    low = number >= (fact.minimum if fact.minimum is not None else float("-inf"))
    return low & (number <= (fact.maximum if fact.maximum is not None else 1e300))


def prepared(table: ir.Table, names: Iterable[str]) -> ir.Table:
    """These facts as columns of the right type, with what follows from others; an absent column is unknown for all."""
    types = {name: COLUMN_TYPES[vocabulary()[name].type] for name in sorted({*names, *DERIVE_FROM})}
    types |= dict.fromkeys(GROUPINGS, "string")
    return _completed(table.select(**{name: _column(table, name, one) for name, one in types.items()}))


def _completed(table: ir.Table) -> ir.Table:
    """What `derivation.prepare_facts` adds for one person, as far as it needs no date of birth."""
    age: Any = table.age
    months: Any = table.age_months
    not_pregnant = ibis.ifelse(table.sex == "M", False, unknown("boolean"))
    month = ibis.coalesce(table.month, table.exam_on.strftime("%Y-%m"))
    completed = table.mutate(
        age=ibis.coalesce(age, months // 12),
        age_months=ibis.coalesce(months, age * 12),
        age_months_high=ibis.coalesce(months, age * 12 + 11),
        pregnant=ibis.coalesce(table.pregnant, not_pregnant),
        origin=table.origin.fill_null(NOT_SAID),
        month=month.fill_null(NOT_SAID),
    )
    return completed.mutate(age_group=_age_group(completed.age))


def fact_column(table: ir.Table, name: str) -> ir.Value | Span:
    return Span(table[name], table.age_months_high) if name == "age_months" else table[name]


def _column(table: ir.Table, name: str, column_type: str) -> Any:
    return table[name].cast(column_type) if name in table.columns else unknown(column_type)


def _age_group(age: Any) -> Any:
    return ibis.cases(*((age < limit, label) for limit, label in AGE_GROUPS), else_=NOT_SAID)
