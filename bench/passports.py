"""Reading machine-readable zones from text: every check digit and typed fields, against the PyPI package `mrz`.

`mrz` 0.6.2 (GPL, so never a dependency) is measured where it can be imported (PYTHONPATH to an environment of its own);
else its figure is the one of this project's performance anchors: 6,300 TD3 zones a second, one thread.
"""

import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import version

from _measure import options

from pratique.rules.mrz import read_mrz

TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
ON = date(2026, 11, 20)
PEER_RATE = 6_300.0
SECONDS = 1.0


def rate(work: Callable[[], object]) -> float:
    """How often in a second of the processor, the best of three."""
    best = 0.0
    for _ in range(3):
        done, started = 0, time.process_time()
        while time.process_time() - started < SECONDS:
            for _ in range(100):
                work()
            done += 100
        best = max(best, done / (time.process_time() - started))
    return best


def peer_rate() -> tuple[str, float]:
    try:
        from mrz.checker.td3 import TD3CodeChecker
    except ImportError:
        return "peer: mrz 0.6.2, as published", PEER_RATE
    return f"peer: mrz {version('mrz')}, measured here", rate(lambda: TD3CodeChecker(TD3).fields())


def main() -> None:
    options()
    ours = rate(lambda: read_mrz(TD3, on=ON))
    peer, theirs = peer_rate()
    print(f"{'TD3 zones read a second':<46} {ours:10,.0f}")
    print(f"{peer:<46} {theirs:10,.0f}")
    print(f"{'ratio to the peer':<46} {ours / theirs:10.1f}")


if __name__ == "__main__":
    main()
