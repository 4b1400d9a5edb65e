import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.foundation.files.store import FileMissing, FileTooLarge, Store

CONTENT = b"a photograph"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def store(tmp_path):
    return Store(folder=tmp_path / "files")


def files_below(store):
    return [path for path in store.folder.rglob("*") if path.is_file()]


def test_a_file_is_kept_once_under_the_digest_of_its_content(store):
    assert store.store(CONTENT) == DIGEST
    assert store.store_stream(io.BytesIO(CONTENT)) == DIGEST

    assert files_below(store) == [store.folder / DIGEST[:2] / DIGEST[2:4] / DIGEST]
    assert store.read(DIGEST) == CONTENT
    assert list(store.digests()) == [DIGEST]


def test_only_we_may_read_what_is_kept(store):
    store.store(CONTENT)

    assert store.path(DIGEST).stat().st_mode & 0o777 == 0o600
    assert store.path(DIGEST).parent.stat().st_mode & 0o777 == 0o700


def test_a_content_over_the_limit_is_refused_and_leaves_nothing(store):
    with pytest.raises(FileTooLarge):
        store.store(CONTENT, limit=len(CONTENT) - 1)
    with pytest.raises(FileTooLarge):
        store.store_stream(io.BytesIO(CONTENT), limit=len(CONTENT) - 1)

    assert files_below(store) == []


def test_a_stream_that_breaks_leaves_nothing(store):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            raise OSError("the line went dead")

    with pytest.raises(OSError, match="the line went dead"):
        store.store_stream(Broken())

    assert files_below(store) == []


def test_a_damaged_file_is_found_and_not_given_out(store):
    store.store(CONTENT)
    store.path(DIGEST).write_bytes(b"a photogra_h")

    assert store.damaged() == [DIGEST]
    with pytest.raises(FileMissing):
        store.read(DIGEST)


@given(
    name=st.one_of(st.text(), st.sampled_from(["../../etc/passwd", DIGEST.upper(), f"{DIGEST}/", f"{DIGEST}\n", ""]))
)
def test_no_name_from_outside_becomes_a_path(tmp_path_factory, name):
    store = Store(folder=tmp_path_factory.getbasetemp() / "never-made")

    with pytest.raises(FileMissing):
        store.read(name)


@given(content=st.binary(max_size=600_000))
def test_whatever_goes_in_comes_out(tmp_path_factory, content):
    store = Store(folder=tmp_path_factory.getbasetemp() / "any-content")

    assert store.read(store.store_stream(io.BytesIO(content))) == content
