"""One query a page: everything that a page about a person shows, and nothing that its reader may not know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pratique.areas.people.models import Consent, Document, Identifier, InterpreterNeed, Person, Protection, SafeContact
from pratique.areas.people.permissions import Permission
from pratique.areas.people.queries.consent_texts import (
    ConsentText,
    ages_here,
    current_text,
    current_texts,
    is_below_assent,
    is_minor,
)
from pratique.areas.people.queries.duplicates import Duplicate, duplicates_of
from pratique.areas.people.queries.header import PersonHeader, Relative, identity_card, relation_word
from pratique.areas.people.queries.persons import (
    family_of,
    interpreter_need_of,
    papers_of,
    person_by_number,
    protection_of,
    safe_contact_of,
)
from pratique.foundation.actions.refusal import refuse_not_found
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.models import User


@dataclass(frozen=True, kw_only=True)
class PersonPage:
    """What every page about a person has: who she is, and which of her pages this reader may open."""

    person: Person
    header: PersonHeader
    shows_protection: bool


@dataclass(frozen=True, kw_only=True)
class PapersPage(PersonPage):
    documents: Sequence[Document]
    identifiers: Sequence[Identifier]
    duplicates: Sequence[Duplicate]


@dataclass(frozen=True, kw_only=True)
class ConsentLine:
    """One purpose with what she last said about it."""

    text: ConsentText
    title: str
    decision: str
    at: datetime | None
    by_name: str
    has_newer_text: bool


@dataclass(frozen=True, kw_only=True)
class ConsentsPage(PersonPage):
    lines: Sequence[ConsentLine]


@dataclass(frozen=True, kw_only=True)
class ConsentPage(PersonPage):
    text: ConsentText
    language: str
    title: str
    paragraphs: Sequence[str]
    latest: Consent | None
    history: Sequence[Consent]
    is_minor: bool | None
    is_below_assent: bool | None
    guardians: Sequence[Relative]
    colleagues: Sequence[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class SafetyPage(PersonPage):
    contact: SafeContact | None
    need: InterpreterNeed | None


@dataclass(frozen=True, kw_only=True)
class ProtectionPage(PersonPage):
    protection: Protection | None


@dataclass(frozen=True, kw_only=True)
class FamilyPage(PersonPage):
    members: Sequence[Relative]


def person_page(*, by: Actor, number: str) -> PersonPage:
    """The page that shows who she is, for correcting it."""
    person = person_by_number(by=by, number=number)
    return PersonPage(**_common(by, person))  # type: ignore[arg-type]


def papers_page(*, by: Actor, number: str) -> PapersPage:
    person = person_by_number(by=by, number=number)
    papers = papers_of(by=by, person=person)
    return PapersPage(
        **_common(by, person),  # type: ignore[arg-type]
        documents=papers.documents,
        identifiers=papers.identifiers,
        duplicates=[one for one in duplicates_of(by=by, person=person) if one.stops],
    )


def consents_page(*, by: Actor, number: str, language: str) -> ConsentsPage:
    person = person_by_number(by=by, number=number)
    latest: dict[str, Consent] = {}
    for consent in person.consents.all():
        latest.setdefault(consent.purpose_code, consent)
    lines = [_line(text, latest.get(text.purpose_code), language) for text in current_texts()]
    # Most people apply to one or two of many destinations: what was asked stands first.
    lines.sort(key=lambda line: not line.decision)
    return ConsentsPage(**_common(by, person), lines=lines)  # type: ignore[arg-type]


def consent_page(*, by: Actor, number: str, purpose_code: str, language: str = "") -> ConsentPage:
    """One text in the language that is read together: the one asked for, else hers, else English."""
    person = person_by_number(by=by, number=number)
    text = current_text(purpose_code)
    if text is None:
        refuse_not_found()
    read_in = next((code for code in (language, person.language) if code in text.paragraphs), "en")
    ages, today = ages_here(by=by), by.today()
    history = list(person.consents.filter(purpose_code=purpose_code))
    adults = [one for one in family_of(by=by, person=person) if is_minor(one, on=today, ages=ages) is False]
    return ConsentPage(
        **_common(by, person),  # type: ignore[arg-type]
        text=text,
        language=read_in,
        title=text.title[read_in],
        paragraphs=text.paragraphs[read_in],
        latest=history[0] if history else None,
        history=history,
        is_minor=is_minor(person, on=today, ages=ages),
        is_below_assent=is_below_assent(person, on=today, ages=ages),
        guardians=[_relative(one) for one in adults if one.pk != person.pk],
        colleagues=_colleagues(by),
    )


def safety_page(*, by: Actor, number: str) -> SafetyPage:
    person = person_by_number(by=by, number=number)
    return SafetyPage(
        **_common(by, person),  # type: ignore[arg-type]
        contact=safe_contact_of(by=by, person=person),
        need=interpreter_need_of(by=by, person=person),
    )


def protection_page(*, by: Actor, number: str) -> ProtectionPage:
    """SHIELDED. Not found, like a page that does not exist, for who may not see it."""
    if not by.may(Permission.SEE_PROTECTION):
        refuse_not_found()
    person = person_by_number(by=by, number=number)
    return ProtectionPage(**_common(by, person), protection=protection_of(by=by, person=person))  # type: ignore[arg-type]


def family_page(*, by: Actor, number: str) -> FamilyPage:
    person = person_by_number(by=by, number=number)
    members = [_relative(one) for one in family_of(by=by, person=person)]
    return FamilyPage(**_common(by, person), members=members)  # type: ignore[arg-type]


def _common(by: Actor, person: Person) -> Mapping[str, object]:
    return {
        "person": person,
        "header": identity_card(by=by, person=person),
        "shows_protection": by.may(Permission.SEE_PROTECTION),
    }


def _relative(person: Person) -> Relative:
    return Relative(number=person.number, name=person.display_name, relation=relation_word(person.relation))


def _line(text: ConsentText, consent: Consent | None, language: str) -> ConsentLine:
    return ConsentLine(
        text=text,
        title=text.title.get(language, text.title["en"]),
        decision=consent.decision if consent else "",
        at=consent.at if consent else None,
        by_name=consent.by_name if consent else "",
        has_newer_text=consent is not None and consent.text_edition != text.edition,
    )


def _colleagues(by: Actor) -> list[tuple[str, str]]:
    """Who else works here today, to decide with us by a child's best interests."""
    today = by.today()
    here = User.objects.filter(is_active=True, assignments__site=by.site_id, assignments__starts_on__lte=today)
    others = here.exclude(number=by.user_number).exclude(assignments__ends_on__lt=today).distinct().order_by("name")
    return list(others.values_list("number", "name"))
