"""Reads editions from their files; a slip in a file fails here with its place."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pratique.rules.language.checking import check, value_type
from pratique.rules.language.facts import LANGUAGES, Fact
from pratique.rules.language.nodes import Literal, Node, Value, atoms_in, names_in
from pratique.rules.language.parser import parse, parse_value
from pratique.rules.requirements.compiling import compile_question, in_order
from pratique.rules.requirements.domains import representatives
from pratique.rules.requirements.heads import BadEdition, UncertainEdition, UnknownEdition, chosen_head, heads
from pratique.rules.requirements.model import (
    AnchorRow,
    AnswerRow,
    Caution,
    Class,
    Clause,
    Definition,
    Edition,
    Item,
    Outcome,
    Parameter,
    Question,
    RollOut,
    Standing,
    Texts,
    ValidityRow,
)
from pratique.rules.requirements.words import vocabulary

PURPOSES = ("assessment", "component", "travel")
__all__ = [
    "BadEdition",
    "UncertainEdition",
    "UnknownEdition",
    "edition_for",
    "editions",
    "load_edition",
    "read_edition",
]
KEYS = {"definitions": "name", "items": "id", "classes": "code", "outcomes": "value"}
COMPUTED = {"unfinished": "boolean", "valid_until": "date", "validity_months": "integer"}


def editions() -> tuple[Edition, ...]:
    """Every edition present, by destination and date."""
    return tuple(load_edition(head.code) for head in heads().values())


@cache
def load_edition(code: str) -> Edition:
    if code not in heads():
        raise UnknownEdition(code)
    return read_edition(heads()[code].path)


def edition_for(family: str, dates: Mapping[str, date | None], country: str = "") -> Edition:
    """The edition of a family (or of a destination's assessment) that its dates choose; the newest without any date.

    `country` of the examination decides between editions that came into force country by country; where its day isn't
    known, UncertainEdition names the candidates.
    """
    chosen = [one for one in heads().values() if family == one.family or (family == one.destination and one.is_main)]
    if not chosen:
        raise UnknownEdition(family)
    return load_edition(chosen_head(family, chosen, dates, country).code)


def read_edition(path: Path, parameters: Mapping[str, Any] | None = None) -> Edition:
    """An edition from its file; `parameters` replaces named readings, for the simulator and for tests."""
    raw = _merged(path)
    try:
        return _Reader(raw, parameters or {}).edition()
    except (KeyError, ValueError) as error:
        raise BadEdition(f"{path.name}: {error}") from error


def edition_words(code: str) -> frozenset[str]:
    """Every word that the conditions of an edition use, names of parameters included."""
    raw = _merged(heads()[code].path)
    texts = [
        str(value) for question in raw["questions"].values() for rows in question.values() for value in _leaves(rows)
    ]
    return frozenset(word for text in texts for word in re.findall(r"[A-Za-z_]\w*", text))


def _leaves(rows: Any) -> list[Any]:
    keys = ("when", "done", "compute", "months", "value")
    return [row[key] for row in rows for key in keys if key in row] if isinstance(rows, list) else []


def _merged(path: Path) -> dict[str, Any]:
    """The file over the files it includes: a row with the same key replaces the included one."""
    with path.open("rb") as file:
        raw = tomllib.load(file)
    merged: dict[str, Any] = {}
    for name in raw.pop("includes", ()):
        merged = _over(merged, _merged(path.parent / name))
    return _over(merged, raw)


def _over(below: Mapping[str, Any], above: Mapping[str, Any], key: str = "") -> dict[str, Any]:
    result = dict(below)
    for name, value in above.items():
        if isinstance(value, dict) and isinstance(result.get(name), dict):
            result[name] = _over(result[name], value, name)
        elif isinstance(value, list) and name in KEYS and isinstance(result.get(name), list):
            by_key = {row[KEYS[name]]: row for row in [*result[name], *value]}
            result[name] = list(by_key.values())
        else:
            result[name] = value
    return result


class _Reader:
    def __init__(self, raw: Mapping[str, Any], replaced: Mapping[str, Any]) -> None:
        self.raw = raw
        self.facts: Mapping[str, Fact] = vocabulary()
        self.sources = {name: self.clause(name, row) for name, row in raw["sources"].items()}
        self.parameters = {name: self.parameter(name, row, replaced) for name, row in raw.get("parameters", {}).items()}
        self.constants = {name: one.value for name, one in self.parameters.items()} | dict(raw.get("lists", {}))
        self.computed: dict[str, str] = {}

    def edition(self) -> Edition:
        head = self.raw["edition"]
        return Edition(
            code=head["code"],
            family=head["family"],
            destination=head["destination"],
            title=self.texts(head["title"]),
            keyed_by=head["keyed_by"],
            in_force_from=head.get("in_force_from"),
            in_force_until=head.get("in_force_until"),
            standing=Standing[head["standing"].upper()],
            purpose=self.purpose(head),
            default_question=head["default_question"],
            cautions=tuple(self.caution(row) for row in self.raw.get("cautions", ())),
            roll_out=self.roll_out(),
            sources=self.sources,
            parameters=self.parameters,
            questions={code: self.question(code, raw) for code, raw in self.raw["questions"].items()},
        )

    @staticmethod
    def purpose(head: Mapping[str, Any]) -> str:
        purpose: str = head.get("purpose", PURPOSES[0])
        if purpose not in PURPOSES:
            raise BadEdition(f"unknown purpose {purpose!r}")
        return purpose

    def caution(self, row: Mapping[str, Any]) -> Caution:
        source, standing = self.standing(row)
        return Caution(text=self.texts(row["text"]), source=source, standing=standing)

    def roll_out(self) -> RollOut | None:
        row = self.raw.get("roll_out")
        return None if row is None else RollOut(countries=dict(row["countries"]), complete_on=row["complete_on"])

    def clause(self, name: str, row: Mapping[str, str]) -> Clause:
        return Clause(id=name, text=row["text"], standing=Standing[row["standing"].upper()])

    def parameter(self, name: str, row: Mapping[str, Any], replaced: Mapping[str, Any]) -> Parameter:
        value = replaced.get(name, row["value"])
        choices = tuple(row.get("choices", ()))
        if choices and value not in choices:
            raise BadEdition(f"parameter {name} has no reading {value!r}")
        source, standing = self.standing(row)
        meaning = self.texts(row["meaning"])
        return Parameter(name=name, value=value, choices=choices, source=source, standing=standing, meaning=meaning)

    def question(self, code: str, raw: Mapping[str, Any]) -> Question:
        rows = {f"{row['name']}": row["when"] for row in raw.get("definitions", ())}
        rows |= {f"need_{row['id']}": row["when"] for row in raw.get("items", ())}
        rows |= {f"class_{row['code']}": row["when"] for row in raw.get("classes", ())}
        clash = [name for name in rows if name in self.facts or name in COMPUTED or name in self.constants]
        if clash:
            raise BadEdition(f"{clash[0]} already means something else")
        self.computed = dict.fromkeys(rows, "boolean")
        named = {name: self.condition(text) for name, text in rows.items()}
        self.computed |= COMPUTED
        tables: dict[str, Any] = {
            "items": tuple(self.item(row) for row in raw.get("items", ())),
            "classes": tuple(self.classed(row) for row in raw.get("classes", ())),
            "validity": tuple(self.validity(row) for row in raw.get("validity", ())),
            "anchors": tuple(self.anchor(row) for row in raw.get("anchors", ())),
            "outcomes": tuple(self.outcome(row) for row in raw.get("outcomes", ())),
            "answers": tuple(self.answer(row) for row in raw.get("answers", ())),
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
            typical={},
            run=compile_question(named=named, facts=self.facts, used=used, **tables),
            **tables,
        )

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
                names += [name for part in self.parts(row) for name in names_in(part)]
        order = {name: place for place, name in enumerate(self.facts)}
        return tuple(sorted({name for name in names if name in order}, key=order.__getitem__))

    @staticmethod
    def parts(row: Any) -> list[Node | Value]:
        compute = getattr(row, "compute", None)
        done = getattr(row, "done", None)
        return [part for part in (getattr(row, "when", None), compute, done) if part is not None]

    def condition(self, text: str) -> Node:
        node = parse(text, self.constants)
        check(node, self.facts, self.computed)
        return node

    def texts(self, row: Mapping[str, str]) -> Texts:
        if set(row) != set(LANGUAGES) or not all(row.values()):
            raise BadEdition(f"a text needs {', '.join(LANGUAGES)}: {dict(row)}")
        return dict(row)

    def standing(self, row: Mapping[str, Any]) -> tuple[tuple[str, ...], Standing]:
        """The clauses of a row, and its standing: the weakest clause's unless the row says a weaker one."""
        source = (row["source"],) if isinstance(row["source"], str) else tuple(row["source"])
        unknown = [one for one in source if one not in self.sources]
        if unknown or not source:
            raise BadEdition(f"unknown source {unknown or source}")
        weakest = min(self.sources[one].standing for one in source)
        return source, min(weakest, Standing[row["standing"].upper()]) if "standing" in row else weakest

    def item(self, row: Mapping[str, Any]) -> Item:
        source, standing = self.standing(row)
        return Item(
            id=row["id"],
            code=row["code"],
            steps=tuple(row["steps"]),
            when=self.condition(row["when"]),
            text=row["when"],
            done=self.condition(row["done"]),
            source=source,
            standing=standing,
            name=self.texts(row["name"]),
            why=self.texts(row["why"]),
        )

    def classed(self, row: Mapping[str, Any]) -> Class:
        source, standing = self.standing(row)
        when, name = self.condition(row["when"]), self.texts(row["name"])
        return Class(code=row["code"], when=when, text=row["when"], source=source, standing=standing, name=name)

    def validity(self, row: Mapping[str, Any]) -> ValidityRow:
        source, standing = self.standing(row)
        months = self.constants.get(row["months"], row["months"])
        if not isinstance(months, int) or not 0 < months <= 120:
            raise BadEdition(f"a validity of {months!r} months can't be meant")
        when = self.condition(row["when"])
        return ValidityRow(months=months, when=when, text=row["when"], source=source, standing=standing)

    def anchor(self, row: Mapping[str, Any]) -> AnchorRow:
        source, standing = self.standing(row)
        fact = self.facts.get(row["fact"])
        if fact is None or fact.type != "date":
            raise BadEdition(f"{row['fact']} is not a date")
        when = self.condition(row["when"])
        return AnchorRow(fact=fact.name, when=when, text=row["when"], source=source, standing=standing)

    def outcome(self, row: Mapping[str, Any]) -> Outcome:
        source, standing = self.standing(row)
        return Outcome(
            value=row["value"],
            when=self.condition(row["when"]),
            text=row["when"],
            source=source,
            standing=standing,
            name=self.texts(row["name"]),
            releases=row.get("releases", False),
            waits=row.get("waits", False),
        )

    def answer(self, row: Mapping[str, Any]) -> AnswerRow:
        source, standing = self.standing(row)
        compute = parse_value(row["compute"], self.constants) if "compute" in row else None
        if compute is not None:
            value_type(compute, self.facts, self.computed)
        value = row.get("value")
        return AnswerRow(
            key=row["key"],
            value=self.constants.get(value, value) if isinstance(value, str) else value,
            compute=None if isinstance(compute, Literal) else compute,
            when=self.condition(row["when"]),
            text=row["when"],
            source=source,
            standing=standing,
            name=self.texts(row["name"]),
        )


def _reach(named: Mapping[str, Node]) -> dict[str, frozenset[str]]:
    """Every name that a defined condition speaks of, directly or through others."""
    reach: dict[str, frozenset[str]] = {}
    for name in in_order(named):
        direct = frozenset(names_in(named[name]))
        reach[name] = direct.union(*(reach[other] for other in direct if other in reach))
    return reach
