"""What a case written for fitness to travel gives, in the words of the vocabulary."""

from pratique.areas.requirements.cases.given import Facts, Given, Reading, examined
from pratique.rules.requirements.judgement import Judgement


def _complete(facts: Facts, given: Given) -> None:
    """With an exam, symptom screen and examination are done and found what is given."""
    examined(facts, given)


FITNESS_TO_TRAVEL = Reading(family=lambda given: "FT", complete=_complete)


def fit_word(judgement: Judgement) -> str | None:
    """The format knows three words: whoever may fly is FIT, with whatever assistance or escort."""
    return "FIT" if str(judgement.clearance).startswith("FIT") else judgement.clearance
