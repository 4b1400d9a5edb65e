"""Names in Latin with diacritics, Cyrillic or Arabic letters, as the letters A to Z of a machine-readable zone."""

import unicodedata
from importlib.resources import files

_ROWS = [
    line.split(",") for line in files(__package__).joinpath("transliteration.csv").read_text("utf-8").splitlines()[1:]
]
_LETTERS: dict[str, str] = {row[0]: row[1] for row in _ROWS}
_LETTERS |= {chr(code): chr(code) for code in range(ord("A"), ord("Z") + 1)}
# Doc 9303 part 3, 4.6: hyphens become fillers, apostrophes and full stops are left out; so are the Arabic vowel
# signs, which passports do not print. Shadda doubles its letter (part 3, section 6).
_SEPARATORS = frozenset(" -\u2010\u2011\u2012\u2013\u2014/_\u00a0\u200c")
_SHADDA = "\u0651"


def to_mrz_letters(name: str) -> str | None:
    """The name's components in A to Z with one filler between; None when a letter has no transliteration."""
    letters: list[str] = []
    for character in unicodedata.normalize("NFC", name):
        if character in _SEPARATORS:
            letters.append("<")
        elif character == _SHADDA:
            letters.append(letters[-1] if letters else "")
        elif not _is_left_out(character):
            known = _known(character)
            if known is None:
                return None
            letters.append(known)
    return "<".join(part for part in "".join(letters).split("<") if part)


def _known(character: str) -> str | None:
    found = _LETTERS.get(character)
    if found is None:
        found = _LETTERS.get(character.upper())
    if found is None:
        found = _LETTERS.get(unicodedata.normalize("NFD", character)[0].upper())
    return found


def _is_left_out(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Po", "Pi", "Pf", "Lm", "Sk"}
