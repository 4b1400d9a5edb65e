"""Pages about people: read the request, one question or one deed, show the page."""

from pratique.areas.people.views.consents import consents, record_consent, refuse_consent, withdraw_consent
from pratique.areas.people.views.papers import (
    add_document,
    add_identifier,
    papers,
    photo,
    photo_image,
    remove_document,
    remove_identifier,
    tell_apart,
)
from pratique.areas.people.views.persons import correct_person, family
from pratique.areas.people.views.registration import check_mrz, register_from_mrz, register_person
from pratique.areas.people.views.safety import interpreter, protection, safe_contact

__all__ = [
    "add_document",
    "add_identifier",
    "check_mrz",
    "consents",
    "correct_person",
    "family",
    "interpreter",
    "papers",
    "photo",
    "photo_image",
    "protection",
    "record_consent",
    "refuse_consent",
    "register_from_mrz",
    "register_person",
    "remove_document",
    "remove_identifier",
    "safe_contact",
    "tell_apart",
    "withdraw_consent",
]
