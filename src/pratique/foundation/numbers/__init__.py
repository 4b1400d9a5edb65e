"""Numbers that people read, type and say aloud, with a check character: P-7K3M-9QX4."""

from secrets import token_bytes

from pratique.foundation.numbers.scheme import RANDOM_BYTES, Fault, NumberProblem, number_from, parse_number

__all__ = ["Fault", "NumberProblem", "is_whole_number", "new_number", "number_from", "parse_number"]


def new_number(prefix: str) -> str:
    """A new random number; the caller keeps it unique, since two of 34 thousand million can meet."""
    return number_from(prefix, token_bytes(RANDOM_BYTES))


def is_whole_number(text: str, prefix: str) -> bool:
    """Whether a stored text is exactly such a number, check character and all."""
    return parse_number(text, prefix) == text
