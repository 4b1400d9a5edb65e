"""Makes up a cohort by the invented shares of `synthetic.toml`: the same seed gives the same people."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet

from pratique.indicators.engine import Engine
from pratique.indicators.language import COLUMN_TYPES, Rendering, unknown
from pratique.rules.language.checking import check
from pratique.rules.language.nodes import Node, names_in
from pratique.rules.language.parser import parse
from pratique.rules.requirements import vocabulary

SHARES = Path(__file__).with_name("synthetic.toml")
PEOPLE_AT_ONCE = 250_000
Tell = Callable[[int], None]


def synthesize_cohort(engine: Engine, *, people: int, seed: int, into: Path, tell: Tell = lambda done: None) -> None:
    """Writes so many invented people to a Parquet file, some at a time."""
    done = 0
    with parquet.ParquetWriter(str(into), _schema().to_pyarrow()) as writer:
        for part in invented_people(engine, people=people, seed=seed):
            writer.write_table(part)
            done += part.num_rows
            tell(done)


def invented_people(engine: Engine, *, people: int, seed: int) -> Iterator[pa.Table]:
    for number, start in enumerate(range(0, people, PEOPLE_AT_ONCE)):
        yield engine.arrow(_drawn(min(PEOPLE_AT_ONCE, people - start), (seed, number)))


@cache
def _shares() -> Mapping[str, Any]:
    with SHARES.open("rb") as file:
        return tomllib.load(file)


def _schema() -> Any:
    names = [row["name"] for row in _shares()["facts"]]
    facts = {name: COLUMN_TYPES[vocabulary()[name].type] for name in ("who_incidence", *names)}
    return ibis.schema({"origin": "string", **facts})


def _drawn(people: int, seed: tuple[int, int]) -> ir.Table:
    names = ["origin", *(row["name"] for row in _shares()["facts"])]
    chance = np.random.default_rng(seed)
    luck = {f"{kind} {name}": chance.random(people) for name in names for kind in ("which", "how")}
    table = _with_origins(ibis.memtable(pa.table(luck)))
    for layer in _layers():
        table = table.mutate(**{row["name"]: _fact(table, row) for row in layer})
    return table.select(*_schema())


@cache
def _layers() -> list[list[Mapping[str, Any]]]:
    """The facts such that each layer's draws look only at facts of the layers before it."""
    depth: dict[str, int] = {}
    for row in _shares()["facts"]:
        looked_at = {name for draw in row["draws"] for name in names_in(_read(draw))}
        depth[row["name"]] = 1 + max((depth[name] for name in looked_at if name in depth), default=-1)
    rows = {row["name"]: row for row in _shares()["facts"]}
    return [[rows[name] for name in rows if depth[name] == level] for level in range(max(depth.values()) + 1)]


def _read(draw: Mapping[str, Any]) -> Node:
    node = parse(draw.get("when", "true"))
    check(node, vocabulary(), {})
    return node


def _with_origins(table: ir.Table) -> ir.Table:
    origins = _shares()["origins"]
    drawn = table.mutate(origin=_which(table["which origin"], [(one["share"], code) for code, one in origins.items()]))
    incidence = [(drawn.origin == code, float(one["incidence"])) for code, one in origins.items()]
    return drawn.mutate(who_incidence=ibis.cases(*incidence, else_=unknown("float64")))


def _fact(table: ir.Table, row: Mapping[str, Any]) -> Any:
    """The first draw whose condition surely holds; unknown where none does, and where luck will have it."""
    name, missing = row["name"], row.get("unknown", 0.0)
    column_type = COLUMN_TYPES[vocabulary()[name].type]
    which, how = table[f"which {name}"], table[f"how {name}"]
    rest = (how - missing) / (1.0 - missing)
    conditions = Rendering(lambda name: table[name], vocabulary())
    draws = [(how < missing, unknown(column_type))]
    for draw in row["draws"]:
        shares = [(share, _value(value, rest, column_type)) for share, value in draw["shares"]]
        draws.append((conditions.condition(_read(draw)), _which(which, shares)))
    return ibis.cases(*draws, else_=unknown(column_type)).cast(column_type)


def _which(luck: Any, shares: list[tuple[float, Any]]) -> Any:
    whole = sum(share for share, _ in shares)
    reached, cases = 0.0, []
    for share, value in shares[:-1]:
        reached += share / whole
        cases.append((luck < reached, value))
    return ibis.cases(*cases, else_=shares[-1][1]) if cases else shares[0][1]


def _value(value: Any, luck: Any, column_type: str) -> Any:
    match value:
        case "unknown":
            return unknown(column_type)
        case {"from": date() as first, "to": date() as last}:
            days = (luck * ((last - first).days + 1)).floor().cast("int64")
            return ibis.literal(first, "date") + days.as_interval("D")
        case {"from": low, "to": high}:
            return (luck * (high - low + 1)).floor().cast("int64") + low
        case list():
            return ibis.array(value)
    return ibis.literal(value, column_type)
