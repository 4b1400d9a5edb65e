from pathlib import Path

import pytest

from pratique.foundation.supervisor.folder import claim_mode, data_folder, only_one, read_mode
from pratique.foundation.trouble import Trouble


def test_in_a_checkout_the_data_lie_beside_the_makefile():
    folder = data_folder(None)

    assert folder.name == ".data"
    assert (folder.parent / "Makefile").exists()


def test_the_folder_that_is_given_counts():
    assert data_folder(Path("/srv/mission")) == Path("/srv/mission")


def test_a_new_folder_is_marked_once(tmp_path):
    assert read_mode(tmp_path) is None

    claim_mode(tmp_path, "production")
    claim_mode(tmp_path, "production")

    assert read_mode(tmp_path) == "production"
    assert (tmp_path / "mode").read_text() == "production\n"


@pytest.mark.parametrize(("first", "second"), [("demo", "production"), ("production", "demo")])
def test_a_folder_never_changes_its_kind(tmp_path, first, second):
    claim_mode(tmp_path, first)

    with pytest.raises(Trouble):
        claim_mode(tmp_path, second)

    assert read_mode(tmp_path) == first


def test_a_mark_that_nobody_knows_is_not_guessed_at(tmp_path):
    (tmp_path / "mode").write_text("trial\n")

    with pytest.raises(Trouble, match="should say demo or production"):
        read_mode(tmp_path)


def test_only_one_holds_a_folder_and_the_next_may_after_it(tmp_path):
    with only_one(tmp_path), pytest.raises(Trouble, match="is already running on"), only_one(tmp_path):
        pass

    with only_one(tmp_path):
        pass
