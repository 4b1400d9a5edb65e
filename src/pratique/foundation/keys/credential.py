"""What a certificate's code says: a closed list of claims, signed, written in letters a QR code packs tightly.

The list is the promise of `safety`: who, until when, under which programme and statement; never a class, a finding
or a treatment. A claim that is not in the list cannot be written, and a code that holds one is not read. Who issued
it is said by the key: the trust list names its site.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

import cbor2

from pratique.foundation.keys.cose import LONGEST_MESSAGE, MalformedError, Signed, open1, read_canonical

PREFIX: Final = "PQ1:"
_LABELS: Final = {
    "serial": 1,
    "number": 2,
    "family_name": 3,
    "given_names": 4,
    "date_of_birth": 5,
    "document_number": 6,
    "photo_sha256": 7,
    "programme": 8,
    "statement": 9,
    "issued_on": 10,
    "expires_on": 11,
}
_IN_HEXADECIMAL: Final = ("serial", "photo_sha256")
_NAMES: Final = {label: name for name, label in _LABELS.items()}
_TEXT: Final = re.compile(rf"PQ1:[A-Z2-7]{{16,{LONGEST_MESSAGE * 2}}}")


@dataclass(frozen=True, kw_only=True)
class Claims:
    """Dates are ISO texts; a date of birth may be a year or a year and month; an empty text means not stated."""

    serial: str
    number: str
    family_name: str
    given_names: str
    date_of_birth: str
    document_number: str
    photo_sha256: str
    programme: str
    statement: str
    issued_on: str
    expires_on: str

    def to_payload(self) -> bytes:
        stated = {_LABELS[name]: _to_wire(name, text) for name, text in asdict(self).items() if text}
        return cbor2.dumps(stated, canonical=True)

    @classmethod
    def from_payload(cls, payload: bytes) -> Claims:
        value = read_canonical(payload)
        if not isinstance(value, Mapping) or not set(value) <= set(_NAMES):
            raise MalformedError("not the claims of a certificate")
        claims = cls(**{name: _from_wire(name, value.get(label)) for name, label in _LABELS.items()})
        claims._check()
        return claims

    def _check(self) -> None:
        if len(self.serial) != 32 or len(self.photo_sha256) not in (0, 64):
            raise MalformedError("a certificate needs its serial")
        try:
            date.fromisoformat(self.issued_on)
            date.fromisoformat(self.expires_on)
        except ValueError as problem:
            raise MalformedError("a certificate needs its dates") from problem


def serial_digest(serial: str) -> str:
    """What a list of revoked certificates shows: nobody can tell from it whose certificate that was, or why."""
    return hashlib.sha256(b"pratique revocation " + bytes.fromhex(serial)).hexdigest()


def to_text(message: bytes) -> str:
    return PREFIX + base64.b32encode(message).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    if not _TEXT.fullmatch(text):
        raise MalformedError("not the text of a code")
    letters = text.removeprefix(PREFIX)
    try:
        message = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except binascii.Error as problem:
        raise MalformedError("not the text of a code") from problem
    if to_text(message) != text:
        raise MalformedError("not the text of a code")
    return message


def read_code(text: str) -> tuple[Signed, Claims]:
    """The message and the claims in a code's text, not yet verified."""
    signed = open1(from_text(text))
    return signed, Claims.from_payload(signed.payload)


def _to_wire(name: str, text: str) -> str | bytes:
    return bytes.fromhex(text) if name in _IN_HEXADECIMAL else text


def _from_wire(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in _IN_HEXADECIMAL and isinstance(value, bytes):
        return value.hex()
    if name not in _IN_HEXADECIMAL and isinstance(value, str) and value:
        return value
    raise MalformedError(f"{name} is not written as it should be")
