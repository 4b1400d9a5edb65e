"""Issuing: the case is judged anew, the claims are signed, the paper is printed and sealed, all or nothing."""

import hashlib
import secrets

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pratique.areas.assessments.public import CertifiableConclusion, conclusion_for_certificate
from pratique.areas.certificates.actions.keys import sign_trust_list
from pratique.areas.certificates.actions.paper import Paper, photo_for_paper, print_paper
from pratique.areas.certificates.actions.revoke import end_certificate
from pratique.areas.certificates.models import Certificate, Revocation, new_certificate_number
from pratique.areas.certificates.permissions import Permission
from pratique.areas.certificates.queries import certificate_by_number
from pratique.areas.people.public import PaperIdentity, paper_identity, person_by_number
from pratique.foundation import files
from pratique.foundation.actions import Refusal, action, note
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.models import Site
from pratique.foundation.documents.fonts import can_print
from pratique.foundation.documents.qr import CodeTooLongError
from pratique.foundation.documents.seal import seal_pdf
from pratique.foundation.keys.credential import Claims, to_text
from pratique.foundation.keys.signing import Signer, newest_trust_list, signer_for
from pratique.foundation.keys.trust import read_trust_list


@action("certificates.certificate.issue", needs=Permission.ISSUE_CERTIFICATE)
def issue_certificate(*, by: Actor, case_destination_id: int, language: str) -> Certificate:
    """Issue the certificate that the physician's conclusion for this destination allows."""
    conclusion = conclusion_for_certificate(by=by, case_destination_id=case_destination_id)
    if Certificate.objects.filter(case_destination_id=case_destination_id, ended_at=None).exists():
        raise Refusal(
            "certificates.certificate.in_force",
            _("A certificate for this destination is in force. Replace it, or revoke it first."),
        )
    return _issue(by, conclusion, language, replaces=None)


@action("certificates.certificate.replace", needs=Permission.REPLACE_CERTIFICATE)
def replace_certificate(*, by: Actor, number: str, language: str, remark: str) -> Certificate:
    """Issue a corrected certificate and revoke the one it replaces."""
    old = certificate_by_number(by=by, number=number)
    conclusion = conclusion_for_certificate(by=by, case_destination_id=old.case_destination_id)
    if not remark.strip():
        raise Refusal("certificates.replacement.reason_missing", _("Say what the new certificate corrects."))
    end_certificate(by, number, reason=Revocation.Reason.REPLACED, remark=remark)
    certificate = _issue(by, conclusion, language, replaces=old)
    sign_trust_list(by)
    return certificate


def _issue(by: Actor, conclusion: CertifiableConclusion, language: str, *, replaces: Certificate | None) -> Certificate:
    _check(by, conclusion, language)
    site, at = _site(by), by.now()
    identity = _identity(by, conclusion)
    photo = photo_for_paper(files.read(identity.photo_digest))
    signer = signer_for(issuer=site.number, issuer_name=site.name, at=at)
    claims = _claims(by, conclusion, identity, photo)
    code = to_text(signer.sign(claims.to_payload()))
    paper = Paper(
        claims=claims,
        code=code,
        photo=photo,
        identity=identity,
        conclusion=conclusion,
        site_name=site.name,
        made_at=at,
    )
    certificate = Certificate.objects.create(
        number=claims.number,
        serial=claims.serial,
        person_number=conclusion.person_number,
        case_number=conclusion.case_number,
        case_destination_id=conclusion.case_destination_id,
        programme=conclusion.programme,
        edition=conclusion.edition,
        site=site,
        language=language,
        issued_on=by.today(),
        expires_on=conclusion.valid_until,
        issued_at=at,
        issued_by_id=by.user_id,
        kid=signer.kid,
        code=code,
        pdf=files.store(_sealed_pdf(paper, language, signer)),
        replaces=replaces,
    )
    note(subject=claims.number, person=conclusion.person_number, after={"edition": conclusion.edition})
    _make_key_known(by, signer)
    return certificate


def _claims(by: Actor, conclusion: CertifiableConclusion, identity: PaperIdentity, photo: bytes) -> Claims:
    return Claims(
        serial=secrets.token_hex(16),
        number=new_certificate_number(),
        family_name=identity.family_name,
        given_names=identity.given_names,
        date_of_birth=identity.date_of_birth,
        document_number=identity.document_number,
        photo_sha256=hashlib.sha256(photo).hexdigest(),
        programme=conclusion.programme["en"],
        statement=conclusion.statement,
        issued_on=by.today().isoformat(),
        expires_on=conclusion.valid_until.isoformat(),
    )


def _check(by: Actor, conclusion: CertifiableConclusion, language: str) -> None:
    if language not in dict(settings.LANGUAGES):
        raise Refusal("certificates.certificate.language", _("Certificates are printed in the languages of the list."))
    if conclusion.valid_until < by.today():
        raise Refusal(
            "certificates.certificate.validity_passed",
            _("The validity of this assessment has passed. Open a new case for a new assessment."),
        )


def _site(by: Actor) -> Site:
    if by.site_id is None:
        raise Refusal("certificates.certificate.no_site", _("A certificate is issued at a site. Choose yours first."))
    return Site.objects.get(pk=by.site_id)


def _identity(by: Actor, conclusion: CertifiableConclusion) -> PaperIdentity:
    identity = paper_identity(by=by, person=person_by_number(by=by, number=conclusion.person_number))
    if not identity.photo_digest:
        raise Refusal(
            "certificates.certificate.photo_missing",
            _("A certificate carries a photograph. Take one on the person's page, then issue the certificate."),
        )
    printed = (identity.family_name, identity.given_names, identity.document_number, conclusion.physician_name)
    if not all(map(can_print, printed)):
        raise Refusal(
            "certificates.certificate.letters",
            _("A name has letters that cannot be printed. Enter it in Latin letters, as the passport does."),
        )
    return identity


def _sealed_pdf(paper: Paper, language: str, signer: Signer) -> bytes:
    try:
        return seal_pdf(print_paper(paper, language), code=paper.code, sign=signer.sign)
    except CodeTooLongError as problem:
        raise Refusal(
            "certificates.certificate.names_too_long",
            _("The names are too long for a code that cameras can read. Enter them as the passport shortens them."),
        ) from problem


def _make_key_known(by: Actor, signer: Signer) -> None:
    """The first certificate of a new key puts that key on the trust list at once."""
    newest = newest_trust_list()
    if newest is None or read_trust_list(newest.text).key(signer.kid) is None:
        sign_trust_list(by)
