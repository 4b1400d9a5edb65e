"""Reading the code from a picture: a photograph taken at an angle, a scan, a screenshot."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

import zxingcpp
from PIL import Image, ImageFilter, ImageOps

LARGEST_PICTURE: Final = 60_000_000
_LONGEST_SIDE: Final = 2400
_KINDS: Final = ("PNG", "JPEG", "WEBP")
_QR: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_BROKEN: Final = (OSError, ValueError, SyntaxError, ArithmeticError)


class PictureError(Exception):
    """The bytes are no picture that is opened here: unknown, broken, or too large."""


def read_codes(content: bytes) -> list[str]:
    """The texts of all QR codes in the picture, after as many attempts as it takes to find one."""
    for picture in _attempts(_open(content)):
        found = [code.text for code in zxingcpp.read_barcodes(picture, formats=_QR)]
        if found:
            return found
    return []


def _open(content: bytes) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(content), formats=_KINDS)
        if picture.width * picture.height > LARGEST_PICTURE:
            raise PictureError("too many points")
        picture.draft("L", (_LONGEST_SIDE, _LONGEST_SIDE))
        return _on_white(picture)
    except (*_BROKEN, Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise PictureError("not a picture") from problem


def _on_white(picture: Image.Image) -> Image.Image:
    if "A" in picture.getbands() or "transparency" in picture.info:
        coloured = picture.convert("RGBA")
        paper = Image.new("RGBA", coloured.size, "white")
        return Image.alpha_composite(paper, coloured).convert("L")
    return picture.convert("L")


def _attempts(picture: Image.Image) -> Iterator[Image.Image]:
    picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    yield picture
    plain = ImageOps.autocontrast(picture, cutoff=2)
    yield plain.filter(ImageFilter.UnsharpMask(radius=4, percent=250, threshold=0))
    larger = plain.resize((plain.width * 2, plain.height * 2), Image.Resampling.BICUBIC)
    yield larger.filter(ImageFilter.UnsharpMask(radius=3, percent=150, threshold=0))
    yield plain.filter(ImageFilter.GaussianBlur(2))
    for degrees in (-20, 20):
        yield plain.rotate(degrees, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
