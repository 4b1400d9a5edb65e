"""What a case written for Australia gives, in the words of the vocabulary."""

from pratique.areas.requirements.cases.given import Facts, Given, Reading, examined


def _complete(facts: Facts, given: Given) -> None:
    """With an exam, symptom screen and examination are done and found what is given."""
    examined(facts, given)


AUSTRALIA = Reading(family=lambda given: "AU", complete=_complete)
