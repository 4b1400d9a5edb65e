"""Conditions are read, checked and answered alike in every rendering."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.rules.language.evaluation import answer, decide
from pratique.rules.language.expression import expression
from pratique.rules.language.facts import LANGUAGES, BadFact, Between, Fact
from pratique.rules.language.nodes import And, Compare, Has, Known, Literal, Name, Not, Or, Surely
from pratique.rules.language.parser import BadExpression, parse
from pratique.rules.language.python import Python
from pratique.rules.language.surely import NotRenderable, surely

WORDS = dict.fromkeys(LANGUAGES, "words")
VALUES = dict.fromkeys(("negative", "positive", "pending"), WORDS)


def fact(name, kind, **more):
    return Fact(name=name, type=kind, how="history", label=WORDS, question=WORDS, values=more.pop("values", {}), **more)


FACTS = {
    one.name: one
    for one in (
        fact("age", "integer", minimum=0, maximum=130),
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


def answered(text, **facts):
    return expression(text, FACTS).answer(facts)


def test_and_binds_closer_than_or():
    assert parse("ill or contact and ill") == Or((Name("ill"), And((Name("contact"), Name("ill")))))


@pytest.mark.parametrize(
    "text",
    ["", "ill or", "(ill", "ill)", "age >=", "age is", "igra in", 'igra == "nagative', "age + 3 weeks", "ill § contact",
     "exam_on + 6 months", "2023-02-30 == exam_on", "not" * 3, "and"],
)  # fmt: skip
def test_a_text_that_cannot_be_read_is_refused_with_its_place(text):
    with pytest.raises(BadExpression):
        expression(text, FACTS)


@pytest.mark.parametrize(
    "text",
    ["height >= 3", "age", 'age == "old"', 'igra == "nagative"', "ill >= 2", 'smears == "positive"',
     "age is incomplete", 'film has ("cavity")', "age in (3, 4)", "ill + 3 days > exam_on"],
)  # fmt: skip
def test_a_condition_that_the_vocabulary_does_not_allow_is_refused_at_load(text):
    with pytest.raises(BadExpression):
        expression(text, FACTS)


def test_deep_nesting_is_refused():
    with pytest.raises(BadExpression, match="too deeply"):
        parse("(" * 60 + "ill" + ")" * 60)


@given(st.text(max_size=60))
def test_any_text_is_either_read_or_refused(text):
    try:
        parse(text)
    except BadExpression as refusal:
        assert str(refusal)


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ("age >= 15", {"age": 15}, True),
        ("age >= 15", {}, None),
        ("age >= 15", {"age": Between(14, 16)}, None),
        ("age >= 15", {"age": Between(15, 16)}, True),
        ("age == 15", {"age": Between(16, 17)}, False),
        ("ill or age >= 15", {"age": 20}, True),
        ("ill and age >= 15", {"age": 3}, False),
        ("not ill", {}, None),
        ("surely(ill)", {}, False),
        ("ill is known", {}, False),
        ('igra in ("positive")', {"igra": "negative"}, False),
        ('smears has ("positive")', {"smears": ("positive",)}, True),
        ('smears has ("positive")', {"smears": ("negative", "negative")}, None),
        ('smears has ("positive")', {"smears": ("negative", "negative", "pending")}, None),
        ('smears has ("positive")', {"smears": ("negative", "negative", "negative")}, False),
        ("smears is known", {"smears": ("negative", "negative", "pending")}, False),
        ("smears is incomplete", {"smears": ("negative", "negative")}, True),
        ("smears is incomplete", {}, False),
        ("departure_on > exam_on + 6 months", {"exam_on": date(2023, 8, 31), "departure_on": date(2024, 2, 29)}, False),
        ("departure_on > exam_on + 6 months", {"exam_on": date(2023, 8, 31), "departure_on": date(2024, 3, 1)}, True),
        ("departure_on > exam_on - 1 days", {"exam_on": date(2023, 8, 31)}, None),
    ],
)
def test_unknown_is_an_answer_of_its_own(text, facts, expected):
    assert answered(text, **facts) is expected


def test_the_atoms_that_decided_are_named():
    found, why = decide(parse("age >= 15 or ill"), {"age": 20}.get, FACTS)

    assert (found, why) == (True, (Compare(">=", Name("age"), Literal(15)),))


@pytest.mark.parametrize(
    ("kind", "value"),
    [("ill", 1), ("age", True), ("age", 1.5), ("age", -1), ("age", 131), ("weight", float("nan")), ("igra", "nagative"),
     ("film", "positive"), ("exam_on", "2023-02-30"), ("exam_on", 5)],
)  # fmt: skip
def test_a_value_outside_the_vocabulary_is_refused(kind, value):
    with pytest.raises(BadFact):
        FACTS[kind].checked(value)


def test_a_condition_reads_as_a_sentence():
    assert expression("age >= 15 or not ill", FACTS).sentence("en") == "words: 15 or more; or words: no"


ATOMS = st.sampled_from(
    [
        Name("ill"),
        Name("contact"),
        Compare(">=", Name("age"), Literal(15)),
        Compare("<", Name("age"), Literal(2)),
        Compare("==", Name("igra"), Literal("positive")),
        Has("igra", ("negative", "pending")),
        Has("film", ("positive",)),
        Has("smears", ("positive",)),
        Known("smears"),
        Known("age"),
    ]
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        inner.map(Not),
        inner.map(Surely),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=8,
)
RESULTS = st.lists(st.sampled_from(sorted(VALUES)), max_size=3).map(tuple)
PEOPLE = st.fixed_dictionaries(
    {},
    optional={
        "age": st.integers(0, 30),
        "ill": st.booleans(),
        "contact": st.booleans(),
        "igra": st.sampled_from(sorted(VALUES)),
        "film": RESULTS,
        "smears": RESULTS,
    },
)


@given(CONDITIONS, PEOPLE)
def test_the_compiled_text_agrees_with_the_tree(condition, person):
    scope = dict.fromkeys(FACTS) | person

    surely_true = bool(eval(surely(condition, True, Python(FACTS)), {}, scope))  # noqa: S307 - made from nodes
    surely_false = bool(eval(surely(condition, False, Python(FACTS)), {}, scope))  # noqa: S307 - made from nodes

    assert (surely_true, surely_false) == (
        answer(condition, person.get, FACTS) is True,
        answer(condition, person.get, FACTS) is False,
    )


def test_a_date_that_moves_is_not_written_for_the_page():
    with pytest.raises(NotRenderable):
        expression("departure_on > exam_on + 6 months", FACTS).javascript()


def test_the_page_gets_a_text_that_is_true_only_where_the_condition_surely_holds():
    assert expression("age >= 15 or ill", FACTS).javascript() == (
        "((facts.age != null && facts.age >= 15) || (facts.ill === true))"
    )
