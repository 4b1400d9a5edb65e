"""Certificates as people see them: only those of persons whom the actor may know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, cast

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from pratique.areas.assessments.public import case_by_number, certifiable_destinations
from pratique.areas.certificates.models import Certificate, Revocation
from pratique.areas.certificates.permissions import Permission
from pratique.areas.people.public import person_by_number, visible_people
from pratique.foundation import files
from pratique.foundation.actions.refusal import refuse_not_found, refuse_not_permitted
from pratique.foundation.actors.actor import Actor
from pratique.foundation.documents.verification import Verdict, verify
from pratique.foundation.keys.signing import newest_trust_list, public_key_set
from pratique.foundation.keys.trust import TrustList, read_trust_list
from pratique.foundation.numbers import is_whole_number

_ROWS: Final = 25


@dataclass(frozen=True, kw_only=True)
class CertificateRow:
    """One certificate in a list: `standing` is in_force, expired, replaced or revoked."""

    number: str
    person_number: str
    case_number: str
    programme: dict[str, str]
    language: str
    issued_on: date
    expires_on: date
    standing: str
    reason: str
    replaced_by: str
    can_be_ended: bool


@dataclass(frozen=True, kw_only=True)
class CaseCertificates:
    """The page of a case: what was issued, and for which destinations one can be issued now."""

    case_number: str
    person_number: str
    rows: tuple[CertificateRow, ...]
    to_issue: tuple[tuple[int, dict[str, str]], ...]


@dataclass(frozen=True, kw_only=True)
class CertificatePage:
    """One certificate with its history; the remark is for those who may see the certificate."""

    row: CertificateRow
    issued_at: datetime
    issued_by: str
    site: str
    edition: str
    replaces: str
    ended_at: datetime | None
    ended_by: str
    remark: str


def certificate_by_number(*, by: Actor, number: str) -> Certificate:
    """Missing and out of sight look the same."""
    if not by.may(Permission.SEE_CERTIFICATE):
        refuse_not_permitted()
    certificate = Certificate.objects.select_related("site", "revocation").filter(number=number).first()
    if certificate is None:
        refuse_not_found()
    person_by_number(by=by, number=certificate.person_number)
    return certificate


def certificates_of_people(*, by: Actor) -> QuerySet[Certificate]:
    """All certificates of the people whom the actor may know, newest first."""
    if not by.may(Permission.SEE_CERTIFICATE):
        refuse_not_permitted()
    known = visible_people(by).values("number")
    return Certificate.objects.select_related("revocation", "replaced_by").filter(person_number__in=known)


def certificate_rows(*, by: Actor, page: int) -> Page[CertificateRow]:
    found: Page[Any] = Paginator(certificates_of_people(by=by), _ROWS).get_page(page)
    found.object_list = [_row(certificate, by.today()) for certificate in found.object_list]
    return found


def certificate_page(*, by: Actor, number: str) -> CertificatePage:
    certificate = certificate_by_number(by=by, number=number)
    revocation = cast(Revocation | None, getattr(certificate, "revocation", None))
    return CertificatePage(
        row=_row(certificate, by.today()),
        issued_at=certificate.issued_at,
        issued_by=certificate.issued_by.name if certificate.issued_by else "",
        site=certificate.site.name,
        edition=certificate.edition,
        replaces=certificate.replaces.number if certificate.replaces else "",
        ended_at=certificate.ended_at,
        ended_by=revocation.by.name if revocation and revocation.by else "",
        remark=revocation.note if revocation else "",
    )


def certificate_row(*, by: Actor, number: str) -> CertificateRow:
    return _row(certificate_by_number(by=by, number=number), by.today())


def certificate_pdf(*, by: Actor, number: str) -> tuple[str, bytes]:
    """The number of the person and the file, exactly as issued."""
    certificate = certificate_by_number(by=by, number=number)
    return certificate.person_number, files.read(certificate.pdf)


def certificates_of_case(*, by: Actor, case_number: str) -> CaseCertificates:
    if not by.may(Permission.SEE_CERTIFICATE):
        refuse_not_permitted()
    case = case_by_number(by=by, number=case_number)
    issued = Certificate.objects.select_related("revocation", "replaced_by").filter(case_number=case_number)
    rows = tuple(_row(certificate, by.today()) for certificate in issued)
    taken = {certificate.case_destination_id for certificate in issued if certificate.ended_at is None}
    open_destinations = certifiable_destinations(by=by, case_number=case_number)
    return CaseCertificates(
        case_number=case_number,
        person_number=case.person.number,
        rows=rows,
        to_issue=tuple(each for each in open_destinations if each[0] not in taken),
    )


def certificates_of_person(*, by: Actor, person_number: str) -> tuple[CertificateRow, ...]:
    """What was issued to a person whom the actor may know, newest first."""
    issued = certificates_of_people(by=by).filter(person_number=person_number)
    return tuple(_row(certificate, by.today()) for certificate in issued)


def trust_list_text() -> str | None:
    """Public: the newest signed list, or None before the first certificate."""
    newest = newest_trust_list()
    return newest.text if newest else None


def public_keys() -> dict[str, list[dict[str, str]]]:
    """Public: the keys that sign certificates."""
    return public_key_set()


def certificate_problems(*, by: Actor) -> Iterator[str]:
    """One sentence for each paper that is not verified as it must be. For the local administrator's check.

    A file that is not there at all is told by the check of files.
    """
    if not by.may_everything:
        return
    newest = newest_trust_list()
    trust = read_trust_list(newest.text) if newest else None
    for certificate in Certificate.objects.select_related("revocation").iterator():
        if not is_whole_number(certificate.number, "K"):
            yield f"{certificate.number} is no number of a certificate."
        verdict = _verdict(certificate, trust, by.now())
        if verdict not in (*_right_verdicts(certificate), Verdict.NO_FILE):
            word = verdict.value.replace("_", " ")
            yield f"The certificate {certificate.number} is found {word} when it is verified."


def _verdict(certificate: Certificate, trust: TrustList | None, at: datetime) -> Verdict:
    """What a stranger with the newest trust list learns from the stored paper."""
    if trust is None:
        return Verdict.NO_TRUST_LIST
    try:
        content = files.read(certificate.pdf)
    except files.FileMissing:
        return Verdict.NO_FILE
    finding = verify(content, trust, at=at)
    is_of_another = finding.signed is not None and finding.signed.number != certificate.number
    return Verdict.ALTERED if is_of_another else finding.verdict


def _right_verdicts(certificate: Certificate) -> frozenset[Verdict]:
    if certificate.ended_at is not None:
        return frozenset({Verdict.REVOKED, Verdict.KEY_REVOKED})
    return frozenset({Verdict.GENUINE, Verdict.EXPIRED, Verdict.KEY_REVOKED})


def _row(certificate: Certificate, today: date) -> CertificateRow:
    revocation = cast(Revocation | None, getattr(certificate, "revocation", None))
    successor = cast(Certificate | None, getattr(certificate, "replaced_by", None))
    return CertificateRow(
        number=certificate.number,
        person_number=certificate.person_number,
        case_number=certificate.case_number,
        programme=certificate.programme,
        language=certificate.language,
        issued_on=certificate.issued_on,
        expires_on=certificate.expires_on,
        standing=_standing(certificate, revocation, today),
        reason=str(revocation.get_reason_display()) if revocation else "",
        replaced_by=successor.number if successor else "",
        can_be_ended=certificate.ended_at is None,
    )


def _standing(certificate: Certificate, revocation: Revocation | None, today: date) -> str:
    if revocation is not None:
        return "replaced" if revocation.reason == Revocation.Reason.REPLACED else "revoked"
    return "expired" if certificate.expires_on < today else "in_force"
