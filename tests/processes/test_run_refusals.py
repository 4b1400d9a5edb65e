"""What stops a start is one clear sentence, and nothing is half done."""

import socket

import pytest
from tests.processes.running import command, free_port


def refused_run(data_dir, *words):
    refused = command("run", "--data-dir", data_dir, *words)
    assert refused.returncode == 1
    assert refused.stdout == ""
    return refused.stderr


def test_a_taken_port(data_dir):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refused_run(data_dir, "--port", port)

    assert said == f"Port {port} on 127.0.0.1 cannot be used (address already in use); choose another by --port.\n"
    assert not data_dir.exists()


def test_a_host_that_is_not_ours(data_dir):
    said = refused_run(
        data_dir, "--no-demo", "--host", "no-such-host.invalid", "--tls-cert", __file__, "--tls-key", __file__
    )

    assert said == "no-such-host.invalid is not an address of this machine; give another by --host.\n"
    assert not data_dir.exists()


def test_a_data_folder_that_cannot_be_made(data_dir):
    data_dir.write_text("a file, not a folder")

    said = refused_run(data_dir, "--port", free_port())

    assert said == f"The data folder {data_dir} cannot be made (File exists); choose one by --data-dir.\n"


def test_a_data_folder_that_cannot_be_written():
    said = refused_run("/sys", "--port", free_port())

    assert said == "The data folder /sys cannot be written; choose another by --data-dir.\n"


@pytest.mark.parametrize(
    ("mark", "words", "sentence"),
    [
        ("demo", ["--no-demo"], "holds the demo mission; give a production its own folder by --data-dir.\n"),
        ("production", [], "holds a production; start it with --no-demo, or give the demo its own --data-dir.\n"),
    ],
)
def test_invented_and_real_people_never_share_a_folder(data_dir, mark, words, sentence):
    data_dir.mkdir()
    (data_dir / "mode").write_text(f"{mark}\n")

    said = refused_run(data_dir, "--port", free_port(), *words)

    assert said == f"{data_dir} {sentence}"
    assert sorted(path.name for path in data_dir.iterdir()) == ["lock", "mode"]


def test_the_demo_serves_this_machine_only(data_dir):
    said = refused_run(data_dir, "--host", "0.0.0.0", "--port", free_port())  # noqa: S104

    assert said == (
        "The demo's passwords are known to everybody, so it serves this machine only and not 0.0.0.0; "
        "leave out --host, or add --open-demo if everybody on that network may see it.\n"
    )
    assert not data_dir.exists()


def test_records_never_travel_over_plain_http(data_dir):
    said = refused_run(data_dir, "--no-demo", "--host", "0.0.0.0", "--port", free_port())  # noqa: S104

    assert said == (
        "Records never travel over plain http: for 0.0.0.0 give --tls-cert and --tls-key, or PRATIQUE_PUBLIC_URL "
        "if a proxy in front serves https.\n"
    )
    assert not data_dir.exists()


def test_a_variable_with_a_wrong_value(data_dir):
    refused = command("run", "--data-dir", data_dir, PRATIQUE_PORT="many")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "PRATIQUE_PORT should be a port number, but it is 'many'.\n"
    assert not data_dir.exists()
