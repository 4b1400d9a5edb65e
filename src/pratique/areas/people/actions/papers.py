"""Documents and identifiers: added, and taken off again when they were wrong. Nothing is deleted."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from pratique.areas.people.actions.search_keys import write_search_keys
from pratique.areas.people.models import Document, Identifier, Person, clean_text
from pratique.areas.people.models.search_keys import number_key
from pratique.areas.people.permissions import Permission
from pratique.areas.people.queries.persons import require_visible
from pratique.areas.places.public import country
from pratique.foundation.actions import Refusal, action, note
from pratique.foundation.actions.refusal import refuse_not_found
from pratique.foundation.actors.actor import Actor

LONGEST_MRZ = 200


@dataclass(frozen=True, kw_only=True)
class DocumentEntry:
    """A document as it was read or typed."""

    kind: str
    number: str
    issuer: str = ""
    expires_on: date | None = None
    mrz: str = ""
    is_verified: bool = False


@dataclass(frozen=True, kw_only=True)
class IdentifierEntry:
    """A number that somebody else gave."""

    scheme: str
    value: str
    issuer: str = ""


@action("people.document.add", needs=Permission.CORRECT)
def add_document(*, by: Actor, person: Person, document: DocumentEntry) -> Document:
    """Add a document to a person's file."""
    require_visible(by=by, person=person)
    entry = checked_document(document)
    if person.documents.filter(removed_at=None, number=entry.number, issuer=entry.issuer).exists():
        raise Refusal("people.document.already_there", _("This document stands in the file already."), field="number")
    kept = keep_document(person, entry, by=by)
    write_search_keys(person)
    note(subject=person.number, person=person.number, after={"document": kept.pk, "kind": kept.kind})
    return kept


@action("people.document.remove", needs=Permission.CORRECT)
def remove_document(*, by: Actor, person: Person, document_id: int) -> Document:
    """Take a document off the file because it was not hers or was read wrongly. The row stays."""
    require_visible(by=by, person=person)
    document = person.documents.filter(pk=document_id, removed_at=None).first()
    if document is None:
        refuse_not_found()
    document.removed_at = by.now()
    document.save(update_fields=["removed_at"])
    write_search_keys(person)
    note(subject=person.number, person=person.number, after={"removed_document": document.pk})
    return document


@action("people.identifier.add", needs=Permission.CORRECT)
def add_identifier(*, by: Actor, person: Person, identifier: IdentifierEntry) -> Identifier:
    """Add a number under which somebody else knows the person."""
    require_visible(by=by, person=person)
    entry = checked_identifier(identifier)
    held = person.identifiers.filter(removed_at=None, scheme=entry.scheme, value_key=number_key(entry.value))
    if held.exists():
        raise Refusal("people.identifier.already_there", _("This number stands in the file already."), field="value")
    kept = keep_identifier(person, entry, by=by)
    write_search_keys(person)
    note(subject=person.number, person=person.number, after={"identifier": kept.pk, "scheme": kept.scheme})
    return kept


@action("people.identifier.remove", needs=Permission.CORRECT)
def remove_identifier(*, by: Actor, person: Person, identifier_id: int) -> Identifier:
    """Take a number off the file because it was not hers. The row stays."""
    require_visible(by=by, person=person)
    identifier = person.identifiers.filter(pk=identifier_id, removed_at=None).first()
    if identifier is None:
        refuse_not_found()
    identifier.removed_at = by.now()
    identifier.save(update_fields=["removed_at"])
    write_search_keys(person)
    note(subject=person.number, person=person.number, after={"removed_identifier": identifier.pk})
    return identifier


def checked_document(entry: DocumentEntry) -> DocumentEntry:
    """The entry in clean text. Refuses a kind or an issuer that nobody knows, and a number without a character."""
    number = clean_text(entry.number, field="number", longest=40)
    if not number_key(number):
        raise Refusal("people.document.number", _("Write the number of the document."), field="number")
    if entry.kind not in Document.Kind.values:
        raise Refusal("people.document.kind", _("Choose the kind of document from the list."), field="kind")
    issuer = clean_text(entry.issuer, field="issuer", longest=3)
    if issuer and country(issuer) is None:
        raise Refusal(
            "people.document.issuer", _("Nobody uses this country code. Choose one from the list."), field="issuer"
        )
    return replace(
        entry, number=number, issuer=issuer, mrz=clean_text(entry.mrz, field="mrz", longest=LONGEST_MRZ, lines=True)
    )


def checked_identifier(entry: IdentifierEntry) -> IdentifierEntry:
    """The entry in clean text. Refuses a scheme that nobody knows, and a value without a character."""
    value = clean_text(entry.value, field="value", longest=60)
    if not number_key(value):
        raise Refusal("people.identifier.value", _("Write the number as it is printed or told."), field="value")
    if entry.scheme not in Identifier.Scheme.values:
        raise Refusal("people.identifier.scheme", _("Choose who gave this number."), field="scheme")
    return replace(entry, value=value, issuer=clean_text(entry.issuer, field="issuer", longest=100))


def keep_document(person: Person, entry: DocumentEntry, *, by: Actor) -> Document:
    """Write a checked entry."""
    return Document.objects.create(
        person=person,
        kind=entry.kind,
        number=entry.number,
        issuer=entry.issuer,
        expires_on=entry.expires_on,
        mrz=entry.mrz,
        is_verified=entry.is_verified,
        added_at=by.now(),
    )


def keep_identifier(person: Person, entry: IdentifierEntry, *, by: Actor) -> Identifier:
    """Write a checked entry."""
    return Identifier.objects.create(
        person=person,
        scheme=entry.scheme,
        issuer=entry.issuer,
        value=entry.value,
        value_key=number_key(entry.value)[:60],
        added_at=by.now(),
    )
