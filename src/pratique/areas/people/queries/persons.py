"""Reading people's files: only those whose case the actor's site has; missing and forbidden look the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pratique.areas.people.models import (
    Consent,
    Document,
    Family,
    Identifier,
    InterpreterNeed,
    Person,
    Photo,
    Protection,
    SafeContact,
)
from pratique.areas.people.permissions import Permission, visible_people
from pratique.foundation.actions.refusal import refuse_not_found
from pratique.foundation.actors.actor import Actor
from pratique.foundation.files import read
from pratique.foundation.numbers import NumberProblem, parse_number


@dataclass(frozen=True, kw_only=True)
class Papers:
    """Documents and identifiers that hold, in the order in which they were added."""

    documents: Sequence[Document]
    identifiers: Sequence[Identifier]


@dataclass(frozen=True, kw_only=True)
class PaperIdentity:
    """What a certificate prints of a person."""

    family_name: str
    given_names: str
    name_native: str
    sex: str
    date_of_birth: str
    nationality: str
    document_kind: str
    document_number: str
    photo_digest: str


def person_by_number(*, by: Actor, number: str) -> Person:
    """The person with that number, typed in any way. Refuses `not_found` for what is not there and for what is not
    for this actor."""
    parsed = parse_number(number, "P")
    if isinstance(parsed, NumberProblem):
        refuse_not_found()
    person = visible_people(by).select_related("family").filter(number=parsed).first()
    if person is None:
        refuse_not_found()
    return person


def require_visible(*, by: Actor, person: Person) -> None:
    """Refuse `not_found` when this actor may not know of the person."""
    if not visible_people(by).filter(pk=person.pk).exists():
        refuse_not_found()


def family_of(*, by: Actor, person: Person) -> list[Person]:
    """The members of the person's family whom this actor may see, herself included; head first, then by age."""
    if person.family_id is None:
        return [person]
    members = visible_people(by).filter(family_id=person.family_id)
    order = {relation: place for place, relation in enumerate(("head", "spouse", "child"))}
    return sorted(members, key=lambda member: (order.get(member.relation, 9), member.birth.earliest or date.max))


def family_by_number(*, by: Actor, number: str) -> Family:
    """The family, where the actor may see one of its members."""
    member = visible_people(by).filter(family__number=number).select_related("family").first()
    if member is None or member.family is None:
        refuse_not_found()
    return member.family


def papers_of(*, by: Actor, person: Person) -> Papers:
    """What the person carries and under which numbers others know her."""
    require_visible(by=by, person=person)
    return Papers(
        documents=list(person.documents.filter(removed_at=None)),
        identifiers=list(person.identifiers.filter(removed_at=None)),
    )


def latest_photo(*, by: Actor, person: Person) -> Photo | None:
    """The photograph that counts now."""
    require_visible(by=by, person=person)
    return person.photos.first()


def photo_content(*, by: Actor, number: str) -> bytes:
    """The JPEG of the photograph that counts. Refuses `not_found` where there is none."""
    photo = latest_photo(by=by, person=person_by_number(by=by, number=number))
    if photo is None:
        refuse_not_found()
    return read(photo.digest)


def paper_identity(*, by: Actor, person: Person) -> PaperIdentity:
    """The person as a certificate shows her: her best document is the one that was verified, else the newest."""
    papers = [paper for paper in papers_of(by=by, person=person).documents if paper.kind != Document.Kind.VISA]
    document = max(papers, key=lambda paper: (paper.is_verified, paper.pk), default=None)
    photo = person.photos.first()
    return PaperIdentity(
        family_name=person.family_name,
        given_names=person.given_names or ("" if person.family_name else person.name_as_spoken),
        name_native=person.native_name,
        sex=person.sex,
        date_of_birth=person.birth.iso,
        nationality=person.nationality,
        document_kind=document.kind if document else "",
        document_number=document.number if document else "",
        photo_digest=photo.digest if photo else "",
    )


def protection_of(*, by: Actor, person: Person) -> Protection | None:
    """SHIELDED: what protects the person. Nothing, as if nothing were there, for who may not see it."""
    if not by.may(Permission.SEE_PROTECTION):
        return None
    require_visible(by=by, person=person)
    return Protection.objects.filter(person=person).first()


def safe_contact_of(*, by: Actor, person: Person) -> SafeContact | None:
    """How the person may be reached; nothing means not at all."""
    require_visible(by=by, person=person)
    return SafeContact.objects.filter(person=person).first()


def interpreter_need_of(*, by: Actor, person: Person) -> InterpreterNeed | None:
    """Who may interpret for the person; nothing means that no need was told."""
    require_visible(by=by, person=person)
    return InterpreterNeed.objects.filter(person=person).first()


def consents_of(*, by: Actor, person: Person) -> list[Consent]:
    """Every decision the person took, newest first."""
    require_visible(by=by, person=person)
    return list(person.consents.all())


def given_consents(*, by: Actor, person: Person) -> frozenset[str]:
    """The purposes on which the person's latest decision is a yes."""
    require_visible(by=by, person=person)
    latest = dict(person.consents.order_by("at", "pk").values_list("purpose_code", "decision"))
    return frozenset(purpose for purpose, decision in latest.items() if decision == Consent.Decision.GIVEN)
