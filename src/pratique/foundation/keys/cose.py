"""COSE_Sign1 (RFC 9052) with ES256: the signature under every certificate, in one form only.

A signed message has exactly one accepted spelling: canonical CBOR, no unprotected header, the lower of the two
possible values of S. So any byte that differs from what was signed is noticed, not only those the signature covers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

LONGEST_MESSAGE: Final = 2048
_TAG: Final = 18
_ALGORITHM, _KEY_ID, _ES256 = 1, 4, -7
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_ECDSA: Final = ec.ECDSA(hashes.SHA256())


class MalformedError(ValueError):
    """The bytes are no signed message of ours."""


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A message taken apart; nothing in it is to be believed before `is_signed_by` says so."""

    protected: bytes
    kid: str
    payload: bytes
    signature: bytes

    def is_signed_by(self, key: ec.EllipticCurvePublicKey) -> bool:
        r, s = int.from_bytes(self.signature[:32], "big"), int.from_bytes(self.signature[32:], "big")
        if s > _ORDER // 2:
            return False
        try:
            key.verify(encode_dss_signature(r, s), _to_be_signed(self.protected, self.payload), _ECDSA)
        except InvalidSignature:
            return False
        return True


def sign1(payload: bytes, *, key: ec.EllipticCurvePrivateKey, kid: str) -> bytes:
    protected = cbor2.dumps({_ALGORITHM: _ES256, _KEY_ID: bytes.fromhex(kid)}, canonical=True)
    r, s = decode_dss_signature(key.sign(_to_be_signed(protected, payload), _ECDSA))
    signature = r.to_bytes(32, "big") + min(s, _ORDER - s).to_bytes(32, "big")
    return cbor2.dumps(cbor2.CBORTag(_TAG, [protected, {}, payload, signature]), canonical=True)


def open1(message: bytes) -> Signed:
    match read_canonical(message):
        case cbor2.CBORTag(tag=18, value=[bytes() as protected, loose, bytes() as payload, bytes() as sig]):
            pass
        case _:
            raise MalformedError("not a COSE_Sign1 message")
    header = read_canonical(protected)
    if loose != {} or len(sig) != 64 or not isinstance(header, Mapping) or set(header) != {_ALGORITHM, _KEY_ID}:
        raise MalformedError("not the headers of an ES256 message")
    kid = header[_KEY_ID]
    if header[_ALGORITHM] != _ES256 or not isinstance(kid, bytes):
        raise MalformedError("not signed with ES256")
    return Signed(protected=protected, kid=kid.hex(), payload=payload, signature=sig)


def read_canonical(message: bytes) -> Any:
    """Read CBOR that is written in its one canonical form; everything else is malformed."""
    if len(message) > LONGEST_MESSAGE:
        raise MalformedError("too long")
    try:
        value = cbor2.loads(message)
        again = cbor2.dumps(value, canonical=True)
    except (cbor2.CBORError, ValueError, TypeError, OverflowError, RecursionError, MemoryError) as problem:
        raise MalformedError("not CBOR") from problem
    if again != message:
        raise MalformedError("not in canonical form")
    return value


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    return cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)
