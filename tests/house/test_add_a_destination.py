"""The guide for a new destination, followed word by word, makes one that judges, lints and passes its own cases."""

import re
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from pratique.areas.requirements.cases import check_cases
from pratique.rules.requirements import UnknownEdition, judge, load_edition
from pratique.rules.requirements.lint import lint_edition
from pratique.rules.requirements.loading import edition_for, read_edition
from pratique.rules.requirements.pages import pages

ROOT = Path(__file__).parent.parent.parent
GUIDE = (ROOT / "docs/guides/add-a-destination.md").read_text(encoding="utf-8")
HEADS = import_module("pratique.rules.requirements.heads")
FILES = ("yy_2026.toml", "yy_2026.cases.toml")


def forget_editions() -> None:
    HEADS.heads.cache_clear()
    load_edition.cache_clear()


@pytest.fixture
def followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The guide's two files in a folder that is searched like the others."""
    folder = tmp_path / "yy"
    folder.mkdir()
    for name, text in re.findall(r"the file `(\S+)`.*?```toml\n(.*?)```", GUIDE, re.S):
        (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(HEADS, "FOLDERS", (*HEADS.FOLDERS, tmp_path))
    forget_editions()
    yield folder
    monkeypatch.undo()
    forget_editions()


def test_the_guide_makes_two_files_and_a_line_of_the_changelog(followed: Path) -> None:
    made = sorted(path.relative_to(followed).as_posix() for path in followed.rglob("*.toml"))
    line = re.search(r"```md\n(.*?)```", GUIDE, re.S)

    assert made == sorted(FILES)
    assert line is not None
    assert re.fullmatch(r"- \S.*`YY-2026`.*\.\n", line[1]) is not None
    assert len(re.findall(r"^```\w+$", GUIDE, re.M)) == 3


def test_the_edition_is_found_and_read(followed: Path) -> None:
    assert load_edition("YY-2026").destination == "YY"
    assert read_edition(followed / FILES[0]).code == "YY-2026"
    assert "yy-2026.md" in pages()


def test_the_edition_judges_a_person(followed: Path) -> None:
    facts = {
        "age": 34,
        "pregnant": False,
        "tb_contact": False,
        "physical_exam_done": True,
        "exam_on": date(2026, 3, 31),
    }

    judgement = judge(edition=load_edition("YY-2026"), facts=facts)

    assert [item.id for item in judgement.open] == ["chest_film", "syphilis"]
    assert judgement.clearance == "PENDING"


def test_the_edition_has_nothing_for_lint_to_say(followed: Path) -> None:
    assert lint_edition(load_edition("YY-2026")).problems == ()


def test_the_worked_cases_pass(followed: Path) -> None:
    results = list(check_cases(followed / FILES[1]))

    assert [str(result) for result in results if not result.passed] == []
    assert len(results) == 8


@pytest.mark.parametrize("code", ["XX", "YY"])
def test_a_fictional_destination_is_never_chosen_by_its_date(followed: Path, code: str) -> None:
    with pytest.raises(UnknownEdition):
        edition_for(code, {"exam_on": date(2026, 6, 1)})


def test_every_row_of_a_fictional_destination_is_unconfirmed(followed: Path) -> None:
    assert len(load_edition("XX-2026").unconfirmed_items()) == 11
    assert len(load_edition("YY-2026").unconfirmed_items()) == 11


def test_nothing_of_the_guide_is_left_behind() -> None:
    with pytest.raises(UnknownEdition):
        load_edition("YY-2026")
