"""Is this certificate genuine? One judgement over a file, a picture or a text; no network, no database, no clock.

The page at /verify gives the same answers in the browser; `tests` hold both to the same files.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from pratique.foundation.documents.pictures import PictureError, read_codes
from pratique.foundation.documents.seal import MARK, read_seal
from pratique.foundation.keys.cose import MalformedError
from pratique.foundation.keys.credential import PREFIX, Claims, read_code, serial_digest
from pratique.foundation.keys.trust import TrustedKey, TrustList

LARGEST_FILE: Final = 20 * 1024 * 1024
_A_DAY: Final = timedelta(days=1)


class Verdict(StrEnum):
    GENUINE = "genuine"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    REVOKED = "revoked"
    KEY_REVOKED = "key_revoked"
    ALTERED = "altered"
    UNKNOWN_KEY = "unknown_key"
    NO_SEAL = "no_seal"
    NO_CODE = "no_code"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    NO_FILE = "no_file"
    NO_TRUST_LIST = "no_trust_list"


SENTENCES: Final = {
    Verdict.GENUINE: "Genuine and in force. Compare the signed details with the person and the passport.",
    Verdict.EXPIRED: "Genuine, but no longer in force: its last day has passed.",
    Verdict.NOT_YET_VALID: "Signed with a date that lies ahead. Check the date of this computer.",
    Verdict.REVOKED: "Revoked by the clinic that issued it. It no longer counts.",
    Verdict.KEY_REVOKED: "Signed with a key that was withdrawn, since it may have been misused. Ask the clinic.",
    Verdict.ALTERED: "Altered: this is not what the clinic signed. Do not rely on it.",
    Verdict.UNKNOWN_KEY: "Signed with a key that is not in the trust list. Get a newer trust list, then check again.",
    Verdict.NO_SEAL: "This PDF has no seal. If it is a scan of a paper, save the page as a picture and check that.",
    Verdict.NO_CODE: "No certificate code was found in the picture. Take it straight from above, in good light.",
    Verdict.TOO_LARGE: "The file is too large to be a certificate. Files up to 20 MB are read.",
    Verdict.UNREADABLE: "This is no certificate: neither a PDF, nor a picture, nor the text of a code.",
    Verdict.NO_FILE: "The file cannot be read. Check its name and whether you may open it.",
    Verdict.NO_TRUST_LIST: "There is no usable trust list. Get one from the organization that issued the certificate.",
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`checked` says what the signature covered: the whole "file", or the "code" alone. `signed` is only ever shown
    when the signature holds."""

    verdict: Verdict
    checked: str | None = None
    signed: Claims | None = None
    key: TrustedKey | None = None

    def as_dict(self, trust: TrustList | None, at: datetime) -> dict[str, Any]:
        return {
            "verdict": self.verdict.value,
            "sentence": SENTENCES[self.verdict],
            "checked": self.checked,
            "signed": asdict(self.signed) if self.signed else None,
            "key": {"kid": self.key.kid, "site": self.key.site} if self.key else None,
            "trust_list": _about(trust, at) if trust else None,
        }


def verify(content: bytes, trust: TrustList, *, at: datetime) -> Finding:
    if len(content) > LARGEST_FILE:
        return Finding(verdict=Verdict.TOO_LARGE)
    try:
        if content.startswith(b"%PDF") or MARK in content:
            return _verify_pdf(content, trust, at)
        if content.startswith(PREFIX.encode()):
            return _verify_code(content.decode("ascii").removesuffix("\n").removesuffix("\r"), trust, at)
    except (MalformedError, UnicodeDecodeError):
        return Finding(verdict=Verdict.ALTERED)
    return _verify_picture(content, trust, at)


def _verify_pdf(content: bytes, trust: TrustList, at: datetime) -> Finding:
    seal = read_seal(content)
    if seal is None:
        return Finding(verdict=Verdict.NO_SEAL)
    of_code = _verify_code(seal.code, trust, at)
    if of_code.key is None:
        return replace(of_code, checked="file")
    is_by_same_key = seal.signed.kid == of_code.key.kid and seal.signed.is_signed_by(of_code.key.public_key())
    if not (seal.is_intact and is_by_same_key):
        return Finding(verdict=Verdict.ALTERED, checked="file")
    return replace(of_code, checked="file")


def _verify_picture(content: bytes, trust: TrustList, at: datetime) -> Finding:
    try:
        codes = read_codes(content)
    except PictureError:
        return Finding(verdict=Verdict.UNREADABLE)
    ours = [text for text in codes if text.startswith(PREFIX)]
    if len(set(ours)) != 1:
        return Finding(verdict=Verdict.NO_CODE)
    try:
        return _verify_code(ours[0], trust, at)
    except MalformedError:
        return Finding(verdict=Verdict.ALTERED)


def _verify_code(text: str, trust: TrustList, at: datetime) -> Finding:
    signed, claims = read_code(text)
    key = trust.key(signed.kid)
    if key is None:
        return Finding(verdict=Verdict.UNKNOWN_KEY, checked="code")
    if not signed.is_signed_by(key.public_key()):
        return Finding(verdict=Verdict.ALTERED, checked="code")
    return Finding(verdict=_standing(claims, key, trust, at.date()), checked="code", signed=claims, key=key)


def _standing(claims: Claims, key: TrustedKey, trust: TrustList, today: date) -> Verdict:
    issued_on = date.fromisoformat(claims.issued_on)
    reasons = (
        (key.revoked_at is not None, Verdict.KEY_REVOKED),
        (not key.signed_on(issued_on), Verdict.UNKNOWN_KEY),
        (serial_digest(claims.serial) in trust.revoked, Verdict.REVOKED),
        (issued_on > today + _A_DAY, Verdict.NOT_YET_VALID),
        (date.fromisoformat(claims.expires_on) < today, Verdict.EXPIRED),
    )
    return next((verdict for applies, verdict in reasons if applies), Verdict.GENUINE)


def _about(trust: TrustList, at: datetime) -> dict[str, Any]:
    return {
        "organization": trust.organization,
        "fingerprint": trust.fingerprint(),
        "issued_at": trust.issued_at.isoformat(),
        "valid_until": trust.valid_until.isoformat(),
        "age_days": (at - trust.issued_at).days,
        "is_out_of_date": at > trust.valid_until,
    }
