import os
import time

import pytest

from pratique.foundation.supervisor.heartbeat import FILE, beat
from pratique.foundation.supervisor.state import ProcessState, write_states


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    beat(tmp_path)
    return tmp_path


def test_liveness_asks_nothing_of_the_database(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"alive": True})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_readiness_names_every_check(client, folder):
    write_states(folder, [ProcessState(name="web", state="running", pid=7, restarts=1, since=0.0)])

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {
        "ready": True,
        "checks": {"database": True, "storage": True, "queue": True},
        "processes": {"web": {"state": "running", "restarts": 1}},
    }


@pytest.mark.django_db
def test_a_process_that_is_starting_again_makes_it_unready(client, folder):
    write_states(folder, [ProcessState(name="worker", state="restarting", pid=0, restarts=3, since=0.0)])

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["ready"]) == (503, False)


@pytest.mark.django_db
def test_a_silent_worker_makes_it_unready(client, folder):
    os.utime(folder / FILE, (time.time() - 60, time.time() - 60))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["checks"]["queue"]) == (503, False)


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_nothing_can_be_sent_there(client, path):
    assert client.post(path).status_code == 405
