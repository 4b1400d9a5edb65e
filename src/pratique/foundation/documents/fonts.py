"""Which letters the shipped fonts hold: an archivable PDF may not contain a letter that it cannot show."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "fonts"
_REGULAR: Final = ("NotoSans-Regular.ttf", "NotoSansArabic-Regular.ttf")
_INVISIBLE: Final = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS: Final = {"\u200c", "\u200d"}


def can_print(text: str) -> bool:
    """Whether every letter can be printed; signs that turn or hide other letters cannot."""
    return all(_is_printable(letter) for letter in unicodedata.normalize("NFC", text))


def _is_printable(letter: str) -> bool:
    if letter in _JOINERS:
        return True
    return unicodedata.category(letter) not in _INVISIBLE and ord(letter) in _letters()


@cache
def _letters() -> frozenset[int]:
    return frozenset(code for name in _REGULAR for code in _letters_of((FOLDER / name).read_bytes()))


def _letters_of(font: bytes) -> Iterator[int]:
    """The letters of a TrueType font, from its `cmap` table (OpenType, formats 4 and 12)."""
    for at in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16):
        tag, _, cmap, _ = struct.unpack_from(">4sIII", font, at)
        if tag == b"cmap":
            yield from _letters_of_cmap(font, cmap)


def _letters_of_cmap(font: bytes, cmap: int) -> Iterator[int]:
    for index in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        table = cmap + struct.unpack_from(">I", font, cmap + 4 + 8 * index + 4)[0]
        form = struct.unpack_from(">H", font, table)[0]
        if form == 12:
            groups = struct.unpack_from(">I", font, table + 12)[0]
            for start, end, _ in struct.iter_unpack(">III", font[table + 16 : table + 16 + 12 * groups]):
                yield from range(start, end + 1)
        elif form == 4:
            count = struct.unpack_from(">H", font, table + 6)[0] // 2
            ends = struct.unpack_from(f">{count}H", font, table + 14)
            starts = struct.unpack_from(f">{count}H", font, table + 16 + 2 * count)
            for start, end in zip(starts, ends, strict=True):
                yield from range(start, min(end, 0xFFFE) + 1)
