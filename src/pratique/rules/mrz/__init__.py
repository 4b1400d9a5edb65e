"""Machine-readable zones of passports, cards and visas (ICAO Doc 9303 parts 3 to 7): reading, writing, sentences."""

from pratique.rules.mrz.model import (
    MrzCheck,
    MrzDate,
    MrzFields,
    MrzKind,
    MrzProblem,
    MrzReading,
    MrzSuggestion,
    Span,
)
from pratique.rules.mrz.problems import problem_sentence
from pratique.rules.mrz.reader import read_all, read_mrz
from pratique.rules.mrz.states import PEOPLE_WITHOUT_STATE, STATES
from pratique.rules.mrz.transliteration import to_mrz_letters
from pratique.rules.mrz.writer import CannotBeWritten, MrzSource, write_mrz

__all__ = [
    "PEOPLE_WITHOUT_STATE",
    "STATES",
    "CannotBeWritten",
    "MrzCheck",
    "MrzDate",
    "MrzFields",
    "MrzKind",
    "MrzProblem",
    "MrzReading",
    "MrzSource",
    "MrzSuggestion",
    "Span",
    "problem_sentence",
    "read_all",
    "read_mrz",
    "to_mrz_letters",
    "write_mrz",
]
