"""Processes are started, watched, restarted and stopped together."""

import os
import signal

import pytest
from tests.processes.running import Running, command


@pytest.fixture
def running(data_dir):
    with Running(data_dir, "--no-demo") as started:
        yield started.start().wait_until_ready()


def test_a_start_ends_with_every_process_running_and_ready(running, wait_until):
    status, answer = running.get("/readyz")

    assert status == 200
    assert answer == {
        "ready": True,
        "checks": {"database": True, "storage": True, "queue": True},
        "processes": {
            "database": {"state": "running", "restarts": 0},
            "web": {"state": "running", "restarts": 0},
            "worker": {"state": "running", "restarts": 0},
        },
    }
    wait_until(lambda: running.said.count(f"Pratique is ready at http://localhost:{running.port}\n") == 1)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_takes_four_seconds_at_most_and_leaves_no_process(running, living_processes, number):
    seconds = running.stop(number)

    assert seconds < 4
    assert running.process.returncode == 0
    assert living_processes() == set()


def test_a_second_start_keeps_the_data(running):
    running.post("/write", name="kept")
    running.stop()

    running.start().wait_until_ready()

    assert running.get("/count") == (200, {"names": ["kept"], "records": 1})


def test_a_child_that_dies_is_started_again_and_readyz_tells(running, wait_until):
    os.kill(running.pid_of("worker"), signal.SIGKILL)

    wait_until(lambda: running.get("/readyz")[0] == 503)
    running.wait_until_ready()
    assert running.get("/readyz")[1]["processes"]["worker"] == {"state": "running", "restarts": 1}


def test_a_killed_database_is_started_again(running, wait_until):
    running.post("/write", name="before")
    os.kill(running.pid_of("database"), signal.SIGKILL)

    wait_until(lambda: running.get("/healthz")[0] == 200 and running.get("/readyz")[0] == 503)
    running.wait_until_ready()
    wait_until(lambda: running.post("/write", name="after")[0] == 200)
    assert running.get("/count") == (200, {"names": ["after", "before"], "records": 2})


def test_children_end_with_a_killed_supervisor(running, living_processes, wait_until):
    running.process.kill()
    running.process.wait()

    wait_until(lambda: living_processes() == set(), seconds=10)


def test_a_second_start_on_the_same_folder_is_refused_in_one_sentence(running, data_dir):
    refused = command("run", "--no-demo", "--data-dir", data_dir, "--port", running.port + 1)

    assert refused.returncode == 1
    assert refused.stderr == f"Pratique is already running on {data_dir}; stop it first.\n"
    assert running.get("/readyz")[0] == 200


def test_a_command_beside_a_running_pratique_uses_its_database(running, data_dir):
    running.post("/write", name="sealed")

    verified = command("audit", "verify", "--data-dir", data_dir)

    assert verified.returncode == 0, verified.stderr
    assert verified.stdout.startswith("Audit trail: ")
    assert running.get("/readyz")[0] == 200


def test_what_was_typed_never_reaches_the_log(running):
    answer = running.post("/stumble", name="Amina Haddad")

    running.stop()

    assert answer[0] == 500
    assert "Amina" not in running.said
    assert "Haddad" not in running.said
    assert '"exception": ["builtins.ValueError"]' in running.said
