"""Makes an edition from the tables of its file."""

import keyword
import re
from collections.abc import Mapping
from typing import Any

from pratique.rules.language.facts import Fact
from pratique.rules.language.nodes import Node, Value, atoms_in, names_in
from pratique.rules.requirements.compiling import TAKEN, CircularRules, compile_question, in_order
from pratique.rules.requirements.domains import representatives
from pratique.rules.requirements.model import (
    Caution,
    Clause,
    Definition,
    Edition,
    Parameter,
    Question,
    RollOut,
    Texts,
)
from pratique.rules.requirements.places import Table, nearest
from pratique.rules.requirements.rows import ROW_KEYS, RowReader, date_fact, day, is_plain, only, required, standing_of
from pratique.rules.requirements.words import vocabulary

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
COMPUTED = {"unfinished": "boolean", "valid_until": "date", "validity_months": "integer"}
PURPOSES = ("assessment", "component", "travel")
TABLES = ("edition", "sources", "parameters", "lists", "questions", "cautions", "roll_out", "reuse")
HEAD_KEYS = (
    "code", "family", "destination", "keyed_by", "in_force_from", "in_force_until", "standing", "purpose",
    "default_question", "title",
)  # fmt: skip
PARAMETER_KEYS = ("value", "choices", "source", "standing", "meaning")


class EditionReader:
    def __init__(self, raw: Table, replaced: Mapping[str, Any]) -> None:
        only(raw, TABLES)
        self.raw = raw
        self.facts: Mapping[str, Fact] = vocabulary()
        self.head: Table = required(raw, "edition")
        only(self.head, HEAD_KEYS)
        sources: Table = required(raw, "sources")
        self.sources = {name: self.clause(sources, name) for name in sources}
        self.rows = RowReader(self.facts, self.sources, {})
        given: Mapping[str, Table] = raw.get("parameters", {})
        self.parameters = {name: self.parameter(name, row, replaced) for name, row in given.items()}
        self.constants = {name: one.value for name, one in self.parameters.items()} | self.lists()
        self.rows.constants = self.constants

    def edition(self) -> Edition:
        head, rows = self.head, self.rows
        questions: Table = required(self.raw, "questions")
        default = rows.text(head, "default_question")
        if default not in questions:
            raise head.place.problem(
                f"no question is called {default!r}{nearest(default, questions)}", key="default_question"
            )
        return Edition(
            code=rows.text(head, "code"),
            family=rows.text(head, "family"),
            destination=rows.text(head, "destination"),
            title=rows.texts(head, "title"),
            keyed_by=date_fact(head, "keyed_by", self.facts),
            in_force_from=day(head, "in_force_from"),
            in_force_until=day(head, "in_force_until"),
            standing=standing_of(head),
            purpose=self.purpose(),
            default_question=default,
            cautions=tuple(self.caution(row) for row in self.raw.get("cautions", ())),
            roll_out=self.roll_out(),
            reuse={row["step"]: self.rows.reuse(row) for row in self.raw.get("reuse", ())},
            sources=self.sources,
            parameters=self.parameters,
            questions={code: self.question(code, raw) for code, raw in questions.items()},
        )

    def lists(self) -> dict[str, tuple[Any, ...]]:
        given: Table = self.raw.get("lists", Table())
        for name, values in given.items():
            if not isinstance(values, list) or not all(is_plain(one) for one in values):
                raise given.place.problem(f"list {name} must hold texts, numbers or dates", key=name)
        return {name: tuple(values) for name, values in given.items()}

    def purpose(self) -> str:
        purpose: str = self.head.get("purpose", PURPOSES[0])
        if purpose not in PURPOSES:
            raise self.head.place.problem(
                f"unknown purpose {purpose!r}{nearest(str(purpose), PURPOSES)}", key="purpose"
            )
        return purpose

    def caution(self, row: Table) -> Caution:
        only(row, ("text", "source", "standing"))
        source, standing = self.rows.standing(row)
        return Caution(text=self.rows.texts(row, "text"), source=source, standing=standing)

    def roll_out(self) -> RollOut | None:
        row = self.raw.get("roll_out")
        if row is None:
            return None
        complete_on = day(row, "complete_on")
        if complete_on is None:
            raise row.place.problem("complete_on is missing here")
        return RollOut(countries=dict(required(row, "countries")), complete_on=complete_on)

    @staticmethod
    def clause(sources: Table, name: str) -> Clause:
        row = sources[name]
        if not isinstance(row, Table) or not isinstance(row.get("text"), str):
            raise sources.place.problem(f"clause {name} needs a text and a standing", key=name)
        row.place = sources.place
        return Clause(id=name, text=row["text"], standing=standing_of(row))

    def parameter(self, name: str, row: Table, replaced: Mapping[str, Any]) -> Parameter:
        only(row, PARAMETER_KEYS)
        value = replaced.get(name, required(row, "value"))
        choices = tuple(row.get("choices", ()))
        if not is_plain(value):
            raise row.place.problem(f"parameter {name} must be a text, a number, a date, true or false", key="value")
        if choices and value not in choices:
            raise row.place.problem(f"parameter {name} has no reading {value!r}", key="value")
        source, standing = self.rows.standing(row)
        meaning: Texts = self.rows.texts(row, "meaning")
        return Parameter(name=name, value=value, choices=choices, source=source, standing=standing, meaning=meaning)

    def question(self, code: str, raw: Table) -> Question:
        only(raw, (*ROW_KEYS, "classes_from"))
        for table, keys in ROW_KEYS.items():
            for row in raw.get(table, ()):
                only(row, keys)
        named = self.named(raw)
        rows = self.rows
        rows.computed |= COMPUTED
        tables: dict[str, Any] = {
            "items": tuple(rows.item(row) for row in raw.get("items", ())),
            "classes": tuple(rows.classed(row) for row in raw.get("classes", ())),
            "validity": tuple(rows.validity(row) for row in raw.get("validity", ())),
            "anchors": tuple(rows.anchor(row) for row in raw.get("anchors", ())),
            "outcomes": tuple(rows.outcome(row) for row in raw.get("outcomes", ())),
            "answers": tuple(rows.answer(row) for row in raw.get("answers", ())),
        }
        used = self.used(named, tables, raw.get("classes_from", ""))
        return Question(
            code=code,
            classes_from=raw.get("classes_from", ""),
            definitions=tuple(
                Definition(name=row["name"], when=named[row["name"]], text=row["when"])
                for row in raw.get("definitions", ())
            ),
            named=named,
            facts=used,
            reach=_reach(named),
            domains=self.domains(named, tables, used),
            memory={},
            run=compile_question(named=named, facts=self.facts, used=used, **tables),
            **tables,
        )

    def named(self, raw: Table) -> dict[str, Node]:
        """Definitions, and what is said of items and classes, by the names under which conditions speak of them."""
        found: dict[str, Table] = {}
        for table, prefix, key in (
            ("definitions", "", "name"),
            ("items", "need_", "id"),
            ("classes", "class_", "code"),
        ):
            for row in raw.get(table, ()):
                name = f"{prefix}{self.rows.text(row, key)}"
                if not NAME.fullmatch(name) or keyword.iskeyword(name) or name in TAKEN:
                    raise row.place.problem(f"{name!r} can't be a name: letters, digits and _ are wanted", key=key)
                if name in self.facts or name in COMPUTED or name in self.constants or name in found:
                    raise row.place.problem(f"{name} already means something else", key=key)
                found[name] = row
        self.rows.computed = dict.fromkeys(found, "boolean")
        named = {name: self.rows.condition(row) for name, row in found.items()}
        try:
            in_order(named)
        except CircularRules as circle:
            spoken, speaking = circle.names[:2]
            raise found[speaking].place.problem(str(circle), key="when", word=spoken) from circle
        return named

    def domains(
        self, named: Mapping[str, Node], tables: Mapping[str, Any], used: tuple[str, ...]
    ) -> dict[str, list[Any]]:
        nodes = [*named.values(), *(row.when for rows in tables.values() for row in rows)]
        atoms = [atom for node in nodes for atom in atoms_in(node)]
        return {name: representatives(self.facts[name], atoms) for name in used}

    def used(self, named: Mapping[str, Node], tables: Mapping[str, Any], classes_from: str) -> tuple[str, ...]:
        names = [name for node in named.values() for name in names_in(node)]
        names += [classes_from, *(row.fact for row in tables["anchors"])]
        for rows in tables.values():
            for row in rows:
                names += [name for part in _parts(row) for name in names_in(part)]
        order = {name: place for place, name in enumerate(self.facts)}
        return tuple(sorted({name for name in names if name in order}, key=order.__getitem__))


def _parts(row: Any) -> list[Node | Value]:
    compute = getattr(row, "compute", None)
    done = getattr(row, "done", None)
    return [part for part in (getattr(row, "when", None), compute, done) if part is not None]


def _reach(named: Mapping[str, Node]) -> dict[str, frozenset[str]]:
    """Every name that a defined condition speaks of, directly or through others."""
    reach: dict[str, frozenset[str]] = {}
    for name in in_order(named):
        direct = frozenset(names_in(named[name]))
        reach[name] = direct.union(*(reach[other] for other in direct if other in reach))
    return reach
