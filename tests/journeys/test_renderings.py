"""One condition, several languages: tree, XPath by lxml, FHIRPath and JavaScript in Chromium give the same answers."""

import json
from datetime import date, timedelta

from fhirpathpy import evaluate
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from pratique.rules.language.evaluation import answer
from pratique.rules.language.facts import Fact
from pratique.rules.language.fhirpath import fhirpath
from pratique.rules.language.javascript import JavaScript
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
)
from pratique.rules.language.surely import surely
from pratique.rules.language.xpath import XPath

WORDS = {"en": "words", "fr": "mots", "es": "palabras", "ar": "كلمات"}
RESULTS = ("negative", "positive", "pending")
TOGETHER = 250


def fact(name, kind, **more):
    values = dict.fromkeys(RESULTS, WORDS) if kind in ("choice", "choices", "specimens") else {}
    return Fact(name=name, type=kind, how="history", label=WORDS, question=WORDS, values=values, **more)


FACTS = {
    one.name: one
    for one in (
        fact("ill", "boolean"),
        fact("age", "integer"),
        fact("weight", "decimal"),
        fact("exam_on", "date"),
        fact("departure_on", "date"),
        fact("igra", "choice"),
        fact("film", "choices"),
        fact("smears", "specimens", specimens=3, not_final=frozenset({"pending"})),
    )
}
NUMBERS = st.sampled_from([Name("age"), Name("weight")]) | st.integers(0, 40).map(Literal)
SUMS = st.recursive(
    NUMBERS, lambda inner: st.builds(Arithmetic, st.sampled_from(["+", "-", "*"]), inner, inner), max_leaves=3
)
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
DATES = st.sampled_from([Name("exam_on"), Name("departure_on")]) | DAYS.map(Literal)
MOVED = DATES | st.builds(Shift, DATES, st.sampled_from([1, -1]), st.integers(0, 400).map(Literal), st.just("days"))
ORDERS = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
SOME_RESULTS = st.lists(st.sampled_from(RESULTS), min_size=1, max_size=2, unique=True).map(tuple)
ATOMS = st.one_of(
    st.just(Name("ill")),
    st.builds(Compare, ORDERS, SUMS, SUMS),
    st.builds(Compare, ORDERS, MOVED, MOVED),
    st.builds(Compare, st.sampled_from(["==", "!="]), st.just(Name("igra")), st.sampled_from(RESULTS).map(Literal)),
    st.builds(Has, st.sampled_from(["igra", "film", "smears"]), SOME_RESULTS),
    st.builds(Known, st.sampled_from(sorted(FACTS))),
    st.just(Incomplete("smears")),
    st.booleans().map(Literal),
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
# A fact that isn't in the dictionary is unknown. In a phone form an empty list is unknown too, so lists hold something.
PEOPLE = st.fixed_dictionaries(
    {},
    optional={
        "ill": st.booleans(),
        "age": st.integers(0, 60),
        "weight": st.integers(0, 240).map(lambda halves: halves / 2),
        "exam_on": DAYS,
        "departure_on": DAYS,
        "igra": st.sampled_from(RESULTS),
        "film": st.lists(st.sampled_from(RESULTS), min_size=1, max_size=3, unique=True).map(tuple),
        "smears": st.lists(st.sampled_from(RESULTS), min_size=1, max_size=3).map(tuple),
    },
)


def expected(condition, person):
    found = answer(condition, person.get, FACTS)
    return [found is True, found is False]


def shown(value):
    """As a node of a form holds it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(value) if isinstance(value, tuple) else str(value)


def text_of(node):
    return "".join(node[0].itertext()) if isinstance(node, list) else node


OPENROSA = etree.FunctionNamespace(None)
OPENROSA["selected"] = lambda _, node, value: value in text_of(node).split()
OPENROSA["count-selected"] = lambda _, node: len(text_of(node).split())
OPENROSA["decimal-date-time"] = lambda _, node: (date.fromisoformat(text_of(node)) - date(1970, 1, 1)) // timedelta(1)


@settings(max_examples=600, suppress_health_check=[HealthCheck.too_slow])
@given(CONDITIONS, PEOPLE)
def test_a_phone_form_answers_as_the_tree_does(condition, person):
    data = etree.Element("data")
    for name in FACTS:
        etree.SubElement(data, name).text = shown(person[name]) if name in person else ""

    found = [bool(data.getroottree().xpath(surely(condition, wanted, XPath(FACTS)))) for wanted in (True, False)]

    assert found == expected(condition, person)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(CONDITIONS, PEOPLE)
def test_fhirpath_answers_as_the_tree_does(condition, person):
    variables = {name: [] for name in FACTS} | {name: plain(value) for name, value in person.items()}

    found = evaluate({}, fhirpath(condition, FACTS), variables)

    assert (found[0] if found else None) is answer(condition, person.get, FACTS)


def plain(value):
    """As FHIR writes it."""
    return list(value) if isinstance(value, tuple) else str(value) if isinstance(value, date) else value


def test_a_page_in_chromium_answers_as_the_tree_does(browser):
    """Hypothesis draws all pairs first, so that Chromium is asked once for many."""
    pairs = []

    @settings(max_examples=TOGETHER * 4, phases=[Phase.generate], database=None, derandomize=True)
    @given(CONDITIONS, PEOPLE)
    def draw(condition, person):
        pairs.append((condition, person))

    draw()
    page = browser.new_page()
    try:
        for start in range(0, len(pairs), TOGETHER):
            some = pairs[start : start + TOGETHER]
            assert in_chromium(page, some) == [expected(condition, person) for condition, person in some]
    finally:
        page.close()


def in_chromium(page, pairs):
    dialect = JavaScript(FACTS)
    calls = ",".join(
        f"((facts) => [!!{surely(condition, True, dialect)}, !!{surely(condition, False, dialect)}])"
        f"({json.dumps(person, default=str)})"
        for condition, person in pairs
    )
    return page.evaluate(f"[{calls}]")
