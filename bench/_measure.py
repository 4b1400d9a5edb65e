"""What the benchmarks share: their options, times by the clock and by the processor, one line a figure."""

import argparse
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SMALL_PERSONS, PERSONS = 2_000, 100_000


@dataclass(frozen=True, kw_only=True)
class Options:
    """`small` shows in minutes that a benchmark works; its figures prove nothing."""

    small: bool
    data_dir: Path | None

    @property
    def persons(self) -> int:
        return SMALL_PERSONS if self.small else PERSONS

    def runs(self, full: int) -> int:
        return max(20, full // 10) if self.small else full


def options() -> Options:
    parser = argparse.ArgumentParser()
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--data-dir", type=Path)
    given = parser.parse_args()
    return Options(small=given.small, data_dir=given.data_dir.resolve() if given.data_dir else None)


@dataclass(frozen=True, kw_only=True)
class Times:
    """Milliseconds of each call: by the clock, and of the processor in this process (the database's not among them)."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def take(self, work: Callable[[], Any]) -> Any:
        began, busy = time.perf_counter(), time.process_time()
        answer = work()
        self.clock.append((time.perf_counter() - began) * 1000)
        self.processor.append((time.process_time() - busy) * 1000)
        return answer

    @property
    def median(self) -> float:
        return statistics.median(self.clock)

    @property
    def late(self) -> float:
        """The 95th percentile."""
        return statistics.quantiles(self.clock, n=20)[-1]


def timed(works: Iterable[Callable[[], Any]]) -> Times:
    times = Times()
    for work in works:
        times.take(work)
    return times


def line(name: str, times: Times, *, median: float | None = None, late: float | None = None) -> str:
    """One figure; `median` and `late` are the limits that it must keep, if any."""
    said = (
        f"{name:<46} median {times.median:7.1f} ms   95th {times.late:7.1f} ms"
        f"   processor {statistics.median(times.processor):6.1f} ms"
    )
    limits = [("median", times.median, median), ("95th", times.late, late)]
    kept = [
        f"{word} <= {limit:.0f}{'' if found <= limit else ' NOT KEPT'}"
        for word, found, limit in limits
        if limit is not None
    ]
    return "   ".join([said, *kept])
