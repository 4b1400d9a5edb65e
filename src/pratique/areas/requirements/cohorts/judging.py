"""Judges every person of a table by one edition: the same conditions as for one person, as columns."""

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import or_
from typing import Any

import ibis
import ibis.expr.types as ir

from pratique.areas.requirements.cohorts.facts import DIMENSIONS, BadCohort, check_cohort, fact_column, prepared
from pratique.indicators.engine import Engine
from pratique.indicators.language import Rendering, later, surely, unknown
from pratique.rules.language.nodes import Node, names_in
from pratique.rules.requirements import Edition, Question, vocabulary
from pratique.rules.requirements.compiling import in_order
from pratique.rules.requirements.model import AnchorRow, Outcome, ValidityRow

COMPUTED = ("unfinished", "validity_months", "valid_until")
RESULTS = ("outcome", "releases", "validity_months", "valid_until")


def judge_cohort(engine: Engine, table: ir.Table, edition: Edition, question: str = "") -> ir.Table:
    """One row a person, without a fact: needs, open items and classes (NULL: unknown), outcome, validity, groups."""
    check_cohort(engine, table)
    asked = asked_question(edition, question)
    results = judged(prepared(table, asked.facts), asked)
    needs = [f"{word}_{item.id}" for item in asked.items for word in ("need", "open")]
    return results.select(*DIMENSIONS, *needs, *(f"class_{row.code}" for row in asked.classes), *RESULTS)


def asked_question(edition: Edition, question: str) -> Question:
    code = question or edition.default_question
    if code not in edition.questions:
        raise BadCohort(f"{edition.code} knows the questions {', '.join(edition.questions)}.")
    return edition.questions[code]


def judged(table: ir.Table, question: Question, prefix: str = "") -> ir.Table:
    """The table with every condition of the question as a column, layer on layer; `prefix` keeps two editions apart."""
    return _Judging(question, prefix).over(table)


class _Judging:
    def __init__(self, question: Question, prefix: str) -> None:
        self.question = question
        self.prefix = prefix
        self.own = frozenset((*question.named, *COMPUTED))

    def over(self, table: ir.Table) -> ir.Table:
        for layer in layers(self.question.named):
            table = self.add(table, {name: self.condition(table, self.question.named[name]) for name in layer})
        table = self.add(table, self.open_items(table) | self.validity(table))
        table = self.add(table, self.ends(table))
        reached = {f"reached_{place}": self.condition(table, row.when) for place, row in self.places()}
        table = self.add(table, reached)
        table = self.add(table, {"place": self.place(table)})
        return self.add(table, self.outcome(table))

    def add(self, table: ir.Table, columns: Mapping[str, ir.Value]) -> ir.Table:
        return table.mutate(**{self.prefix + name: column for name, column in columns.items()}) if columns else table

    def own_column(self, table: ir.Table, name: str) -> Any:
        return table[self.prefix + name]

    def condition(self, table: ir.Table, node: Node) -> Any:
        def column(name: str) -> Any:
            return self.own_column(table, name) if name in self.own else fact_column(table, name)

        return Rendering(column, vocabulary()).condition(node)

    def open_items(self, table: ir.Table) -> dict[str, Any]:
        return {
            f"open_{item.id}": surely(self.own_column(table, f"need_{item.id}"))
            & ~surely(self.condition(table, item.done))
            for item in self.question.items
        }

    def validity(self, table: ir.Table) -> dict[str, Any]:
        return {
            "validity_months": self.months(table, self.question.validity),
            "anchor": self.anchor(table, self.question.anchors),
        }

    def months(self, table: ir.Table, rows: tuple[ValidityRow, ...]) -> Any:
        """The first row that holds; none while a row before it is unknown."""
        found = unknown("int64")
        for row in reversed(rows):
            holds = self.condition(table, row.when)
            found = ibis.cases((holds, row.months), (~holds, found), else_=unknown("int64"))
        return found

    def anchor(self, table: ir.Table, rows: tuple[AnchorRow, ...]) -> Any:
        cases = [(surely(self.condition(table, row.when)), table[row.fact]) for row in rows]
        return ibis.cases(*cases, else_=unknown("date")) if cases else unknown("date")

    def ends(self, table: ir.Table) -> dict[str, Any]:
        items = [self.own_column(table, f"open_{item.id}") for item in self.question.items]
        unsure = [f"need_{item.id}" for item in self.question.items] + [
            f"class_{row.code}" for row in self.question.classes
        ]
        waiting = [*items, *(self.own_column(table, name).isnull() for name in unsure)]
        until = later(self.own_column(table, "anchor"), self.own_column(table, "validity_months"), "months")
        return {"unfinished": reduce(or_, waiting, ibis.literal(False)), "valid_until": until}

    def places(self) -> Iterator[tuple[int, Outcome]]:
        yield from enumerate(self.question.outcomes)

    def place(self, table: ir.Table) -> Any:
        """The first outcome that surely holds; nothing is released while anything before it is unknown."""
        waiting = next((place for place, row in self.places() if row.waits), None)
        wait = unknown("int64") if waiting is None else ibis.literal(waiting, "int64")
        unsure: Any = ibis.literal(False)
        cases = []
        for place, row in self.places():
            holds = self.own_column(table, f"reached_{place}")
            cases.append((surely(holds), ibis.ifelse(unsure, wait, place) if row.releases else place))
            unsure = unsure | holds.isnull()
        otherwise = ibis.ifelse(unsure, wait, unknown("int64"))
        return ibis.cases(*cases, else_=otherwise) if cases else otherwise

    def outcome(self, table: ir.Table) -> dict[str, Any]:
        place = self.own_column(table, "place")
        values = [(place == number, row.value) for number, row in self.places()]
        releasing = [number for number, row in self.places() if row.releases]
        return {
            "outcome": ibis.cases(*values, else_=unknown("string")) if values else unknown("string"),
            "releases": surely(place.isin(releasing)),
        }


def layers(named: Mapping[str, Node]) -> list[list[str]]:
    """Names such that each layer needs only those before it."""
    depth: dict[str, int] = {}
    for name in in_order(named):
        depth[name] = 1 + max((depth[other] for other in names_in(named[name]) if other in depth), default=0)
    return [[name for name in depth if depth[name] == level] for level in range(1, max(depth.values(), default=0) + 1)]
