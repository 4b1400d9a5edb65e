import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from pratique.foundation.keys.cose import MalformedError, open1, sign1

KEY = ec.derive_private_key(7, ec.SECP256R1())
KID = "0123456789abcdef"
MESSAGE = sign1(b"payload", key=KEY, kid=KID)
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def test_signed_message_gives_back_what_was_signed() -> None:
    signed = open1(MESSAGE)

    assert (signed.payload, signed.kid) == (b"payload", KID)
    assert signed.is_signed_by(KEY.public_key())


def test_another_key_does_not_verify() -> None:
    assert not open1(MESSAGE).is_signed_by(ec.derive_private_key(8, ec.SECP256R1()).public_key())


@pytest.mark.parametrize("position", range(len(MESSAGE)))
def test_no_changed_byte_verifies(position: int) -> None:
    assert [change for change in range(1, 256) if _verifies(position, change)] == []


def _verifies(position: int, change: int) -> bool:
    changed = bytearray(MESSAGE)
    changed[position] ^= change
    try:
        return open1(bytes(changed)).is_signed_by(KEY.public_key())
    except MalformedError:
        return False


def test_the_other_value_of_s_is_refused() -> None:
    protected, loose, payload, signature = cbor2.loads(MESSAGE).value
    mirrored = signature[:32] + (ORDER - int.from_bytes(signature[32:], "big")).to_bytes(32, "big")
    message = cbor2.dumps(cbor2.CBORTag(18, [protected, loose, payload, mirrored]), canonical=True)

    assert not open1(message).is_signed_by(KEY.public_key())


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_malformed(message: bytes) -> None:
    with pytest.raises(MalformedError):
        open1(message)


@given(st.binary(max_size=100).map(lambda tail: MESSAGE[:40] + tail))
def test_a_message_with_another_end_never_verifies(message: bytes) -> None:
    try:
        verifies = open1(message).is_signed_by(KEY.public_key())
    except MalformedError:
        verifies = False

    assert not verifies


@pytest.mark.parametrize(
    "message",
    [
        b"\xff",
        b"\x9f" * 2000,
        b"\x81" * 2000 + b"\x00",
        b"\x9b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\xc4\x82\x1b\x7f\xff\xff\xff\xff\xff\xff\xff\x01",
        b"\x00" * 5000,
    ],
)
def test_cbor_bombs_are_malformed(message: bytes) -> None:
    with pytest.raises(MalformedError):
        open1(message)
