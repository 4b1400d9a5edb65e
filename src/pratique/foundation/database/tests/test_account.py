from types import SimpleNamespace

import pytest

from pratique.foundation.database.account import Account, may_enter, reachable

ACCOUNT = Account(uid=4321, gid=8765)


@pytest.mark.parametrize(
    ("uid", "gid", "mode", "may"),
    [
        (4321, 0, 0o700, True),
        (4321, 0, 0o077, False),
        (0, 8765, 0o710, True),
        (0, 8765, 0o707, False),
        (0, 0, 0o701, True),
        (0, 0, 0o770, False),
    ],
)
def test_a_folder_is_entered_by_the_first_right_that_applies(uid, gid, mode, may):
    facts = SimpleNamespace(st_uid=uid, st_gid=gid, st_mode=0o40000 | mode)

    assert may_enter(facts, ACCOUNT) is may


def test_one_shut_folder_above_makes_everything_below_unreachable(tmp_path):
    below = tmp_path / "shut" / "open"
    below.mkdir(parents=True)
    (tmp_path / "shut").chmod(0o700)

    assert reachable(below, ACCOUNT) is False
