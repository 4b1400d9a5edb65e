"""How fast the engine judges: whole decisions a second, one decision with reasons, one with the fewest questions.

No comparable open engine for these requirements is known to be installable here. The peer is what a generic rule
library does: the same conditions as JSON trees, walked by an interpreter in the manner of JSON Logic, without reasons.
"""

import platform
import sys
import time
from statistics import median
from typing import Any

from _measure import options

from pratique.rules.language.nodes import And, Compare, Has, Incomplete, Known, Literal, Name, Not, Or, Surely
from pratique.rules.requirements import Edition, Judgement, judge, judge_quickly, load_edition, prepare_facts
from pratique.rules.requirements.charts import chart_of
from pratique.rules.requirements.compiling import in_order

RUNS = 7
NEGATIVE = ("negative",) * 3
SCREENED = {
    "history_taken": True,
    "physical_exam_done": True,
    "tb_signs_symptoms": False,
    "hiv_known": False,
    "tb_contact": False,
    "tb_history": False,
    "extrapulmonary_tb": False,
    "prior_tb_class": "none",
    "applicant": "immigrant",
    "who_incidence": 150,
    "pregnant": False,
    "age": 34,
    "chest_film": ("infiltrate",),
    "sputum_smears": NEGATIVE,
    "sputum_cultures": NEGATIVE,
    "molecular_first": "negative",
    "tb_diagnosed_by_physician": False,
}
BEGUN = {"age": 8, "who_incidence": 150}


def seconds_each(work, times):
    """Median over several runs of the processor time one call takes."""
    work()
    found = []
    for _ in range(RUNS):
        start = time.process_time()
        for _ in range(times):
            work()
        found.append((time.process_time() - start) / times)
    return median(found)


WRITTEN = {
    And: lambda node: {"and": [as_json(part) for part in node.parts]},
    Or: lambda node: {"or": [as_json(part) for part in node.parts]},
    Not: lambda node: {"!": as_json(node.part)},
    Surely: lambda node: {"surely": as_json(node.part)},
    Has: lambda node: {"has": [{"var": node.name}, list(node.values)]},
    Known: lambda node: {"known": {"var": node.name}},
    Incomplete: lambda node: {"short": {"var": node.name}},
    Compare: lambda node: {node.operator: [as_json(node.left), as_json(node.right)]},
    Name: lambda node: {"var": node.name},
    Literal: lambda node: node.value,
}


def as_json(node):
    return WRITTEN[type(node)](node)


COMPARED = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def interpreted(tree, facts):
    """A plain interpreter of JSON trees with unknown as None."""
    if not isinstance(tree, dict):
        return tree
    ((operator, inner),) = tree.items()
    if operator == "var":
        return facts.get(inner)
    if operator in ("and", "or"):
        found = [interpreted(part, facts) for part in inner]
        ender = operator == "or"
        return ender if ender in found else None if None in found else not ender
    return compared(operator, inner, facts) if isinstance(inner, list) else single(operator, interpreted(inner, facts))


def single(operator, value):
    if operator == "!":
        return None if value is None else not value
    return value is True if operator == "surely" else (value is not None) is (operator == "known")


def compared(operator, inner, facts):
    left, right = (interpreted(part, facts) for part in inner)
    if left is None or right is None:
        return None
    if operator == "has":
        return any(one in right for one in (left if isinstance(left, tuple) else (left,)))
    return COMPARED[operator](left, right)


def peer(edition):
    named = edition.questions["examination"].named
    trees = [(name, as_json(named[name])) for name in in_order(named)]

    def decide():
        facts = dict(ready)
        for name, tree in trees:
            facts[name] = interpreted(tree, facts)
        return facts

    ready = prepare_facts(SCREENED)
    return decide


def asked_anew(edition: Edition, facts: dict[str, Any]) -> Judgement:
    """Judged with questions, without what is kept of others in the same situation."""
    chart_of(edition.questions[edition.default_question]).situations.clear()
    return judge(edition=edition, facts=facts)


def main():
    options()
    us, uk = load_edition("US-TB-2018"), load_edition("UK-TB-2023")
    ready = prepare_facts(SCREENED)
    quick = seconds_each(lambda: judge_quickly(edition=us, facts=ready), 5000)
    checked = seconds_each(lambda: judge_quickly(edition=us, facts=SCREENED), 5000)
    rows = [
        ("decisions a second, no texts", 1 / quick, ">= 20,000 /s"),
        ("the same, facts checked first", 1 / checked, ">= 20,000 /s"),
        (
            "the same, United Kingdom",
            1 / seconds_each(lambda: judge_quickly(edition=uk, facts=ready), 5000),
            ">= 20,000 /s",
        ),
        ("with reasons", seconds_each(lambda: judge(edition=us, facts=SCREENED, ask=False), 500) * 1e6, "<= 200 us"),
        (
            "with fewest questions, complete",
            seconds_each(lambda: judge(edition=us, facts=SCREENED), 500) * 1e6,
            "<= 5000 us",
        ),
        ("with fewest questions, begun", seconds_each(lambda: asked_anew(us, BEGUN), 30) * 1e6, "<= 5000 us"),
        ("with fewest questions, nothing known", seconds_each(lambda: asked_anew(us, {}), 30) * 1e6, "<= 5000 us"),
        ("the same, somebody was in this situation", seconds_each(lambda: judge(edition=us, facts={}), 100) * 1e6, ""),
        ("peer: JSON trees, decisions a second", 1 / seconds_each(peer(us), 500), ""),
    ]
    print(
        f"Python {platform.python_version()}, {platform.machine()}, medians of {RUNS} runs, processor time of one core"
    )
    for name, figure, goal in rows:
        print(f"{name:40} {figure:12,.0f}   {goal}")
    print(f"{'ratio to the peer':40} {rows[0][1] / rows[-1][1]:12,.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
