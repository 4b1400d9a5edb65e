import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.foundation.keys.ring import KeyRing, Place, SealedError, UnknownKeyError

PLACE = Place("people_protection", "notes", "P-1")
RING = KeyRing({1: b"a" * 32}, index_key=b"i" * 32)
ROTATED = KeyRing({1: b"a" * 32, 2: b"b" * 32}, index_key=b"i" * 32)


@given(st.binary(max_size=300))
def test_what_was_sealed_opens_again(secret: bytes) -> None:
    assert RING.open(RING.seal(secret, PLACE), PLACE) == secret


@pytest.mark.parametrize(
    "elsewhere",
    [
        Place("people_person", "notes", "P-1"),
        Place("people_protection", "phone", "P-1"),
        Place("people_protection", "notes", "P-2"),
        Place("people_protectionn", "otes", "P-1"),
    ],
)
def test_a_secret_opens_at_no_other_place(elsewhere: Place) -> None:
    sealed = RING.seal(b"detained", PLACE)

    with pytest.raises(SealedError, match="changed, or sealed for another place"):
        RING.open(sealed, elsewhere)


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_any_changed_byte_is_noticed(position: int, change: int) -> None:
    sealed = bytearray(RING.seal(b"detained", PLACE))
    sealed[position % len(sealed)] ^= change

    with pytest.raises(SealedError):
        RING.open(bytes(sealed), PLACE)


@given(st.binary(max_size=60))
def test_arbitrary_bytes_do_not_open(sealed: bytes) -> None:
    with pytest.raises(SealedError):
        RING.open(sealed, PLACE)


def test_after_rotation_older_secrets_open_and_newer_ones_use_the_new_key() -> None:
    older = RING.seal(b"detained", PLACE)

    newer = ROTATED.seal(b"detained", PLACE)

    assert ROTATED.open(older, PLACE) == b"detained"
    assert newer[1:5] == b"\x00\x00\x00\x02"
    with pytest.raises(UnknownKeyError, match="sealed with key 2"):
        RING.open(newer, PLACE)


def test_blind_index_depends_on_text_column_and_key_alone() -> None:
    index = RING.blind_index("+41790000001", table="people_person", column="phone")

    assert index == ROTATED.blind_index("+41790000001", table="people_person", column="phone")
    assert index != RING.blind_index("+41790000002", table="people_person", column="phone")
    assert index != RING.blind_index("+41790000001", table="people_person", column="mobile")
    assert index != KeyRing({1: b"a" * 32}, b"j" * 32).blind_index(
        "+41790000001", table="people_person", column="phone"
    )
