"""Letters of a name without what spellings disagree on: case, accents, apostrophes, vowel signs, forms of alef."""

import unicodedata

LONGEST_NAME = 200

# Letters that no decomposition turns into a base letter.
_LATIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i",
    "ŋ": "n", "ŧ": "t", "ə": "a", "ɛ": "e", "ɔ": "o", "ɗ": "d", "ɓ": "b", "ƙ": "k", "ƴ": "y", "ĸ": "k",
}  # fmt: skip
# One form for what Arabic, Persian, Kurdish, Pashto and Urdu keyboards give as several.
_ARABIC = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي", "ؤ": "و", "ۆ": "و",
    "ة": "ه", "ۀ": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ک": "ك", "ـ": None, "ء": None,
}  # fmt: skip
_APOSTROPHES = dict.fromkeys("'`´’‘ʼʻʾʿ′.·,", None)
_SPACES = dict.fromkeys('-‐‑‒–—_/\u200c\u00a0\t\r\n()[]"«»;:', " ")
_FOLD = str.maketrans(_LATIN | _ARABIC | _APOSTROPHES | _SPACES)
_KEPT_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lo", "Nd", "Mc"})


def fold(name: str) -> str:
    """The comparable form: lower case, one space between words, scripts kept; a very long text is cut."""
    text = name[:LONGEST_NAME].casefold()
    text = text.translate(_FOLD) if text.isascii() else _without_accents(text.translate(_FOLD)).translate(_FOLD)
    return " ".join("".join(letter for letter in text if letter == " " or letter.isalnum()).split())


def _without_accents(text: str) -> str:
    """Accents go, but a Cyrillic й or ё and Korean syllables stay what they are."""
    kept = (
        letter if "\u0400" <= letter <= "\u04ff" or letter >= "\uac00" else _base(letter)
        for letter in unicodedata.normalize("NFKC", text)
    )
    return "".join(kept)


def _base(letter: str) -> str:
    return "".join(
        part
        for part in unicodedata.normalize("NFD", letter)
        if unicodedata.category(part) in _KEPT_CATEGORIES or part == " "
    )
