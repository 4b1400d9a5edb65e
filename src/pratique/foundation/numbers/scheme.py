"""Short numbers of people, families, users and sites, such as P-7K3M-9QX4: no meaning, and a slip is caught.

Seven random characters (35 bits) and a check character, in Crockford's alphabet of 32 without I, L, O and U.
The check character is that of a code over the field of 32 elements (x^5 + x^2 + 1) with one parity symbol, as a
shortened Reed-Solomon code has it (Reed and Solomon 1960; Gumm 1985 shows why a field of characteristic two with
distinct weights does what modulo 32 cannot): every place has its own nonzero weight, so every single wrong
character and every swap of two characters is found, the letter in front included.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_CHARACTERS = 7
RANDOM_BYTES = 5
_BITS = 5
_FIELD = 0b100101
_VALUES: Mapping[str, int] = {character: value for value, character in enumerate(ALPHABET)}
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SEPARATORS = str.maketrans(dict.fromkeys(" -\u00a0\u2010\u2011\u2012\u2013\u2014\u2212._/\t\r\n\u200e\u200f"))
_LONGEST_TEXT = 40


class Fault(StrEnum):
    """Why a text is no number."""

    SHAPE = "shape"
    CHARACTER = "character"
    CHECK = "check"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class NumberProblem:
    """A text that is no number: what is wrong, and the character where that is known."""

    fault: Fault
    found: str = ""


def number_from(prefix: str, random_bytes: bytes) -> str:
    """A number from the caller's five random bytes; the prefix is one letter A to Z."""
    if len(prefix) != 1 or not "A" <= prefix <= "Z":
        raise ValueError("the prefix is one letter A to Z")
    if len(random_bytes) != RANDOM_BYTES:
        raise ValueError(f"{RANDOM_BYTES} random bytes are needed")
    number = int.from_bytes(random_bytes, "big")
    body = "".join(ALPHABET[number >> _BITS * place & 31] for place in reversed(range(RANDOM_CHARACTERS)))
    return _grouped(prefix, body + check_character(prefix, body))


def parse_number(text: str, prefixes: str | None = None) -> str | NumberProblem:
    """The canonical form of what somebody typed in any case, with or without spaces and dashes, or the problem."""
    if len(text) > _LONGEST_TEXT:
        return NumberProblem(Fault.SHAPE)
    plain = text.translate(_SEPARATORS)
    if not plain.isascii() or len(plain) != RANDOM_CHARACTERS + 2:
        return NumberProblem(Fault.SHAPE)
    prefix, rest = plain[0].upper(), plain[1:].upper().translate(_LOOK_ALIKES)
    if not "A" <= prefix <= "Z" or (prefixes is not None and prefix not in prefixes):
        return NumberProblem(Fault.PREFIX, prefix)
    foreign = next((character for character in rest if character not in _VALUES), None)
    if foreign is not None:
        return NumberProblem(Fault.CHARACTER, foreign)
    if check_character(prefix, rest[:-1]) != rest[-1]:
        return NumberProblem(Fault.CHECK)
    return _grouped(prefix, rest)


def check_character(prefix: str, body: str) -> str:
    """The parity symbol: place n counts its value times 2 to the n in the field (so the last place counts once)."""
    parity = ord(prefix) - ord("A")
    for character in body:
        parity = _double(parity) ^ _VALUES[character]
    return ALPHABET[_double(parity)]


def _double(value: int) -> int:
    doubled = value << 1
    return doubled ^ _FIELD if doubled > 31 else doubled


def _grouped(prefix: str, eight: str) -> str:
    return f"{prefix}-{eight[:4]}-{eight[4:]}"
