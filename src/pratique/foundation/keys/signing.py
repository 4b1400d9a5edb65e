"""Signing keys: one active key an issuer, made on first need, rotated at will, never deleted, revoked when stolen."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, cast

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)
from django.conf import settings
from django.db import IntegrityError, transaction

from pratique.foundation.keys.cose import sign1
from pratique.foundation.keys.models import SigningKey, TrustListIssue
from pratique.foundation.keys.public_key import key_number, to_jwk
from pratique.foundation.keys.ring import Place
from pratique.foundation.keys.store import open_sealed, seal
from pratique.foundation.keys.trust import TrustedKey, sign_trust_list, trust_list_file

ORGANIZATION: Final = "organization"
TRUST_LIST_LASTS: Final = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Signs with one issuer's active key."""

    kid: str
    sign: Callable[[bytes], bytes]


def signer_for(*, issuer: str, issuer_name: str, at: datetime) -> Signer:
    record = _active_key(issuer=issuer, issuer_name=issuer_name, at=at)
    private = _private_key(record)
    return Signer(kid=record.kid, sign=lambda payload: sign1(payload, key=private, kid=record.kid))


def rotate_signing_key(*, issuer: str, issuer_name: str, at: datetime) -> SigningKey:
    """Retire the active key and make a new one; what the old one signed stays verifiable."""
    with transaction.atomic():
        SigningKey.objects.select_for_update().filter(issuer=issuer, retired_at=None).update(retired_at=at)
        return _make_key(issuer=issuer, issuer_name=issuer_name, at=at)


def revoke_signing_key(*, kid: str, at: datetime) -> SigningKey:
    """Take all trust from a key that others may have had in their hands; the next signature makes a new one."""
    with transaction.atomic():
        key = SigningKey.objects.select_for_update().get(kid=kid)
        key.retired_at = key.retired_at or at
        key.revoked_at = key.revoked_at or at
        key.save(update_fields=["retired_at", "revoked_at"])
    return key


def signing_keys() -> list[SigningKey]:
    return list(SigningKey.objects.exclude(issuer=ORGANIZATION).order_by("made_at", "kid"))


def is_site_key(kid: str) -> bool:
    return SigningKey.objects.exclude(issuer=ORGANIZATION).filter(kid=kid).exists()


def public_key_set() -> dict[str, list[dict[str, str]]]:
    """What /.well-known/jwks.json says (RFC 7517): every key whose signatures still count."""
    keys = SigningKey.objects.filter(revoked_at=None).order_by("made_at", "kid")
    return {"keys": [key.public_key | {"kid": key.kid, "use": "sig", "alg": "ES256"} for key in keys]}


@transaction.atomic
def issue_trust_list(*, organization: str, revoked: Iterable[str], at: datetime) -> TrustListIssue:
    """Sign the list of this moment; its file in the data folder is what `pratique verify` reads by itself.

    One list at a time: `revoked` is asked after the lock is held, so that no list misses what another one told.
    """
    key = _active_key(issuer=ORGANIZATION, issuer_name=organization, at=at)
    SigningKey.objects.select_for_update().get(kid=key.kid)
    text = sign_trust_list(
        organization=organization,
        key=_private_key(key),
        issued_at=at,
        valid_until=at + TRUST_LIST_LASTS,
        keys=map(_trusted, signing_keys()),
        revoked=revoked,
    )
    transaction.on_commit(_export)
    return TrustListIssue.objects.create(issued_at=at, valid_until=at + TRUST_LIST_LASTS, text=text)


def newest_trust_list() -> TrustListIssue | None:
    return TrustListIssue.objects.order_by("-pk").first()


def write_trust_list(text: str, path: Path) -> None:
    """Write the whole file or nothing of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".new")
    unfinished.write_text(text, "utf-8")
    unfinished.replace(path)


def _export() -> None:
    """The newest list, whichever process signed it; the lock keeps an older one from being written last."""
    path = trust_list_file(Path(settings.DATA_DIR))
    path.parent.mkdir(parents=True, exist_ok=True)
    with (path.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        newest = newest_trust_list()
        if newest is not None:
            write_trust_list(newest.text, path)


def _active_key(*, issuer: str, issuer_name: str, at: datetime) -> SigningKey:
    active = SigningKey.objects.filter(issuer=issuer, retired_at=None).first()
    if active is not None:
        return active
    try:
        with transaction.atomic():
            return _make_key(issuer=issuer, issuer_name=issuer_name, at=at)
    except IntegrityError:
        return SigningKey.objects.get(issuer=issuer, retired_at=None)


def _make_key(*, issuer: str, issuer_name: str, at: datetime) -> SigningKey:
    private = ec.generate_private_key(ec.SECP256R1())
    kid = key_number(private.public_key())
    der = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return SigningKey.objects.create(
        kid=kid,
        issuer=issuer,
        issuer_name=issuer_name,
        public_key=to_jwk(private.public_key()),
        private_key=seal(der, _place(kid)),
        made_at=at,
    )


def _private_key(record: SigningKey) -> ec.EllipticCurvePrivateKey:
    key = load_der_private_key(open_sealed(bytes(record.private_key), _place(record.kid)), password=None)
    return cast(ec.EllipticCurvePrivateKey, key)


def _place(kid: str) -> Place:
    return Place("keys_signingkey", "private_key", kid)


def _trusted(key: SigningKey) -> TrustedKey:
    """A day more on each side: the site's date may be ahead of or behind UTC."""
    a_day = timedelta(days=1)
    return TrustedKey(
        kid=key.kid,
        site=key.issuer_name,
        jwk=key.public_key,
        used_from=(key.made_at - a_day).date().isoformat(),
        used_until=(key.retired_at + a_day).date().isoformat() if key.retired_at else None,
        revoked_at=key.revoked_at.isoformat(timespec="seconds") if key.revoked_at else None,
    )
