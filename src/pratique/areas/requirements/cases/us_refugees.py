"""What a case of the United States gives about refugee treatment and the last days before departure."""

from typing import Any

from pratique.areas.requirements.cases.topic import Facts, Given, Topic


def case_facts(given: Given, results: Given) -> Facts:
    """Facts of the vocabulary, completed as the format says."""
    facts: dict[str, Any] = {}
    return facts


def question(given: Given) -> str:
    """What is asked is told by the keys of the input."""
    return "examination"


REFUGEES = Topic(facts=case_facts, question=question)
