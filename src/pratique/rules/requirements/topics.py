"""Which words of an authority exclude each other by their meaning: "none" of a topic beside another of that topic."""

NONE = "NONE"


def excludes(code: str, other: str) -> bool:
    """`TB_NONE` excludes every other `TB_...`, and a bare `NONE` or `none` whatever stands beside it."""
    return code != other and (_is_none_beside(code, other) or _is_none_beside(other, code))


def _is_none_beside(code: str, other: str) -> bool:
    word = code.upper()
    return word == NONE or (word.endswith(f"_{NONE}") and other.upper().startswith(word.removesuffix(NONE)))
