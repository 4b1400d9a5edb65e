"""Work that comes round by the clock: each task at its own interval, whatever becomes of the others."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import close_old_connections

log = logging.getLogger(__name__)

# The first round leaves the start to those who wait for pages.
FIRST_ROUND_AFTER = timedelta(minutes=1)
AGAIN_AFTER_FAILURE = timedelta(minutes=5)
PAUSE_SECONDS = 5.0


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing to do again and again. It says how much it did; the log says no more than that."""

    name: str
    every: timedelta
    work: Callable[[], int]


def repeat_forever(tasks: Iterable[Task], stop: threading.Event) -> None:
    """Do every task when it is due until told to stop; survives a database that goes away and comes back."""
    due = dict.fromkeys(tasks, datetime.now(UTC) + FIRST_ROUND_AFTER)
    while not stop.wait(PAUSE_SECONDS):
        due = one_round(due, at=datetime.now(UTC))


def one_round(due: Mapping[Task, datetime], *, at: datetime) -> dict[Task, datetime]:
    """Do what is due at that instant; gives when each task is due next."""
    return {task: at + _done(task) if when <= at else when for task, when in due.items()}


def _done(task: Task) -> timedelta:
    """Do it; gives how long to wait before it is done again, sooner when it failed."""
    started = time.perf_counter()
    try:
        close_old_connections()
        count = int(task.work())
    except Exception:
        log.exception("jobs.task.failed", extra={"code": task.name})
        return min(task.every, AGAIN_AFTER_FAILURE)
    finally:
        close_old_connections()
    took = round((time.perf_counter() - started) * 1000)
    log.info("jobs.task.done: %d", count, extra={"code": task.name, "milliseconds": took})
    return task.every
