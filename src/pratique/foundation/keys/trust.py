"""The trust list: whose keys sign certificates and which certificates no longer count, as of a stated moment.

A JSON file that people can read, signed by the organization's key over its canonical form (RFC 8785, of which only
texts, lists and null occur here), so that Python and a browser check the same bytes.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final, cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from pratique.foundation.keys.public_key import from_jwk, key_number, to_jwk

LONGEST_LIST: Final = 32 * 1024 * 1024
_ECDSA: Final = ec.ECDSA(hashes.SHA256())
_BROKEN: Final = (KeyError, TypeError, AttributeError, ValueError, OverflowError, RecursionError, InvalidSignature)


class TrustListError(ValueError):
    """The list cannot be read, or was changed after the organization signed it."""


@dataclass(frozen=True, kw_only=True)
class TrustedKey:
    """A site's public key; the days on which it signed; since when it is known to have been stolen."""

    kid: str
    site: str
    jwk: dict[str, str]
    used_from: str
    used_until: str | None
    revoked_at: str | None

    def signed_on(self, day: date) -> bool:
        last = date.max if self.used_until is None else date.fromisoformat(self.used_until)
        return date.fromisoformat(self.used_from) <= day <= last

    def public_key(self) -> ec.EllipticCurvePublicKey:
        return from_jwk(self.jwk)


@dataclass(frozen=True, kw_only=True)
class TrustList:
    organization: str
    organization_key: dict[str, str]
    issued_at: datetime
    valid_until: datetime
    keys: tuple[TrustedKey, ...]
    revoked: frozenset[str]

    def key(self, kid: str) -> TrustedKey | None:
        return next((key for key in self.keys if key.kid == kid), None)

    def fingerprint(self) -> str:
        """What two people compare by telephone to know that they hold lists of the same organization."""
        return key_number(from_jwk(self.organization_key))


def sign_trust_list(
    *,
    organization: str,
    key: ec.EllipticCurvePrivateKey,
    issued_at: datetime,
    valid_until: datetime,
    keys: Iterable[TrustedKey],
    revoked: Iterable[str],
) -> str:
    unsigned = {
        "organization": organization,
        "organization_key": to_jwk(key.public_key()),
        "issued_at": issued_at.isoformat(timespec="seconds"),
        "valid_until": valid_until.isoformat(timespec="seconds"),
        "keys": [asdict(each) for each in keys],
        "revoked": sorted(revoked),
    }
    r, s = decode_dss_signature(key.sign(_canonical(unsigned), _ECDSA))
    signature = base64.urlsafe_b64encode(r.to_bytes(32, "big") + s.to_bytes(32, "big")).rstrip(b"=").decode()
    return json.dumps(unsigned | {"signature": signature}, ensure_ascii=False, indent=1) + "\n"


def read_trust_list(text: str) -> TrustList:
    """Read a list and check the organization's signature; TrustListError says that it is not to be used."""
    if len(text) > LONGEST_LIST:
        raise TrustListError("too long")
    try:
        content = json.loads(text)
        signature = base64.urlsafe_b64decode(content.pop("signature") + "==")
        _check(signature, content)
        return _from_json(content)
    except _BROKEN as problem:
        raise TrustListError("not a trust list, or changed after it was signed") from problem


def trust_list_file(data_dir: Path) -> Path:
    return data_dir / "trust" / "trust-list.json"


def _check(signature: bytes, content: dict[str, Any]) -> None:
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    from_jwk(content["organization_key"]).verify(encode_dss_signature(r, s), _canonical(content), _ECDSA)


def _from_json(content: dict[str, Any]) -> TrustList:
    moments = {name: datetime.fromisoformat(content[name]) for name in ("issued_at", "valid_until")}
    if any(moment.tzinfo is None for moment in moments.values()):
        raise TrustListError("a moment without its zone")
    return TrustList(
        organization=cast(str, content["organization"]),
        organization_key=cast(dict[str, str], content["organization_key"]),
        issued_at=moments["issued_at"],
        valid_until=moments["valid_until"],
        keys=tuple(_key_from_json(each) for each in content["keys"]),
        revoked=frozenset(content["revoked"]),
    )


def _key_from_json(content: dict[str, Any]) -> TrustedKey:
    key = TrustedKey(**content)
    key.public_key()
    key.signed_on(date.min)
    return key


def _canonical(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
