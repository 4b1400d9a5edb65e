"""The skeleton of sounds that spellings and scripts of one name share: consonant classes, no vowels but the first.

The classes follow how Arabic, Cyrillic, Turkish, French, English and Spanish spellings of the same names differ
(Mohammed, Muhammad, Mehmet, Мухаммед, محمد; Youssef, Yusuf, Юсуф, يوسف): voiced and unvoiced sounds fall together,
vowels and half-vowels count only at the beginning. It is a way to find candidates, never a proof of identity.
"""

import re
from functools import lru_cache
from itertools import product

# Upper-case letters are classes; a tuple holds readings that cannot be told apart by the letters alone.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "G", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "і": "i", "ї": "i", "є": "e", "ґ": "g", "ў": "u", "ә": "a", "ғ": "g", "қ": "k", "ң": "n", "ө": "o",
    "ұ": "u", "ү": "u", "һ": "h", "ј": "y", "љ": "l", "њ": "n", "ђ": "dj", "ћ": "ch", "џ": "dj", "ѓ": "g", "ќ": "k",
    "ѕ": "z", "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u",
}  # fmt: skip
_ARABIC = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "T", "ج": "j", "ح": "h", "خ": "h", "د": "d", "ذ": "D", "ر": "r", "ز": "z",
    "س": "s", "ش": "s", "ص": "s", "ض": "D", "ط": "t", "ظ": "z", "ع": "a", "غ": "g", "ف": "f", "ق": "k", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "پ": "p", "چ": "s", "ژ": "j", "گ": "g", "ڤ": "f",
    "ټ": "t", "ډ": "d", "ړ": "r", "ښ": "s", "ږ": "z", "څ": "s", "ځ": "z", "ڼ": "n", "ٹ": "t", "ڈ": "d", "ڑ": "r",
    "ں": "n",
}  # fmt: skip
_TO_LATIN = str.maketrans(_CYRILLIC | _ARABIC)
_CLUSTERS = {
    "tsch": "s", "tch": "s", "sch": "s", "dzh": "j", "ch": "s", "sh": "s", "kh": "h", "gh": "g", "th": "t", "dh": "d",
    "ph": "f", "dj": "j", "zh": "j", "ck": "k", "qu": "k", "ts": "s", "tz": "s", "dz": "s", "ng": "n", "x": "ks",
    "ce": "se", "ci": "si", "cy": "sy", "cs": "s", "sz": "s", "cz": "s",
}  # fmt: skip
_CLUSTER = re.compile("|".join(sorted(_CLUSTERS, key=len, reverse=True)))
_READINGS: dict[str, tuple[str, ...]] = {
    "b": ("B",), "p": ("B",), "d": ("T",), "t": ("T",), "f": ("F",), "v": ("F",), "g": ("K",), "k": ("K",),
    "q": ("K",), "c": ("K",), "h": ("H",), "j": ("J", "-"), "l": ("L",), "m": ("M",), "n": ("N",), "r": ("R",),
    "s": ("S",), "z": ("S",), "w": ("-", "F"), "y": ("-",), "a": ("-",), "e": ("-",), "i": ("-",), "o": ("-",),
    "u": ("-",), "T": ("T", "S"), "D": ("T", "S"), "G": ("K", "H"),
}  # fmt: skip
_REPEATED = re.compile(r"([A-Z])\1+")
_AMBIGUOUS = 2
# Elhassan is also looked for as Hassan; shorter words (Elena) are not taken apart.
_ATTACHED_ARTICLE = 6
FIRST_VOWEL = "A"


@lru_cache(maxsize=65_536)
def skeletons(word: str) -> tuple[str, ...]:
    """The skeletons of one folded word, none for scripts that are not known; seldom more than one, at most eight."""
    found = _skeletons(word)
    if len(word) >= _ATTACHED_ARTICLE and word.startswith(("al", "el")):
        found += _skeletons(word[2:])
    return tuple(dict.fromkeys(found))


def _skeletons(word: str) -> tuple[str, ...]:
    latin = _CLUSTER.sub(lambda match: _CLUSTERS[match.group()], word.translate(_TO_LATIN))
    choices = [_READINGS.get(letter) for letter in latin]
    if not choices or None in choices:
        return ()
    left = _AMBIGUOUS
    narrowed: list[tuple[str, ...]] = []
    for readings in choices:
        several = readings is not None and len(readings) > 1
        narrowed.append((readings or ())[: 2 if several and left else 1])
        left -= several and left > 0
    return tuple(_closed("".join(sounds)) for sounds in product(*narrowed))


def _closed(sounds: str) -> str:
    """A first vowel counts, an h at the end (Aminah, أمينة) does not, doubled sounds count once."""
    first = FIRST_VOWEL if sounds.startswith("-") else ""
    body = _REPEATED.sub(r"\1", sounds).replace("-", "")
    return first + (body.removesuffix("H") if len(body) > 1 else body)


def romanized(word: str) -> str:
    """A rough Latin form of a folded Cyrillic or Arabic word, for sorting and for comparing letters."""
    return word.translate(_TO_LATIN).lower()
