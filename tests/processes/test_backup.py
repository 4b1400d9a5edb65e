"""An archive is made beside a running Pratique and brought back: everything is there, or nothing."""

import pytest
from tests.processes.running import Running, command

PASSPHRASE = "a passphrase kept elsewhere"


@pytest.fixture(scope="module")
def mission(tmp_path_factory):
    """A folder with three writes, a stored file and a master key; its archive was made while everything ran."""
    folder = tmp_path_factory.mktemp("mission", numbered=True) / "data"
    folder.with_name("passphrase.txt").write_text(f"{PASSPHRASE}\n")
    with Running(folder, "--no-demo") as running:
        running.start().wait_until_ready()
        written = [running.post("/write", name=name)[0] for name in ("first", "second", "third")]
        assert written == [200, 200, 200]
        (folder / "files" / "ab").mkdir(parents=True)
        (folder / "files" / "ab" / "content").write_bytes(b"a photograph")
        done = command("backup", folder.with_name("mission.archive"), "--data-dir", folder, **asked(folder))
    assert done.returncode == 0, done.stderr
    return folder


def asked(folder):
    """Where the passphrase is read from."""
    return {"PRATIQUE_BACKUP_PASSPHRASE_FILE": str(folder.with_name("passphrase.txt"))}


@pytest.fixture
def archive(mission):
    return mission.with_name("mission.archive")


def test_everything_comes_back_and_the_restored_folder_works(mission, archive, data_dir, living_processes):
    done = command("restore", archive, "--data-dir", data_dir, **asked(mission))

    assert done.returncode == 0, done.stderr
    assert (data_dir / "keys" / "master.key").read_text() == (mission / "keys" / "master.key").read_text()
    assert (data_dir / "files" / "ab" / "content").read_bytes() == b"a photograph"
    assert (data_dir / "files" / "ab" / "content").stat().st_mode & 0o777 == 0o600
    assert living_processes() == set()
    with Running(data_dir, "--no-demo") as running:
        running.start().wait_until_ready()
        assert running.get("/count") == (200, {"names": ["first", "second", "third"], "records": 3})
        assert running.post("/write", name="fourth")[0] == 200
    assert command("audit", "verify", "--data-dir", data_dir).returncode == 0


def test_the_archive_shows_nothing_and_only_we_may_read_it(mission, archive):
    content = archive.read_bytes()

    assert (mission / "keys" / "master.key").read_bytes().strip() not in content
    assert b"a photograph" not in content
    assert archive.stat().st_mode & 0o777 == 0o600


def altered(archive, how):
    content = bytearray(archive.read_bytes())
    if how == "cut off":
        del content[-1:]
    if how == "one bit":
        content[len(content) // 2] ^= 1
    damaged = archive.with_name(f"{how}.archive")
    damaged.write_bytes(content)
    return damaged


@pytest.mark.parametrize("how", ["cut off", "one bit"])
def test_a_damaged_archive_is_refused_and_nothing_is_left(mission, archive, data_dir, how, living_processes):
    refused = command("restore", altered(archive, how), "--data-dir", data_dir, **asked(mission))

    assert refused.returncode == 1
    assert refused.stderr.splitlines()[-1] == (
        "The archive is cut off or was altered; take another copy of it. Nothing was restored."
    )
    assert list(data_dir.parent.iterdir()) == []
    assert living_processes() == set()


def test_a_wrong_passphrase_is_refused_and_nothing_is_left(archive, data_dir):
    wrong = data_dir.with_name("passphrase.txt")
    wrong.write_text("another passphrase")

    refused = command("restore", archive, "--data-dir", data_dir, **asked(data_dir))

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "The passphrase does not fit this archive. Nothing was restored.\n"
    assert list(data_dir.parent.iterdir()) == [wrong]


def test_a_folder_that_holds_something_is_never_written_into(mission, archive):
    before = sorted(path.name for path in mission.iterdir())

    refused = command("restore", archive, "--data-dir", mission, **asked(mission))

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == f"{mission} is not empty; an archive is restored into an empty data folder only.\n"
    assert sorted(path.name for path in mission.iterdir()) == before


def test_an_archive_is_never_written_over(mission, archive):
    before = archive.read_bytes()

    refused = command("backup", archive, "--data-dir", mission, **asked(mission))

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == f"{archive} is there already; give the archive another name.\n"
    assert archive.read_bytes() == before


def test_without_a_terminal_the_passphrase_file_is_asked_for(data_dir):
    data_dir.mkdir()
    (data_dir / "mode").write_text("production\n")

    refused = command("backup", data_dir.with_name("never.archive"), "--data-dir", data_dir)

    assert refused.returncode == 1
    assert refused.stderr == (
        "Call it from a terminal, or give the passphrase in a file by PRATIQUE_BACKUP_PASSPHRASE_FILE.\n"
    )
    assert not data_dir.with_name("never.archive").exists()
