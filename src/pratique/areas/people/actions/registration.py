"""Registering people: one, or a family; with papers or with none. Likely duplicates are looked at before saving."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from django.utils.translation import gettext_lazy as _

from pratique.areas.people.actions.papers import (
    DocumentEntry,
    IdentifierEntry,
    checked_document,
    checked_identifier,
    keep_document,
    keep_identifier,
)
from pratique.areas.people.actions.safety import (
    InterpreterEntry,
    SafeContactEntry,
    set_interpreter_need,
    set_safe_contact,
)
from pratique.areas.people.actions.search_keys import write_search_keys
from pratique.areas.people.models import CareRelation, Family, Identity, NotSamePerson, Person
from pratique.areas.people.permissions import Permission, visible_people
from pratique.areas.people.queries.duplicates import likely_duplicates
from pratique.areas.people.queries.persons import family_by_number, require_visible
from pratique.areas.places.public import country
from pratique.foundation.actions import Refusal, action, note
from pratique.foundation.actors.actor import Actor
from pratique.foundation.numbers import parse_number
from pratique.rules.names import sort_key

REGISTRATION = "registration"
MOST_MEMBERS = 40


@dataclass(frozen=True, kw_only=True)
class Member:
    """One person to register in a family."""

    identity: Identity
    relation: str = ""
    documents: Sequence[DocumentEntry] = ()
    identifiers: Sequence[IdentifierEntry] = ()
    not_same_as: Sequence[str] = field(default=())
    safe_contact: SafeContactEntry | None = None
    interpreter: InterpreterEntry | None = None


@action("people.person.register", needs=Permission.REGISTER)
def register_person(
    *,
    by: Actor,
    identity: Identity,
    family_number: str = "",
    relation: str = "",
    documents: Sequence[DocumentEntry] = (),
    identifiers: Sequence[IdentifierEntry] = (),
    confirmed_not_duplicate_of: Sequence[str] = (),
    safe_contact: SafeContactEntry | None = None,
    interpreter: InterpreterEntry | None = None,
) -> Person:
    """Register a person, with or without papers, alone or into a family. Opens this site's care relation.

    Refuses `people.person.likely_duplicate` until each file that looks like hers was found to be somebody else's.
    """
    member = Member(
        identity=identity,
        relation=relation,
        documents=documents,
        identifiers=identifiers,
        not_same_as=confirmed_not_duplicate_of,
        safe_contact=safe_contact,
        interpreter=interpreter,
    )
    family = family_by_number(by=by, number=family_number) if family_number else None
    person = _register(member, family, by=by)
    _note(person)
    return person


@action("people.family.register", needs=Permission.REGISTER)
def register_family(*, by: Actor, members: Sequence[Member]) -> list[Person]:
    """Register a whole family at once: all of it or nothing."""
    if not 1 <= len(members) <= MOST_MEMBERS:
        raise Refusal("people.family.size", _("A family has at least one member and at most 40. Register it in parts."))
    family = Family.objects.create(created_at=by.now())
    people: list[Person] = []
    for member in members:
        people.append(_register(member, family, by=by, told_apart=[person.number for person in people]))
    note(subject=family.number, after={"members": [person.number for person in people]})
    return people


def _register(member: Member, family: Family | None, *, by: Actor, told_apart: Sequence[str] = ()) -> Person:
    """`told_apart`: members written down side by side in the same family are different people."""
    identity = checked_identity(member.identity, on=by.today())
    documents = [checked_document(entry) for entry in member.documents]
    identifiers = [checked_identifier(entry) for entry in member.identifiers]
    relation = _checked_relation(member.relation)
    numbers = [entry.number for entry in documents] + [entry.value for entry in identifiers]
    _refuse_duplicates(identity, numbers, family, [*member.not_same_as, *told_apart], by=by)
    family = family or Family.objects.create(created_at=by.now())
    person = Person.objects.create(
        **identity_values(identity),
        family=family,
        relation=relation or ("" if family.members.exists() else Person.Relation.HEAD),
        registered_at=by.now(),
        registered_site_id=by.site_id,
    )
    for document in documents:
        keep_document(person, document, by=by)
    for identifier in identifiers:
        keep_identifier(person, identifier, by=by)
    write_search_keys(person)
    if by.site_id is not None:
        CareRelation.objects.create(person=person, site_id=by.site_id, ground=REGISTRATION, starts_at=by.now())
    _keep_apart(person, member.not_same_as, by=by)
    if member.safe_contact is not None:
        set_safe_contact(by=by, person=person, **asdict(member.safe_contact))
    if member.interpreter is not None:
        set_interpreter_need(by=by, person=person, **asdict(member.interpreter))
    return person


def checked_identity(identity: Identity, *, on: date) -> Identity:
    """The identity in clean text, its countries known."""
    checked = identity.checked(on)
    for name in ("nationality", "residence"):
        code = getattr(checked, name)
        if code and country(code) is None:
            raise Refusal(
                "people.identity.country",
                _("Nobody uses this country code. Choose the country from the list, or leave it open."),
                field=name,
            )
    return checked


def identity_values(identity: Identity) -> dict[str, object]:
    """The columns of a person that say who she is."""
    birth = identity.birth
    names = ("family_name", "given_names", "family_name_native", "given_names_native", "name_as_spoken")
    told = ("sex", "nationality", "residence", "language", "phone", "address")
    return {name: getattr(identity, name) for name in names + told} | {
        "native_script": identity.native_script,
        "birth_year": birth.year,
        "birth_month": birth.month,
        "birth_day": birth.day,
        "birth_is_estimated": birth.is_estimated,
        "birth_margin_years": birth.margin_years,
        "sort_key": sort_key(
            identity.family_name,
            identity.given_names or identity.name_as_spoken,
            identity.family_name_native,
            identity.given_names_native,
        )[:200],
    }


def _checked_relation(relation: str) -> str:
    if relation and relation not in Person.Relation.values:
        raise Refusal("people.person.relation", _("Choose one of the relations that are offered."), field="relation")
    return relation


def _refuse_duplicates(
    identity: Identity, numbers: Sequence[str], family: Family | None, not_same_as: Sequence[str], *, by: Actor
) -> None:
    found = likely_duplicates(by=by, identity=identity, numbers=numbers, family_number=family.number if family else "")
    open_questions = [one.person_number for one in found if one.stops and one.person_number not in not_same_as]
    if open_questions:
        raise Refusal(
            "people.person.likely_duplicate",
            _("Somebody who may be the same person is registered already. Look, and say whether it is."),
            people=open_questions,
        )


@action("people.person.tell_apart", needs=Permission.CORRECT)
def tell_apart(*, by: Actor, person: Person, other: Person) -> NotSamePerson:
    """Record that two files that look alike are of two people, so that nobody is asked again."""
    require_visible(by=by, person=person)
    require_visible(by=by, person=other)
    apart, _created = NotSamePerson.objects.get_or_create(
        person=person, other=other, defaults={"at": by.now(), "by_number": by.user_number}
    )
    note(subject=person.number, person=person.number, after={"not_same_as": other.number})
    return apart


def _keep_apart(person: Person, numbers: Sequence[str], *, by: Actor) -> None:
    parsed = {parse_number(number, "P") for number in numbers}
    known = [number for number in parsed if isinstance(number, str)]
    others = visible_people(by).filter(number__in=known).exclude(pk=person.pk)
    NotSamePerson.objects.bulk_create(
        [NotSamePerson(person=person, other=other, at=by.now(), by_number=by.user_number) for other in others]
    )


def _note(person: Person) -> None:
    note(
        subject=person.number,
        person=person.number,
        after={"family": person.family.number if person.family else "", **identity_values(person.identity)},
    )
