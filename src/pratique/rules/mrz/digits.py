"""The check digit of ICAO Doc 9303 part 3, 4.9: weights 7, 3, 1 over 0-9, A = 10 to Z = 35, filler = 0, modulo 10.

All three weights have an inverse modulo 10, so one wrong character passes exactly when its value and the right
one's are congruent modulo 10 (0 < A K U; 1 B L V; 2 C M W; 3 D N X; 4 E O Y; 5 F P Z; 6 G Q; 7 H R; 8 I S; 9 J T).
Two swapped neighbours pass exactly when their values are congruent modulo 5.
"""

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FILLER = "<"
VALUES = {character: value for value, character in enumerate(ALPHABET)} | {FILLER: 0}


def _weighted(weight: int) -> bytes:
    table = bytearray(256)
    for character, value in VALUES.items():
        table[ord(character)] = value * weight % 10
    return bytes(table)


_SEVEN, _THREE, _ONE = _weighted(7), _weighted(3), _weighted(1)


def check_digit(text: str) -> str:
    """The digit for a text of A-Z, 0-9 and fillers; any other text is a mistake of the caller."""
    raw = text.encode("ascii")
    total = sum(raw[0::3].translate(_SEVEN)) + sum(raw[1::3].translate(_THREE)) + sum(raw[2::3].translate(_ONE))
    return ALPHABET[total % 10]
