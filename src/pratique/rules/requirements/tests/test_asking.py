"""Asked is what can change the outcome, all of it and nothing else: compared with trying every answer."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pratique.rules.language.diagrams import TooLarge
from pratique.rules.language.facts import Between
from pratique.rules.requirements import asking, judge, vocabulary
from pratique.rules.requirements.asking import HELD, NEEDS, OUTCOMES, unknown_facts
from pratique.rules.requirements.tests.small_editions import CLEARED, WAITS, small_edition
from pratique.rules.requirements.tests.strategies import conditions

VALUES = {
    "tb_contact": (True, False),
    "tb_history": (True, False),
    "hiv_known": (True, False),
    "age": (3, 10, 30),
    "igra": ("positive", "negative"),
}
TABLES = (NEEDS, HELD, OUTCOMES)


def undecided(question, facts):
    """Every row that isn't decided; of outcomes, those before the first that holds."""
    results = question.run(facts.get)
    outcomes = results[OUTCOMES]
    reached = outcomes.index(True) if True in outcomes else len(outcomes)
    places = {NEEDS: len(results[NEEDS]), HELD: len(results[HELD]), OUTCOMES: reached}
    return [(table, place) for table in TABLES for place in range(places[table]) if results[table][place] is None]


def turned(question, target, facts, name, others):
    """Is there an answer to the others that are asked, with which this fact alone decides the row?"""
    table, place = target
    for chosen in product(*((None, *VALUES[other]) for other in others)):
        told = {**facts, **dict(zip(others, chosen, strict=True))}
        if question.run(told.get)[table][place] is None:
            results = [question.run({**told, name: value}.get)[table] for value in VALUES[name]]
            deciding = [
                rows for rows in results if table != OUTCOMES or (not any(rows[:place]) and None not in rows[:place])
            ]
            if {True, False} <= {rows[place] for rows in deciding}:
                return True
    return False


def by_trying(question, facts):
    """The questions of each undecided row, found by trying every combination of answers."""
    targets = undecided(question, facts)
    asked = {name for name in question.facts if name in VALUES and name not in facts}
    while True:
        found = {
            target: {name for name in asked if turned(question, target, facts, name, sorted(asked - {name}))}
            for target in targets
        }
        still = set().union(*found.values())
        if still == asked:
            return found
        asked = still


def nodes(question, targets):
    rows = {NEEDS: question.items, HELD: question.classes, OUTCOMES: question.outcomes}
    return {(table, place): rows[table][place].when for table, place in targets}


small_people = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in VALUES.items()})


@settings(max_examples=150, deadline=None)
@given(conditions(), conditions("need_one"), conditions("need_two"), conditions("need_one"), small_people)
def test_asked_is_exactly_what_trying_every_answer_finds(one, two, held, refused, facts):
    edition = small_edition(
        items=[("one", one, "false"), ("two", two, "false")],
        classes=[("HELD", held)],
        outcomes=[("REFUSED", refused, ""), WAITS, CLEARED],
    )
    question = edition.questions["examination"]
    wanted = by_trying(question, facts)

    found = unknown_facts(question, facts, nodes(question, wanted))

    settled = {target: names for target, names in found.items() if target[0] == NEEDS and wanted[target]}
    assert {target: set(names) for target, names in settled.items()} == {target: wanted[target] for target in settled}
    assert set().union(*wanted.values()) <= set().union(*found.values())
    assert all(set(names) <= wanted[target] for target, names in found.items() if target[0] != NEEDS)


@settings(max_examples=100, deadline=None)
@given(
    conditions(),
    conditions("need_one"),
    st.fixed_dictionaries({name: st.sampled_from(its) for name, its in VALUES.items()}),
)
def test_answering_what_is_asked_decides_everything(one, two, truth):
    edition = small_edition(items=[("one", one, "false"), ("two", two, "false")])
    question = edition.questions["examination"]
    facts = {}

    rounds = [learned(question, facts, truth) for _ in VALUES]

    assert rounds[-1] == []
    assert None not in question.run(facts.get)[NEEDS]


def learned(question, facts, truth):
    """Tells what is asked, as it is; gives what was still undecided before."""
    targets = undecided(question, facts)
    for names in unknown_facts(question, facts, nodes(question, targets)).values():
        facts.update({name: truth[name] for name in names})
    return undecided(question, facts)


def asked_of(facts, **rows):
    edition = small_edition(**rows)
    return [one.fact for one in judge(edition=edition, facts=facts).questions]


def test_a_fact_that_another_one_settles_is_not_asked():
    item = ("film", "tb_contact or (tb_contact and hiv_known)", "false")

    assert asked_of({}, items=[item]) == ["tb_contact"]


def test_where_every_answer_decides_alike_it_is_asked_all_the_same_so_that_something_is_decided():
    item = ("film", "(tb_contact and hiv_known) or (tb_contact and not hiv_known)", "false")

    assert asked_of({}, items=[item]) == ["tb_contact", "hiv_known"]
    assert asked_of({"tb_contact": False}, items=[item]) == []


def test_what_an_estimated_age_leaves_open_is_asked():
    item = ("film", "age >= 15", "false")

    assert asked_of({"age": Between(13, 16)}, items=[item]) == ["age"]
    assert asked_of({"age": Between(16, 19)}, items=[item]) == []


def test_a_fact_behind_an_outcome_that_holds_already_is_not_asked():
    outcomes = [("REFUSED", "tb_contact", ""), ("ALSO", "hiv_known", ""), WAITS, CLEARED]

    assert asked_of({"tb_contact": True}, outcomes=outcomes) == []
    assert asked_of({"tb_contact": False}, outcomes=outcomes) == ["hiv_known"]


def test_what_counts_only_with_a_result_that_nobody_asks_for_is_not_asked():
    item = ("film", 'tb_contact or (igra is known and igra == "positive" and hiv_known)', "false")

    assert asked_of({}, items=[item]) == ["tb_contact"]
    assert asked_of({"igra": "positive"}, items=[item]) == ["tb_contact", "hiv_known"]


def test_nothing_is_asked_of_a_man_on_pregnancy():
    item = ("shield", "pregnant and tb_contact", "false")

    assert asked_of({"sex": "M"}, items=[item]) == []
    assert asked_of({"sex": "F"}, items=[item]) == ["tb_contact", "pregnant"]


def test_specimens_may_still_turn_what_they_have_not_shown():
    item = ("dst", 'sputum_cultures has ("mtb")', "false")
    edition = small_edition(items=[item])

    def awaited(cultures):
        judged = judge(edition=edition, facts={"sputum_cultures": cultures})
        return [step for one in judged.unknown for step in one.awaits]

    step = vocabulary()["sputum_cultures"].step
    assert awaited(["negative", "pending", "negative"]) == [step]
    assert awaited(["negative", "negative", "negative"]) == []
    assert awaited(["mtb", "pending"]) == []


@pytest.mark.parametrize("failures", [1, 2])
def test_a_chart_that_has_grown_too_large_is_made_anew_or_everything_is_asked(monkeypatch, failures):
    edition = small_edition(items=[("film", "tb_contact and hiv_known", "false")])
    charts = iter([None] * failures)
    settled = asking._Asking.settled

    def limited(self, targets):
        if next(charts, "fits") is None:
            raise TooLarge(3)
        return settled(self, targets)

    monkeypatch.setattr(asking._Asking, "settled", limited)

    assert [one.fact for one in judge(edition=edition, facts={}).questions] == ["tb_contact", "hiv_known"]
