"""A PostgreSQL server that somebody else runs takes the place of the embedded one."""

import psycopg
import pytest
from tests.processes.running import Running, command
from tests.processes.server import fresh_database, some_server

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def server():
    with some_server() as owner:
        yield owner


@pytest.fixture
def passphrase(data_dir):
    file = data_dir.with_name("passphrase.txt")
    file.write_text("a passphrase kept elsewhere")
    return {"PRATIQUE_BACKUP_PASSPHRASE_FILE": str(file)}


def test_pratique_runs_on_a_given_server_and_starts_none_of_its_own(server, data_dir):
    with fresh_database(server, "mission_one") as owner:
        url = {"PRATIQUE_DATABASE_URL": owner.url()}
        with Running(data_dir, "--no-demo", **url) as running:
            running.start().wait_until_ready()
            assert running.post("/write", name="there")[0] == 200
            assert running.get("/count") == (200, {"names": ["there"], "records": 1})
            assert sorted(running.get("/readyz")[1]["processes"]) == ["web", "worker"]

        assert not (data_dir / "postgres").exists()
        with psycopg.connect(owner.conninfo()) as connection:
            rights = connection.execute(
                "SELECT has_table_privilege(role, 'actions_auditrecord', 'INSERT'),"
                " has_table_privilege(role, 'actions_auditrecord', 'DELETE')"
                " FROM (VALUES ('mission_one_application')) AS named (role)"
            ).fetchone()
            assert rights == (True, False)
        assert command("audit", "verify", "--data-dir", data_dir, **url).returncode == 0


def test_a_mission_moves_from_the_embedded_database_to_a_server(server, data_dir, passphrase):
    archive, moved = data_dir.with_name("mission.archive"), data_dir / "moved"
    small = data_dir / "small"
    data_dir.mkdir()
    with Running(small, "--no-demo") as running:
        running.start().wait_until_ready()
        assert running.post("/write", name="carried")[0] == 200
    assert command("backup", archive, "--data-dir", small, **passphrase).returncode == 0
    with fresh_database(server, "mission_two") as owner:
        url = {"PRATIQUE_DATABASE_URL": owner.url()}

        done = command("restore", archive, "--data-dir", moved, **passphrase, **url)

        assert done.returncode == 0, done.stderr
        with Running(moved, "--no-demo", **url) as running:
            running.start().wait_until_ready()
            assert running.get("/count") == (200, {"names": ["carried"], "records": 1})
            assert running.post("/write", name="after")[0] == 200
        again = command("restore", archive, "--data-dir", data_dir / "other", **passphrase, **url)
        assert again.stderr.splitlines()[-1] == (
            "The database mission_two is not empty; an archive is restored into an empty one only."
        )
        assert not (data_dir / "other").exists()
