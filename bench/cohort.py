"""A cohort of 3 million invented people judged by one edition on two cores, from Parquet to Parquet; limit 20 s.

The peer is what one writes without it: each row as a dictionary, judged by the same rules one by one in Python. It is
measured on part of the people, and its figure for all is worked out from that. Both check every value first.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from _measure import Options, options

from pratique.areas.requirements.cohorts.judging import judge_cohort
from pratique.areas.requirements.cohorts.synthesis import synthesize_cohort
from pratique.areas.requirements.cohorts.what_if import what_if
from pratique.indicators.engine import Engine, duckdb_engine
from pratique.rules.requirements import judge_quickly, load_edition

PEOPLE, FEW_PEOPLE, ONE_BY_ONE = 3_000_000, 30_000, 30_000
CORES, LIMIT_SECONDS = 2, 20.0
EDITIONS = ("US-TB-2018", "UK-TB-2023")


def main(chosen: Options) -> int:
    engine = duckdb_engine(threads=CORES)
    people = FEW_PEOPLE if chosen.small else PEOPLE
    with tempfile.TemporaryDirectory(prefix="pratique-bench-") as folder:
        path, into = Path(folder) / "people.parquet", Path(folder) / "judged.parquet"
        said(f"{people:,} people made up", seconds(lambda: synthesize_cohort(engine, people=people, seed=1, into=path)))
        for code in EDITIONS:
            load_edition(code)
            took = seconds(lambda code=code: judged(engine, path, code, into))
            said(f"judged by {code}", took, LIMIT_SECONDS)
            few = min(people, ONE_BY_ONE)
            alone = seconds(lambda code=code: one_by_one(engine, path, code))
            peer = alone[0] * people / few, alone[1] * people / few
            said(f"peer: one by one in Python, {code}", peer)
            print(f"{'ratio to the peer':<44} {peer[0] / took[0]:8.1f}", flush=True)
        said("US-TB-2009 and US-TB-2018 compared", seconds(lambda: compared(engine, path)))
    return 0


def judged(engine: Engine, path: Path, code: str, into: Path) -> None:
    engine.write(judge_cohort(engine, engine.read(path), load_edition(code)), into)


def compared(engine: Engine, path: Path) -> None:
    what_if(engine, engine.read(path), load_edition("US-TB-2009"), load_edition("US-TB-2018"))


def one_by_one(engine: Engine, path: Path, code: str) -> None:
    edition = load_edition(code)
    for row in engine.rows(engine.read(path).drop("origin").limit(ONE_BY_ONE)):
        judge_quickly(edition=edition, facts=row)


def seconds(work: Callable[[], None]) -> tuple[float, float]:
    """By the clock, and of all processors together."""
    began, busy = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - busy


def said(name: str, took: tuple[float, float], limit: float | None = None) -> None:
    kept = "" if limit is None else f"   <= {limit:.0f} s{'' if took[0] <= limit else ' NOT KEPT'}"
    print(f"{name:<44} {took[0]:8.1f} s   processors {took[1]:8.1f} s{kept}", flush=True)


if __name__ == "__main__":
    sys.exit(main(options()))
