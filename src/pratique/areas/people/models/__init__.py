"""Tables of persons, families, papers, consents and what keeps people safe."""

from pratique.areas.people.models.consents import Consent
from pratique.areas.people.models.identity import Birth, Identity, clean_text
from pratique.areas.people.models.papers import Document, Identifier, Photo
from pratique.areas.people.models.persons import CareRelation, Family, NotSamePerson, Person, SearchKey
from pratique.areas.people.models.safety import InterpreterNeed, Protection, SafeContact

__all__ = [
    "Birth",
    "CareRelation",
    "Consent",
    "Document",
    "Family",
    "Identifier",
    "Identity",
    "InterpreterNeed",
    "NotSamePerson",
    "Person",
    "Photo",
    "Protection",
    "SafeContact",
    "SearchKey",
    "clean_text",
]
