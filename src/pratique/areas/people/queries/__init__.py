"""Reading people, each query scoped by who asks."""

from pratique.areas.people.queries.consent_texts import (
    ConsentAges,
    ConsentText,
    consent_ages,
    consent_texts,
    current_text,
    current_texts,
    told_authorities,
)
from pratique.areas.people.queries.duplicates import Duplicate, DuplicateReason, duplicates_of, likely_duplicates
from pratique.areas.people.queries.header import PersonHeader, identity_card
from pratique.areas.people.queries.persons import (
    PaperIdentity,
    Papers,
    consents_of,
    family_by_number,
    family_of,
    given_consents,
    interpreter_need_of,
    latest_photo,
    paper_identity,
    papers_of,
    person_by_number,
    photo_content,
    protection_of,
    safe_contact_of,
)
from pratique.areas.people.queries.search import PersonRow, people_matching

__all__ = [
    "ConsentAges",
    "ConsentText",
    "Duplicate",
    "DuplicateReason",
    "PaperIdentity",
    "Papers",
    "PersonHeader",
    "PersonRow",
    "consent_ages",
    "consent_texts",
    "consents_of",
    "current_text",
    "current_texts",
    "duplicates_of",
    "family_by_number",
    "family_of",
    "given_consents",
    "identity_card",
    "interpreter_need_of",
    "latest_photo",
    "likely_duplicates",
    "paper_identity",
    "papers_of",
    "people_matching",
    "person_by_number",
    "photo_content",
    "protection_of",
    "safe_contact_of",
    "told_authorities",
]
