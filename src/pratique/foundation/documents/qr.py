"""QR codes for papers and screens, small enough for the camera of a cheap phone."""

from __future__ import annotations

import io
from typing import Final

import segno

LARGEST_VERSION: Final = 21


class CodeTooLongError(ValueError):
    """The text needs a code that cheap cameras cannot read."""


def qr_svg(text: str) -> str:
    """A black code on nothing, in the smallest version, with the best correction that this version can hold."""
    code = segno.make(text, error="m", boost_error=True, micro=False)
    if int(code.version) > LARGEST_VERSION:
        raise CodeTooLongError(f"version {code.version}")
    out = io.BytesIO()
    code.save(out, kind="svg", border=4, xmldecl=False, svgns=True, scale=1)
    return out.getvalue().decode()
