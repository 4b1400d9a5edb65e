import os
import sys
import time

import pytest

from pratique.foundation.supervisor.children import Child, Patience, stop_all
from pratique.foundation.supervisor.state import ProcessState, read_states, write_states


@pytest.mark.parametrize(
    ("pause", "lived", "expected"),
    [(0.0, 1.0, 0.25), (0.25, 1.0, 0.5), (8.0, 1.0, 16.0), (30.0, 1.0, 30.0), (30.0, 61.0, 0.25)],
)
def test_each_early_death_doubles_the_pause_and_a_long_life_forgives(pause, lived, expected):
    patience = Patience(pause=pause)

    patience.after_death(lived=lived, now=100.0)

    assert (patience.pause, patience.next_start) == (expected, 100.0 + expected)


def child(*code):
    return Child(name="web", command=[sys.executable, "-c", *code], environment={})


def test_a_child_that_ignores_the_request_to_stop_is_ended_all_the_same():
    stubborn = child("import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(60)")
    stubborn.start()
    time.sleep(0.3)
    pid = stubborn.process.pid

    stop_all([stubborn], within=0.2)

    assert not stubborn.is_living()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_dead_child_is_started_again_after_its_pause():
    short = child("pass")
    short.start()
    short.process.wait()

    assert short.look_after() is True
    assert short.state() == ProcessState(name="web", state="restarting", pid=0, restarts=0, since=short.since)
    assert short.look_after() is False
    short.patience.next_start = 0.0
    assert short.look_after() is True
    assert short.restarts == 1
    stop_all([short], within=1.0)


def test_states_are_read_as_they_were_written(tmp_path):
    states = [ProcessState(name="web", state="running", pid=7, restarts=2, since=1.5)]

    write_states(tmp_path, states)

    assert read_states(tmp_path) == states
    assert read_states(tmp_path / "elsewhere") == []
