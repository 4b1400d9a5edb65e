"""Turns a question's conditions into one Python function at load, so that millions of people can be judged anew."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from graphlib import CycleError, TopologicalSorter
from typing import Any

from pratique.rules.dates.calendar import add_days, add_months
from pratique.rules.language.facts import Fact
from pratique.rules.language.nodes import Node, names_in
from pratique.rules.language.python import Python
from pratique.rules.language.surely import surely
from pratique.rules.requirements.model import AnchorRow, AnswerRow, Class, Item, Outcome, ValidityRow

# Words of the text itself, which no condition may be called.
TAKEN = frozenset({"get", "done", "anchor", "date", "add_months", "add_days", "bool", "len"})
Run = Callable[[Callable[[str], Any]], tuple[Any, ...]]


class CircularRules(ValueError):
    """Conditions that need each other, by name."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(f"conditions need each other: {' -> '.join(names)}")
        self.names = names


def in_order(named: Mapping[str, Node]) -> tuple[str, ...]:
    """Names such that each comes after those it needs."""
    needs = {name: {other for other in names_in(node) if other in named} for name, node in named.items()}
    try:
        return tuple(TopologicalSorter(needs).static_order())
    except CycleError as error:
        raise CircularRules(tuple(error.args[1])) from error


def compile_question(
    *,
    named: Mapping[str, Node],
    items: tuple[Item, ...],
    classes: tuple[Class, ...],
    validity: tuple[ValidityRow, ...],
    anchors: tuple[AnchorRow, ...],
    outcomes: tuple[Outcome, ...],
    answers: tuple[AnswerRow, ...],
    facts: Mapping[str, Fact],
    used: Iterable[str],
) -> Run:
    """A function that asks for facts by name and returns needs, done, classes, validity, outcomes and answers."""
    python = Python(facts)
    lines = [f"{name} = get({name!r})" for name in used]
    lines += [f"{name} = {_answer(named[name], python)}" for name in in_order(named)]
    needs = [f"need_{item.id}" for item in items]
    held = [f"class_{row.code}" for row in classes]
    lines.append(f"done = {_tuple(surely(item.done, True, python) for item in items)}")
    open_items = [f"({need} and not done[{place}])" for place, need in enumerate(needs)]
    unknown = [f"{name} is None" for name in (*needs, *held)]
    lines.append(f"unfinished = bool({' or '.join([*open_items, *unknown]) or 'False'})")
    lines.append(f"validity_months = {_months(validity, python)}")
    lines.append(f"anchor = {_anchor(anchors, python)}")
    lines.append("valid_until = add_months(anchor, validity_months) if anchor and validity_months else None")
    lines.append(
        f"return ({_tuple(needs)}, done, {_tuple(held)}, validity_months, anchor, valid_until, unfinished, "
        f"{_tuple(_answer(row.when, python) for row in outcomes)}, "
        f"{_tuple(_answer(row.when, python) for row in answers)})"
    )
    text = "def run(get):\n" + "\n".join(f"    {line}" for line in lines)
    scope: dict[str, Any] = {"date": date, "add_months": add_months, "add_days": add_days}
    # The text is made of parsed nodes whose names and values passed the vocabulary, never of what somebody typed.
    exec(compile(text, "<requirement rules>", "exec"), scope)  # noqa: S102
    run: Run = scope["run"]
    return run


def _answer(node: Node, python: Python) -> str:
    return f"(True if {surely(node, True, python)} else False if {surely(node, False, python)} else None)"


def _tuple(parts: Iterable[str]) -> str:
    return "(" + "".join(f"{part}, " for part in parts) + ")"


def _months(rows: tuple[ValidityRow, ...], python: Python) -> str:
    """The first row that holds; none while a row before it is unknown."""
    text = "None"
    for row in reversed(rows):
        holds, fails = surely(row.when, True, python), surely(row.when, False, python)
        text = f"({row.months} if {holds} else {text} if {fails} else None)"
    return text


def _anchor(rows: tuple[AnchorRow, ...], python: Python) -> str:
    text = "None"
    for row in reversed(rows):
        text = f"({row.fact} if {surely(row.when, True, python)} else {text})"
    return text
