"""What a machine-readable zone says, how sure its check digits are of it, and what a person must look at."""

from dataclasses import dataclass
from enum import StrEnum


class MrzKind(StrEnum):
    """The five layouts of ICAO Doc 9303: cards (parts 5 and 6), passports (part 4), visas (part 7)."""

    TD1 = "TD1"
    TD2 = "TD2"
    TD3 = "TD3"
    MRVA = "MRVA"
    MRVB = "MRVB"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of one line as a slice: line, start and end count from 0, end is not included."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MrzDate:
    """A date as printed; month and day, or all of it, may be unknown (Doc 9303 part 3, 4.8)."""

    printed: str
    year: int | None
    month: int | None
    day: int | None

    @property
    def iso(self) -> str | None:
        """The known leading part: 1974-08-12, 1974-08, 1974, or nothing."""
        if self.year is None:
            return None
        if self.month is None:
            return f"{self.year:04d}"
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"

    @property
    def precision(self) -> str:
        """One of day, month, year, unknown."""
        if self.year is None:
            return "unknown"
        if self.month is None:
            return "year"
        return "month" if self.day is None else "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class MrzFields:
    """The printed elements; an empty text means that the zone leaves the element empty."""

    document_code: str
    issuing_state: str
    document_number: str
    surname: str
    given_names: str
    names_truncated: bool
    nationality: str
    birth_date: MrzDate | None
    sex: str
    expiry_date: MrzDate | None
    optional_data: str
    optional_data_2: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MrzCheck:
    """One check digit: the characters it covers, where it stands, what is printed and what it should be."""

    name: str
    covers: tuple[Span, ...]
    at: Span
    printed: str
    computed: str
    ok: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MrzProblem:
    """Something a person must look at, at its characters; the sentence is made at the door from code and details."""

    code: str
    span: Span | None = None
    field: str = ""
    found: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MrzSuggestion:
    """A likely slip of typing, proposed and never applied: these characters may stand for those."""

    span: Span
    found: str
    proposed: str
    repairs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MrzReading:
    """One zone, read: nothing is accepted in silence, so a reading is clean only without any problem."""

    kind: MrzKind | None
    lines: tuple[str, ...]
    fields: MrzFields | None
    checks: tuple[MrzCheck, ...]
    problems: tuple[MrzProblem, ...]
    suggestions: tuple[MrzSuggestion, ...] = ()

    @property
    def is_clean(self) -> bool:
        return self.fields is not None and not self.problems
