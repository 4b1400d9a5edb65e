"""Tasks come round by their own intervals, and one that fails stops nobody."""

import logging
import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import OperationalError

from pratique.foundation.jobs import periodic
from pratique.foundation.jobs.periodic import Task, one_round, repeat_forever

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def done() -> list[str]:
    return []


def noting(done: list[str], name: str, every: timedelta) -> Task:
    return Task(name=name, every=every, work=lambda: len(done.append(name) or done))


def failing(name: str) -> Task:
    def work() -> int:
        raise OperationalError("the server at 192.0.2.1 is gone")

    return Task(name=name, every=HOUR, work=work)


def test_a_task_is_done_when_it_is_due_and_not_before(done: list[str]) -> None:
    hourly, daily = noting(done, "hourly", HOUR), noting(done, "daily", 24 * HOUR)

    due = one_round({hourly: NOW, daily: NOW + HOUR}, at=NOW)

    assert done == ["hourly"]
    assert due == {hourly: NOW + HOUR, daily: NOW + HOUR}


def test_a_task_comes_round_by_its_interval(done: list[str]) -> None:
    hourly, daily = noting(done, "hourly", HOUR), noting(done, "daily", 24 * HOUR)
    due = one_round({hourly: NOW, daily: NOW}, at=NOW)

    due = one_round(due, at=NOW + HOUR)

    assert done == ["hourly", "daily", "hourly"]
    assert due == {hourly: NOW + 2 * HOUR, daily: NOW + 24 * HOUR}


def test_a_failing_task_stops_no_other_and_is_tried_again_soon(
    done: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = failing("broken"), noting(done, "sound", HOUR)

    with caplog.at_level(logging.INFO, logger="pratique"):
        due = one_round({broken: NOW, sound: NOW}, at=NOW)

    assert due == {broken: NOW + timedelta(minutes=5), sound: NOW + HOUR}
    assert [(row.code, row.getMessage()) for row in caplog.records] == [
        ("broken", "jobs.task.failed"),
        ("sound", "jobs.task.done: 1"),
    ]


def test_the_first_round_comes_a_minute_after_the_start(done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periodic, "PAUSE_SECONDS", 0.001)
    stop = threading.Event()
    last = Task(name="last", every=HOUR, work=lambda: stop.set() or 0)

    with time_machine.travel(NOW, tick=False) as clock:
        worker = threading.Thread(target=repeat_forever, args=[[noting(done, "first", HOUR), last], stop])
        worker.start()
        assert not stop.wait(0.05)
        assert done == []
        clock.shift(timedelta(minutes=1))
        worker.join(timeout=10)

    assert done == ["first"]
    assert not worker.is_alive()
