from pathlib import Path

import pytest

from pratique.config.cli import bench, main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bench, "FOLDER", tmp_path)
    monkeypatch.setattr(bench, "TABLE", tmp_path / "performance.md")
    (tmp_path / "_measure.py").write_text("raise SystemExit(1)\n")
    (tmp_path / "letters.py").write_text('"""Letters, beside figures."""\nimport sys\nprint(*sys.argv[1:], "a 1 ms")\n')
    return tmp_path


def test_all_of_them_write_the_table_with_the_machine(folder, capsys):
    assert main(["bench"]) == 0

    written = (folder / "performance.md").read_text()
    assert written.startswith("# Performance\n")
    assert "\n| PostgreSQL | " in written
    assert written.endswith("\n## letters\n\nLetters, beside figures.\n\n```\na 1 ms\n```\n")
    assert capsys.readouterr().out == f"letters:\na 1 ms\nWritten to {folder / 'performance.md'}.\n"


def test_small_ones_and_single_ones_write_no_table(folder, capsys):
    assert main(["bench", "--small"]) == 0
    assert main(["bench", "letters", "--data-dir", "/srv/x"]) == 0

    assert capsys.readouterr().out == "letters:\n--small a 1 ms\nletters:\n--data-dir /srv/x a 1 ms\n"
    assert not (folder / "performance.md").exists()


def test_one_that_fails_is_told_with_its_last_line(folder, capsys):
    (folder / "letters.py").write_text("raise ValueError('too slow')\n")

    assert main(["bench", "letters"]) == 1
    assert capsys.readouterr().err == "The benchmark letters failed: ValueError: too slow\n"


def test_an_unknown_one_is_answered_with_those_there_are(folder, capsys):
    assert main(["bench", "figures"]) == 1
    assert capsys.readouterr().err == "There is no benchmark figures; there are letters.\n"
