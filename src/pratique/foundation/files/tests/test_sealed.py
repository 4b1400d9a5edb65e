import functools
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.foundation.files import sealed
from pratique.foundation.files.sealed import ALTERED, FOREIGN, PIECE, WRONG_WORDS, OpeningStream, SealingStream
from pratique.foundation.trouble import Trouble

PASSPHRASE = "a long enough passphrase"
CONTENT = bytes(range(256)) * 9000  # a little over two pieces


@pytest.fixture(autouse=True, scope="module")
def each_key_derived_once():
    """The derivation is slow on purpose; these tests ask for the same few keys hundreds of times."""
    slow = sealed.derive_key
    sealed.derive_key = functools.lru_cache(slow)
    yield
    sealed.derive_key = slow


@functools.lru_cache
def archive(content=CONTENT):
    target = io.BytesIO()
    stream = SealingStream(target, PASSPHRASE)
    stream.write(content)
    stream.finish()
    return target.getvalue()


def opened(found, passphrase=PASSPHRASE):
    stream = OpeningStream(io.BytesIO(found), passphrase)
    content = stream.read()
    stream.finish()
    return content


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE])
def test_what_is_sealed_is_read_back(size):
    assert opened(archive(bytes(size))) == bytes(size)


def test_what_is_sealed_shows_nothing_of_its_content():
    assert b"\x00\x01\x02\x03" not in archive()


def test_small_reads_give_the_same_as_one():
    stream = OpeningStream(io.BytesIO(archive()), PASSPHRASE)

    assert b"".join(iter(lambda: stream.read(99_991), b"")) == CONTENT


def test_a_wrong_passphrase_is_told_from_an_altered_archive():
    with pytest.raises(Trouble) as refused:
        opened(archive(), "another long passphrase")

    assert refused.value.sentence == WRONG_WORDS


def test_another_file_is_called_what_it_is():
    with pytest.raises(Trouble) as refused:
        opened(b"PK\x03\x04 something else")

    assert refused.value.sentence == FOREIGN


def test_a_short_passphrase_is_refused_and_nothing_is_written():
    target = io.BytesIO()

    with pytest.raises(Trouble, match="needs 12 characters at least"):
        SealingStream(target, "too short")

    assert target.getvalue() == b""


@given(length=st.integers(len(sealed.MAGIC), len(archive()) - 1))
def test_a_cut_off_archive_is_refused(length):
    with pytest.raises(Trouble) as refused:
        opened(archive()[:length])

    assert refused.value.sentence == ALTERED


@given(place=st.integers(len(sealed.MAGIC), len(archive()) - 1), bit=st.integers(0, 7))
def test_one_altered_bit_is_refused(place, bit):
    found = bytearray(archive())
    found[place] ^= 1 << bit

    with pytest.raises(Trouble) as refused:
        opened(bytes(found))

    assert refused.value.sentence in {ALTERED, WRONG_WORDS}


def test_pieces_that_change_places_are_refused():
    start = len(archive(b"")) - sealed.TAG
    first, second = start + PIECE + sealed.TAG, start + 2 * (PIECE + sealed.TAG)
    found = archive()

    with pytest.raises(Trouble) as refused:
        opened(found[:start] + found[first:second] + found[start:first] + found[second:])

    assert refused.value.sentence == ALTERED


def test_something_added_at_the_end_is_refused():
    with pytest.raises(Trouble) as refused:
        opened(archive() + b"more")

    assert refused.value.sentence == ALTERED
