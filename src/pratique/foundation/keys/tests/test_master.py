from pathlib import Path

import pytest

from pratique.foundation.keys.master import (
    MasterKeyError,
    begin_rotation,
    end_rotation,
    make_master_key,
    read_master_key,
)


def test_master_key_file_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "master.key"

    make_master_key(path)

    assert path.stat().st_mode & 0o777 == 0o600
    assert read_master_key(path).unwrap(read_master_key(path).wrap(b"x", name="1"), name="1") == b"x"


def test_an_existing_master_key_is_never_replaced(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    make_master_key(path)
    before = path.read_bytes()

    make_master_key(path)

    assert path.read_bytes() == before


def test_rotation_opens_with_both_keys_then_with_the_new_one_alone(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    make_master_key(path)
    old = read_master_key(path).wrap(b"secret", name="1")

    begin_rotation(path)
    both = read_master_key(path)
    new = both.wrap(both.unwrap(old, name="1"), name="1")
    end_rotation(path)

    assert read_master_key(path).unwrap(new, name="1") == b"secret"
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(MasterKeyError, match="does not belong to this database"):
        read_master_key(path).unwrap(old, name="1")


def test_a_wrapped_key_opens_under_its_own_name_only(tmp_path: Path) -> None:
    make_master_key(tmp_path / "master.key")
    master = read_master_key(tmp_path / "master.key")

    with pytest.raises(MasterKeyError):
        master.unwrap(master.wrap(b"secret", name="1"), name="2")


@pytest.mark.parametrize("content", [b"", b"short\n", b"\xff\xfe", b"not base64 at all !!!!!\n"])
def test_a_broken_master_key_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(content)

    with pytest.raises(MasterKeyError, match=r"Restore it from the backup\."):
        read_master_key(path)


def test_a_missing_master_key_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MasterKeyError, match="cannot be read"):
        read_master_key(tmp_path / "master.key")
