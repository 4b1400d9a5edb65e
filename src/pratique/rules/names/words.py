"""The words of a name that tell people apart: articles and particles set aside, Arabic compounds made one word."""

import re
from functools import lru_cache

from pratique.rules.names.letters import fold

MOST_WORDS = 12

PARTICLES = frozenset({
    "al", "el", "ul", "ben", "bin", "ibn", "bint", "ould", "wuld", "ال", "بن", "ابن", "بنت", "ولد",
    "de", "da", "do", "dos", "das", "di", "del", "della", "la", "le", "du", "des", "y",
    "den", "der", "van", "von", "ter", "af", "av", "und", "zu", "zum",
})  # fmt: skip
# Articles before a sun letter are written as they are spoken: ar-Rahman, ash-Sharif.
_SUN_ARTICLE = re.compile(r"\b(?:a|e|u)(?:r|s|sh|z|d|t|n|th|dh)[ -](?=[rsztdn])")
_ABBREVIATED = {"md": "mohammed", "mohd": "mohammed", "mhd": "mohammed", "muhd": "mohammed", "moh": "mohammed"}
_SERVANT = re.compile(r"abd(?:ou?l|[aeu]l|[aeou](?=([rszdtn])\1))?(?=[a-z]{2})")
_SERVANT_ARABIC = re.compile("عبد(?:ال)?(?=..)")
_SERVANTS = frozenset({"abd", "abdul", "abdel", "abdal", "abdoul", "abdur", "abdus", "abdu", "عبد"})


@lru_cache(maxsize=65_536)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in order; a name of particles only keeps them."""
    folded = _SUN_ARTICLE.sub("", fold(name))
    words: list[str] = []
    servant = False
    for raw in folded.split()[:MOST_WORDS]:
        if raw in _SERVANTS:
            servant = True
        elif raw not in PARTICLES:
            word = _one_word(raw)
            words.append(_joined(word) if servant else word)
            servant = False
    if servant:
        words.append("abd")
    return tuple(words) or tuple(folded.split()[:MOST_WORDS])


def _one_word(raw: str) -> str:
    if raw in _ABBREVIATED:
        return _ABBREVIATED[raw]
    if raw.startswith("ال") and len(raw) > 4:
        return raw[2:]
    if raw.startswith("عبد"):
        return _SERVANT_ARABIC.sub("عبد", raw, count=1)
    return _SERVANT.sub("abd", raw, count=1) if raw.startswith("abd") else raw


def _joined(word: str) -> str:
    """Abd al-Rahman, Abdul Rahman and عبد الرحمن are one name, as Abdulrahman is."""
    return ("abd" if word.isascii() else "عبد") + word
