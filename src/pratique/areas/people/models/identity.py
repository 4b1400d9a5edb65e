"""Who somebody says she is: names in two scripts, a date of birth as far as it is known. Text is kept as text."""

import unicodedata
from calendar import monthrange
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from django.utils.translation import gettext_lazy as _

from pratique.foundation.actions import Refusal

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LONGEST_NAME = 200
LONGEST_ADDRESS = 500
_LONGEST = {"language": 8, "phone": 40, "nationality": 3, "residence": 3, "sex": 1}
LONGEST_LIFE_YEARS = 130
MOST_MARGIN_YEARS = 15
SEXES = ("F", "M", "X", "")
# Joiners belong to the spelling of Persian, Urdu and Indic names; marks of direction come along when text is pasted.
_JOINERS = frozenset("\u200c\u200d")
_DIRECTION_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u061c\ufeff"))
_FORBIDDEN = frozenset({"Cc", "Cs", "Co", "Cn", "Cf"})
_SCRIPTS = {
    "LATIN": "Latn", "ARABIC": "Arab", "CYRILLIC": "Cyrl", "GREEK": "Grek", "HEBREW": "Hebr", "ETHIOPIC": "Ethi",
    "DEVANAGARI": "Deva", "BENGALI": "Beng", "GEORGIAN": "Geor", "ARMENIAN": "Armn", "MYANMAR": "Mymr", "CJK": "Hani",
    "HANGUL": "Hang", "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "THAI": "Thai", "KHMER": "Khmr", "LAO": "Laoo",
    "TAMIL": "Taml", "TELUGU": "Telu", "GUJARATI": "Gujr", "GURMUKHI": "Guru", "SINHALA": "Sinh", "TIBETAN": "Tibt",
    "TIFINAGH": "Tfng", "NKO": "Nkoo", "ADLAM": "Adlm", "SYRIAC": "Syrc", "THAANA": "Thaa", "MONGOLIAN": "Mong",
}  # fmt: skip


def refuse(problem: str, sentence: "_StrPromise", field: str, **details: object) -> NoReturn:
    """Say no to one field of what was told."""
    raise Refusal(f"people.identity.{problem}", sentence, field=field, **details)


def clean_text(text: object, *, field: str, longest: int = LONGEST_NAME, lines: bool = False) -> str:
    """One line of text (or several) in composed form, without stray spaces. Control characters are refused."""
    if not isinstance(text, str):
        refuse("not_text", _("Write this as text."), field)
    if len(text) > longest * 4:
        refuse("too_long", _("This is too long. Shorten it."), field, longest=longest)
    marked = text.translate(_DIRECTION_MARKS).replace("\r\n", "\n")
    kept = [" ".join(line.split(" ")) for line in marked.split("\n")] if lines else [marked]
    for character in "".join(kept):
        if unicodedata.category(character) in _FORBIDDEN and character not in _JOINERS | {"\t"}:
            refuse(
                "forbidden_character",
                _("This contains a character that cannot be seen or printed. Type it again by hand."),
                field,
            )
    composed = unicodedata.normalize("NFC", "\n".join(" ".join(line.split()) for line in kept)).strip()
    if len(composed) > longest:
        refuse("too_long", _("This is too long. Shorten it."), field, longest=longest)
    return composed


def script_of(text: str) -> str:
    """The ISO 15924 code of most of its letters; empty when there is no letter that tells."""
    counts: dict[str, int] = {}
    for character in text:
        word = unicodedata.name(character, "").partition(" ")[0].partition("-")[0]
        if character.isalpha() and word in _SCRIPTS:
            counts[_SCRIPTS[word]] = counts.get(_SCRIPTS[word], 0) + 1
    return max(counts, key=lambda script: counts[script]) if counts else ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Birth:
    """A date of birth as far as it is known. An estimated year may carry how many years it may be off."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    is_estimated: bool = False
    margin_years: int = 0

    @property
    def earliest(self) -> date | None:
        if self.year is None:
            return None
        return _within(self.year - self.margin_years, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date | None:
        if self.year is None:
            return None
        return _within(self.year + self.margin_years, self.month or 12, self.day or 31)

    @property
    def is_exact(self) -> bool:
        return self.day is not None and not self.margin_years

    @property
    def iso(self) -> str:
        """The known leading part: 1974-08-12, 1974-08, 1974, or nothing."""
        parts = [f"{part:0{width}d}" for part, width in ((self.year, 4), (self.month, 2), (self.day, 2)) if part]
        return "-".join(parts)

    def may_be_the_day_of(self, other: "Birth") -> bool:
        """Whether both can be the same day; two unknown dates say nothing."""
        if self.earliest is None or other.earliest is None or self.latest is None or other.latest is None:
            return False
        return self.earliest <= other.latest and other.earliest <= self.latest

    def checked(self, on: date) -> "Birth":
        """The same date, if it can be one that a living person has on that day."""
        if self.year is None and self.month is None and self.day is None:
            return Birth()
        if self.year is None or (self.month is None and self.day is not None):
            refuse("birth_incomplete", _("Give the year, or the year and the month, or the whole date."), "birth")
        if self.margin_years and not (self.is_estimated and self.month is None):
            refuse("birth_margin", _("A margin in years belongs to an estimated year."), "birth")
        if not 0 <= self.margin_years <= MOST_MARGIN_YEARS:
            refuse("birth_margin", _("A margin in years belongs to an estimated year."), "birth")
        return self._possible(on)

    def _possible(self, on: date) -> "Birth":
        try:
            first = date(self.year or 0, self.month or 1, self.day or 1)
        except ValueError:
            refuse("birth_not_real", _("There is no such day. Check the date of birth."), "birth")
        if first > on:
            refuse("birth_in_future", _("This date of birth lies in the future. Check the year."), "birth")
        if first.year < on.year - LONGEST_LIFE_YEARS:
            refuse("birth_too_early", _("Nobody alive was born so early. Check the year of birth."), "birth")
        return self


def _within(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


@dataclass(frozen=True, kw_only=True, slots=True)
class Identity:
    """What a person tells of herself at registration. Anything may be missing, except some name to call her by."""

    family_name: str = ""
    given_names: str = ""
    family_name_native: str = ""
    given_names_native: str = ""
    name_as_spoken: str = ""
    sex: str = ""
    birth: Birth = Birth()
    nationality: str = ""
    language: str = ""
    phone: str = ""
    address: str = ""
    residence: str = ""

    @property
    def native_script(self) -> str:
        return script_of(self.family_name_native + self.given_names_native)

    def checked(self, on: date) -> "Identity":
        """The same identity in clean text. Refuses what cannot be kept or read, naming the field."""
        cleaned = {
            name: clean_text(getattr(self, name), field=name, longest=_LONGEST.get(name, LONGEST_NAME))
            for name in (field.name for field in fields(self))
            if name not in {"birth", "address"}
        }
        cleaned["address"] = clean_text(self.address, field="address", longest=LONGEST_ADDRESS, lines=True)
        identity = replace(self, **cleaned, birth=self.birth.checked(on))
        if not any((identity.latin_name, identity.native_name, identity.name_as_spoken)):
            refuse("no_name", _("Write at least one name: in any script, or as it is spoken."), "name_as_spoken")
        if identity.sex not in SEXES:
            refuse("sex", _("Choose one of the answers that are offered."), "sex")
        return identity

    @property
    def latin_name(self) -> str:
        return " ".join(filter(None, (self.family_name, self.given_names)))

    @property
    def native_name(self) -> str:
        return " ".join(filter(None, (self.family_name_native, self.given_names_native)))

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every form of the name that is known."""
        return tuple(filter(None, (self.latin_name, self.native_name, self.name_as_spoken)))
