"""The seal of a PDF: one comment line that holds the code and a signature over every other byte of the file.

The line stands before the file's last `startxref`, where the format allows a comment and no offset moves, so the
file stays an ordinary PDF. A reader finds the line by searching for its first word; no PDF is taken apart.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import cbor2

from pratique.foundation.keys.cose import MalformedError, Signed, open1, read_canonical

MARK: Final = b"\n%PRATIQUE-SEAL-1 "
_LAST_WORD: Final = b"startxref\n"


@dataclass(frozen=True, kw_only=True)
class Seal:
    """The code's text, the signature over the file, and whether the file is still the one that was sealed."""

    code: str
    signed: Signed
    is_intact: bool


def seal_pdf(pdf: bytes, *, code: str, sign: Callable[[bytes], bytes]) -> bytes:
    """`sign` turns a payload into a signed message (COSE_Sign1)."""
    place = pdf.rindex(_LAST_WORD) - 1
    if pdf[place : place + 1] != b"\n" or MARK in pdf:
        raise ValueError("this PDF cannot be sealed")
    message = sign(_what_is_sealed(pdf[:place], pdf[place:], code))
    return pdf[:place] + MARK + code.encode() + b" " + base64.urlsafe_b64encode(message) + pdf[place:]


def read_seal(pdf: bytes) -> Seal | None:
    """None when the file carries no seal; MalformedError when it carries something broken in its place."""
    place = pdf.rfind(MARK)
    if place < 0:
        return None
    line, end, rest = pdf[place + len(MARK) :].partition(b"\n")
    code, space, letters = line.partition(b" ")
    try:
        message = base64.b64decode(letters, altchars=b"-_", validate=True)
        signed = open1(message)
        text = code.decode("ascii")
    except (binascii.Error, UnicodeDecodeError) as problem:
        raise MalformedError("a broken seal") from problem
    if not space or base64.urlsafe_b64encode(message) != letters:
        raise MalformedError("a broken seal")
    read_canonical(signed.payload)
    expected = _what_is_sealed(pdf[:place], end + rest, text)
    return Seal(code=text, signed=signed, is_intact=signed.payload == expected)


def _what_is_sealed(before: bytes, after: bytes, code: str) -> bytes:
    digest = hashlib.sha256(before + after).digest()
    return cbor2.dumps(["pratique pdf", digest, len(before), hashlib.sha256(code.encode()).digest()], canonical=True)
