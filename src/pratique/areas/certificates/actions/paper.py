"""The certificate as a paper: its words in the person's language, its photograph, its code."""

import io
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from babel.dates import format_date
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from pratique.areas.assessments.public import CertifiableConclusion
from pratique.areas.people.public import PaperIdentity
from pratique.areas.places.public import country_name
from pratique.foundation.documents.fonts import can_print
from pratique.foundation.documents.pdf import render
from pratique.foundation.documents.qr import qr_svg
from pratique.foundation.keys.credential import Claims

TEMPLATE: Final = Path(__file__).parent.parent / "templates" / "certificates" / "certificate.typ"
_PHOTO_SIZE: Final = (480, 620)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """Everything that is printed; the claims are what the code says."""

    claims: Claims
    code: str
    photo: bytes
    identity: PaperIdentity
    conclusion: CertifiableConclusion
    site_name: str
    made_at: datetime


def photo_for_paper(content: bytes) -> bytes:
    """The photograph as printed: small, upright, and without what a camera writes about place and time."""
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail(_PHOTO_SIZE)
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=85)
    return out.getvalue()


def print_paper(paper: Paper, language: str) -> bytes:
    with translation.override(language):
        return render(TEMPLATE, _words(paper, language), language, made_at=paper.made_at)


def _words(paper: Paper, language: str) -> dict[str, Any]:
    claims = paper.claims
    return {
        "title": _("Health certificate"),
        "site": _latin(paper.site_name),
        "number": claims.number,
        "programme": paper.conclusion.programme[language],
        "statement": paper.conclusion.statement_text[language],
        "name": _latin(", ".join(filter(None, (claims.family_name, claims.given_names)))),
        "name_native": paper.identity.name_native if can_print(paper.identity.name_native) else "",
        "person": _person(paper, language),
        "facts": _facts(paper, language),
        "days": [
            {"label": _("Issued on"), "text": _day(claims.issued_on, language)},
            {"label": _("Valid until"), "text": _day(claims.expires_on, language)},
        ],
        "physician": _latin(paper.conclusion.physician_name),
        "check_title": _("Anybody can check this certificate"),
        "check_text": _("Scan the code, or choose the PDF file, at"),
        "address": settings.PUBLIC_URL.rstrip("/") + "/verify",
        "check_offline": _(
            "The check works without a network once the page is open. The code holds the identity, the programme, "
            "the statement and the dates printed here, and nothing else."
        ),
        "labels": {
            "number": _("Certificate number"),
            "photo": _("Photograph of the person"),
            "code": _("Code with the signed content of this certificate"),
            "physician": _("Physician"),
            "signature": _("Signature and stamp"),
        },
        "photo": paper.photo,
        "code": paper.code,
        "code_svg": qr_svg(paper.code),
    }


def _person(paper: Paper, language: str) -> list[dict[str, Any]]:
    identity = paper.identity
    sexes = {"F": _("Female"), "M": _("Male"), "X": _("Unspecified")}
    rows = (
        (_("Sex"), _word(sexes.get(identity.sex, ""))),
        (_("Date of birth"), _word(_day(identity.date_of_birth, language))),
        (_("Nationality"), _word(country_name(identity.nationality, language) if identity.nationality else "")),
        (_("Number of the travel document"), _latin(identity.document_number)),
    )
    return [{"label": label, "value": value} for label, value in rows if value["text"]]


def _facts(paper: Paper, language: str) -> list[dict[str, Any]]:
    conclusion = paper.conclusion
    rows = []
    if conclusion.film_on is not None:
        rows.append((_("Chest X-ray taken on"), _day(conclusion.film_on.isoformat(), language)))
    if conclusion.sputum_examined is not None:
        rows.append((_("Sputum examined"), _("Yes") if conclusion.sputum_examined else _("No")))
    return [{"label": label, "value": _word(text)} for label, text in rows]


def _word(text: str) -> dict[str, Any]:
    return {"text": text, "latin": False}


def _latin(text: str) -> dict[str, Any]:
    """A text whose order stays from left to right inside Arabic, unless it is Arabic itself."""
    return {"text": text, "latin": text.isascii() or not any("\u0590" <= letter <= "\u08ff" for letter in text)}


def _day(text: str, language: str) -> str:
    """A date, or as much of it as is known: 14 Mar 1992, Mar 1992, 1992."""
    forms = {10: "d MMM y", 7: "MMM y"}
    if len(text) not in forms:
        return text
    return str(
        format_date(date.fromisoformat(text.ljust(10, "?").replace("???", "-01")), forms[len(text)], locale=language)
    )
