"""What a case of the United States gives about infections, Hansen's disease, mental disorder, substances."""

from typing import Any

from pratique.areas.requirements.cases.topic import Facts, Given, Topic


def case_facts(given: Given, results: Given) -> Facts:
    """Facts of the vocabulary, completed as the format says."""
    facts: dict[str, Any] = {}
    return facts


def question(given: Given) -> str:
    """What is asked is told by the keys of the input."""
    return "examination"


CONDITIONS = Topic(facts=case_facts, question=question)
