"""A person's file: who she is, her cases, papers, consents, and what was recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from pratique.areas.assessments.public import Case, cases_of
from pratique.areas.assessments.public import Permission as AssessmentPermission
from pratique.areas.certificates.public import CertificateRow, certificates_of_person
from pratique.areas.certificates.public import Permission as CertificatePermission
from pratique.areas.encounters.public import Entry, entries_for
from pratique.areas.encounters.public import Permission as EncounterPermission
from pratique.areas.people.public import (
    Consent,
    Papers,
    PersonHeader,
    consents_of,
    identity_card,
    papers_of,
    person_by_number,
)
from pratique.areas.people.public import Permission as PeoplePermission
from pratique.foundation.actors.actor import Actor
from pratique.rules.forms import form


@dataclass(frozen=True, kw_only=True)
class EntryLine:
    """One submitted form, as the reader calls it."""

    number: str
    title: str
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class PersonFile:
    """The page of one person."""

    header: PersonHeader
    papers: Papers
    consents: Sequence[Consent]
    cases: Sequence[Case]
    entries: Sequence[EntryLine]
    certificates: Sequence[CertificateRow]
    may_open_case: bool
    may_see_entries: bool
    shows_protection: bool


def person_file(*, by: Actor, number: str) -> PersonFile:
    """Everything this actor may see of one person; parts she may not see are absent."""
    person = person_by_number(by=by, number=number)
    cases = cases_of(by=by, person=person)
    may_see_entries = by.may(EncounterPermission.SEE_ENTRY)
    may_see_certificates = by.may(CertificatePermission.SEE_CERTIFICATE)
    return PersonFile(
        header=identity_card(by=by, person=person),
        papers=papers_of(by=by, person=person),
        consents=consents_of(by=by, person=person),
        cases=cases,
        entries=[_line(entry) for entry in entries_for(by=by, person=person)] if may_see_entries else [],
        certificates=certificates_of_person(by=by, person_number=person.number) if may_see_certificates else (),
        may_open_case=by.may(AssessmentPermission.OPEN_CASE),
        may_see_entries=may_see_entries,
        shows_protection=by.may(PeoplePermission.SEE_PROTECTION),
    )


def _line(entry: Entry) -> EntryLine:
    title = form(entry.form_code, entry.form_edition).title
    return EntryLine(
        number=entry.number,
        title=title[(get_language() or "en").partition("-")[0]],
        at=entry.submitted_at,
        by=entry.by.name if entry.by else "",
    )
