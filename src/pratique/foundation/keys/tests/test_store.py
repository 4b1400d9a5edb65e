from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from pratique.foundation.keys import store
from pratique.foundation.keys.master import MasterKeyError, make_master_key, read_master_key
from pratique.foundation.keys.models import DataKey
from pratique.foundation.keys.ring import Place

PLACE = Place("people_protection", "notes", "P-1")
NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _opened_anew(settings: Settings, tmp_path: Path) -> None:
    """A copy of the run's master key, so that a rotation here leaves it alone; the ring is read anew."""
    copy = tmp_path / "master.key"
    copy.write_bytes(Path(settings.MASTER_KEY_FILE).read_bytes())
    settings.MASTER_KEY_FILE = copy
    store.forget()
    yield
    store.forget()


def test_first_keys_were_made_with_the_tables() -> None:
    assert sorted(DataKey.objects.values_list("number", flat=True)) == [0, 1]


def test_secret_is_sealed_with_the_newest_key_after_rotation_and_older_ones_open(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    older = store.seal(b"detained", PLACE)

    with django_capture_on_commit_callbacks(execute=True):
        number = store.rotate_data_key(at=NOW)
    newer = store.seal(b"detained", PLACE)

    assert number == 2
    assert (older[1:5], newer[1:5]) == (b"\0\0\0\1", b"\0\0\0\2")
    assert (store.open_sealed(older, PLACE), store.open_sealed(newer, PLACE)) == (b"detained", b"detained")


def test_another_process_reads_the_ring_anew_when_it_meets_a_newer_key(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    store.seal(b"x", PLACE)
    elsewhere = dict(store._opened)
    with django_capture_on_commit_callbacks(execute=True):
        store.rotate_data_key(at=NOW)
    newer = store.seal(b"detained", PLACE)
    store._opened.update(elsewhere)

    assert store.open_sealed(newer, PLACE) == b"detained"


def test_new_master_key_opens_the_same_ring_and_the_old_one_nothing(
    settings: Settings, tmp_path: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    sealed = store.seal(b"detained", PLACE)
    old_file = tmp_path / "old.key"
    old_file.write_bytes(settings.MASTER_KEY_FILE.read_bytes())

    with django_capture_on_commit_callbacks(execute=True):
        count = store.rotate_master_key()

    store.forget()
    assert count == 2
    assert store.open_sealed(sealed, PLACE) == b"detained"
    assert len(settings.MASTER_KEY_FILE.read_text().split()) == 1
    settings.MASTER_KEY_FILE = old_file
    store.forget()
    with pytest.raises(MasterKeyError):
        store.open_sealed(sealed, PLACE)


def test_rotation_that_stops_before_the_database_changed_loses_nothing(
    settings: Settings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    sealed = store.seal(b"detained", PLACE)

    with django_capture_on_commit_callbacks(execute=False):
        store.rotate_master_key()

    store.forget()
    assert len(settings.MASTER_KEY_FILE.read_text().split()) == 2
    assert store.open_sealed(sealed, PLACE) == b"detained"
    wrapped = bytes(DataKey.objects.get(number=1).wrapped)
    assert len(read_master_key(settings.MASTER_KEY_FILE).unwrap(wrapped, name="pratique data key 1")) == 32


def test_foreign_master_key_is_refused(settings: Settings, tmp_path: Path) -> None:
    settings.MASTER_KEY_FILE = tmp_path / "foreign.key"
    make_master_key(settings.MASTER_KEY_FILE)

    with pytest.raises(MasterKeyError, match="does not belong to this database"):
        store.seal(b"x", PLACE)


def test_blind_index_survives_every_rotation(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    before = store.blind_index("+41790000001", table="people_person", column="phone")

    with django_capture_on_commit_callbacks(execute=True):
        store.rotate_data_key(at=NOW)
        store.rotate_master_key()

    assert store.blind_index("+41790000001", table="people_person", column="phone") == before
