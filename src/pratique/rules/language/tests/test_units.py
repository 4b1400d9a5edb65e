"""Every unit of the vocabulary that is a word has words in four languages."""

from pratique.rules.language.facts import LANGUAGES
from pratique.rules.language.sentences import unit_words
from pratique.rules.requirements.words import vocabulary

SYMBOLS = {"g/dL", "kg", "mL/min/1.73 m2", "micromol/L", "mm", "mmHg", "mmol/mol"}


def test_a_unit_is_said_in_every_language():
    units = {fact.unit for fact in vocabulary().values()} - SYMBOLS - {""}

    assert {unit for unit in units if len({unit_words(unit, language) for language in LANGUAGES}) == 1} == set()
    assert unit_words("years", "ar") == "سنة"
    assert unit_words("kg", "ar") == "kg"
