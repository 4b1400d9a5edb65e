"""Every deed on people's files."""

from pratique.areas.people.actions.care import close_care_relation, open_care_relation
from pratique.areas.people.actions.consents import IN_ROOM, ConsentEntry, record_consent, withdraw_consent
from pratique.areas.people.actions.corrections import correct_person, place_in_family
from pratique.areas.people.actions.papers import (
    DocumentEntry,
    IdentifierEntry,
    add_document,
    add_identifier,
    remove_document,
    remove_identifier,
)
from pratique.areas.people.actions.photos import set_photo
from pratique.areas.people.actions.registration import Member, register_family, register_person, tell_apart
from pratique.areas.people.actions.safety import (
    InterpreterEntry,
    SafeContactEntry,
    set_interpreter_need,
    set_protection,
    set_safe_contact,
)

__all__ = [
    "IN_ROOM",
    "ConsentEntry",
    "DocumentEntry",
    "IdentifierEntry",
    "InterpreterEntry",
    "Member",
    "SafeContactEntry",
    "add_document",
    "add_identifier",
    "close_care_relation",
    "correct_person",
    "open_care_relation",
    "place_in_family",
    "record_consent",
    "register_family",
    "register_person",
    "remove_document",
    "remove_identifier",
    "set_interpreter_need",
    "set_photo",
    "set_protection",
    "set_safe_contact",
    "tell_apart",
    "withdraw_consent",
]
