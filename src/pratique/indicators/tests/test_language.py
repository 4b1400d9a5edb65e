"""The Ibis rendering answers every condition as the evaluation of one person does."""

from datetime import date

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pratique.indicators.engine import duckdb_engine
from pratique.indicators.language import COLUMN_TYPES, Rendering, Span
from pratique.rules.language.evaluation import answer
from pratique.rules.language.facts import LANGUAGES, Between, Fact
from pratique.rules.language.nodes import (
    And,
    Arithmetic,
    Compare,
    Has,
    Incomplete,
    Known,
    Literal,
    Name,
    Not,
    Or,
    Shift,
    Surely,
    names_in,
)
from pratique.rules.language.parser import parse

WORDS = dict.fromkeys(LANGUAGES, "words")
VALUES = dict.fromkeys(("negative", "positive", "pending"), WORDS)
ONE = st.sampled_from(tuple(VALUES))


def fact(name, kind, **more):
    return Fact(name=name, type=kind, how="history", label=WORDS, question=WORDS, values=more.pop("values", {}), **more)


FACTS = {
    one.name: one
    for one in (
        fact("age", "integer"),
        fact("months", "integer"),
        fact("weight", "decimal"),
        fact("ill", "boolean"),
        fact("contact", "boolean"),
        fact("igra", "choice", values=VALUES),
        fact("film", "choices", values=VALUES),
        fact("smears", "specimens", values=VALUES, specimens=3, not_final=frozenset({"pending"})),
        fact("exam_on", "date"),
        fact("departure_on", "date"),
    )
}
DAYS = st.dates(date(1999, 12, 1), date(2001, 3, 31))
PEOPLE = st.fixed_dictionaries(
    {},
    optional={
        "age": st.integers(0, 20),
        "months": st.integers(0, 60) | st.tuples(st.integers(0, 60), st.integers(1, 12)),
        "weight": st.integers(0, 400).map(lambda tenths: tenths / 10),
        "ill": st.booleans(),
        "contact": st.booleans(),
        "igra": ONE,
        "film": st.lists(ONE, max_size=2).map(tuple),
        "smears": st.lists(ONE, max_size=4).map(tuple),
        "exam_on": DAYS,
        "departure_on": DAYS,
    },
)
SYMBOLS = st.sampled_from(("==", "!=", "<", "<=", ">", ">="))
NUMBERS = st.recursive(
    st.sampled_from([Name("age"), Name("months"), Name("weight"), Literal(30.4), Literal(0.2)])
    | st.integers(0, 40).map(Literal),
    lambda inner: st.builds(Arithmetic, st.sampled_from("+-*"), inner, inner),
    max_leaves=3,
)
DATES = st.sampled_from([Name("exam_on"), Name("departure_on")]) | DAYS.map(Literal)
MOVED = DATES | st.builds(
    Shift, DATES, st.sampled_from((1, -1)), st.integers(0, 14).map(Literal) | st.just(Name("age")),
    st.sampled_from(("months", "days")),
)  # fmt: skip
LISTED = st.sampled_from(("igra", "film", "smears"))
ATOMS = st.one_of(
    st.booleans().map(Literal),
    st.sampled_from(("ill", "contact")).map(Name),
    st.sampled_from(tuple(FACTS)).map(Known),
    st.just(Incomplete("smears")),
    st.builds(Has, LISTED, st.lists(ONE, min_size=1, max_size=2, unique=True).map(tuple)),
    # Of two numbers that may each lie between others, no rule asks whether they are the same.
    st.builds(Compare, SYMBOLS, NUMBERS, NUMBERS).filter(
        lambda node: "months" not in names_in(node.left) or "months" not in names_in(node.right)
    ),
    st.builds(Compare, SYMBOLS, MOVED, MOVED),
    st.builds(Compare, st.sampled_from(("==", "!=")), st.just(Name("igra")), ONE.map(Literal)),
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        inner.map(Not),
        inner.map(Surely),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=6,
)
ENGINE = duckdb_engine(threads=1)


def table_of(people):
    rows = [dict(person) for person in people]
    for row in rows:
        months = row.pop("months", None)
        row["low"], row["high"] = (months, months) if not isinstance(months, tuple) else (months[0], sum(months))
    columns = {name: COLUMN_TYPES[one.type] for name, one in FACTS.items() if name != "months"}
    schema = ibis.schema(columns | {"low": "int64", "high": "int64"})
    return ibis.memtable(pa.Table.from_pylist(rows, schema=schema.to_pyarrow()), schema=schema)


def as_fact(person):
    months = person.get("months")
    ranged = {"months": Between(months[0], sum(months))} if isinstance(months, tuple) else {}
    return dict(person) | ranged


def answers(node, people):
    table = table_of(people)
    columns = Rendering(lambda name: Span(table.low, table.high) if name == "months" else table[name], FACTS)
    return [row["answer"] for row in ENGINE.rows(table.select(answer=columns.condition(node)))]


@settings(max_examples=150, deadline=None)
@given(CONDITIONS, st.lists(PEOPLE, min_size=1, max_size=12))
def test_a_column_of_answers_equals_the_answers_one_by_one(node, people):
    expected = [answer(node, as_fact(person).get, FACTS) for person in people]

    assert answers(node, people) == expected


@pytest.mark.parametrize(
    ("text", "person", "expected"),
    [
        ("departure_on > exam_on + 6 months", {"exam_on": date(2023, 8, 31), "departure_on": date(2024, 2, 29)}, False),
        ("departure_on > exam_on + 6 months", {"exam_on": date(2023, 8, 31), "departure_on": date(2024, 3, 1)}, True),
        ("exam_on - 1 months == 2023-02-28", {"exam_on": date(2023, 3, 31)}, True),
        ("exam_on + age months == 2001-02-28", {"exam_on": date(2000, 2, 29), "age": 12}, True),
        ("exam_on + 1 days == 2000-02-29", {"exam_on": date(2000, 2, 28)}, True),
        ("age * 30.4 == 212.8", {"age": 7}, False),
        ("months >= 15", {"months": (12, 11)}, None),
        ("months >= 15", {"months": (15, 3)}, True),
        ('smears has ("positive")', {"smears": ("negative", "negative")}, None),
        ('smears has ("positive")', {"smears": ("negative", "negative", "negative")}, False),
        ('film has ("positive")', {"film": ()}, False),
        ('film has ("positive")', {}, None),
        ("smears is known", {"smears": ("negative", "negative", "pending")}, False),
        ("smears is incomplete", {}, False),
        ("surely(ill)", {}, False),
        ("ill or age >= 15", {"age": 15}, True),
    ],
)
def test_unknown_is_null_and_the_last_day_stays_the_last_day(text, person, expected):
    assert answers(parse(text), [person]) == [expected]
