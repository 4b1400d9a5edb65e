"""Random people for tests of cohorts: values that an edition's conditions tell apart, any other, or unknown."""

import random
from datetime import date, timedelta
from typing import Any

import ibis
import pyarrow as pa

from pratique.indicators.language import COLUMN_TYPES
from pratique.rules.language.facts import Fact
from pratique.rules.requirements import Question, vocabulary

ALWAYS = ("age", "age_months", "sex", "pregnant", "exam_on")


def random_people(question: Question, number: int, seed: int, without: str = "age_days") -> list[dict[str, Any]]:
    """`without`: a cohort holds the day of the exam or the age in days, since both are a date of birth."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    named = dict.fromkeys((*ALWAYS, *question.facts))
    names = [name for name in named if name != without and _may_be_held(vocabulary()[name])]
    return [_person(chance, question, names) for _ in range(number)]


def as_table(people: list[dict[str, Any]]) -> Any:
    """The people as an Ibis table; a fact that nobody has is no column."""
    names = sorted({name for person in people for name in person})
    schema = ibis.schema({name: COLUMN_TYPES[vocabulary()[name].type] for name in names})
    return ibis.memtable(pa.Table.from_pylist(people, schema=schema.to_pyarrow()), schema=schema)


def _may_be_held(fact: Fact) -> bool:
    return fact.type not in ("text", "stays") and not (fact.how == "person" and fact.type == "date")


def _person(chance: random.Random, question: Question, names: list[str]) -> dict[str, Any]:
    unknown = chance.choice((0.0, 0.1, 0.5))
    found = {name: _value(chance, question, vocabulary()[name]) for name in names if chance.random() >= unknown}
    return {name: value for name, value in found.items() if value is not None}


def _value(chance: random.Random, question: Question, fact: Fact) -> Any:
    corners = question.domains.get(fact.name)
    if corners and chance.random() < 0.5:
        return chance.choice(list(corners))
    match fact.type:
        case "boolean":
            return chance.random() < 0.5
        case "integer" | "decimal":
            low, high = fact.minimum or 0, min(fact.maximum or 100, 100 + (fact.minimum or 0))
            return chance.randint(low, high) if fact.type == "integer" else round(chance.uniform(low, high), 1)
        case "date":
            return date(2023, 1, 1) + timedelta(days=chance.randint(-200, 900))
        case "choice":
            return chance.choice(list(fact.values))
        case "specimens":
            return tuple(chance.choices(list(fact.values), k=chance.randint(0, fact.specimens)))
    return tuple(chance.sample(list(fact.values), chance.randint(0, min(3, len(fact.values)))))
