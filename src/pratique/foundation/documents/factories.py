"""Claims, codes and trust lists of a fictional clinic, for tests and benchmarks."""

from dataclasses import replace
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric import ec

from pratique.foundation.keys.cose import sign1
from pratique.foundation.keys.credential import Claims, to_text
from pratique.foundation.keys.public_key import key_number, to_jwk
from pratique.foundation.keys.trust import TrustedKey, TrustList, read_trust_list, sign_trust_list

SITE_KEY = ec.derive_private_key(7, ec.SECP256R1())
KID = key_number(SITE_KEY.public_key())
ORGANIZATION_KEY = ec.derive_private_key(8, ec.SECP256R1())
CLAIMS = Claims(
    serial="5e" * 16,
    number="K-0000-TEST",
    family_name="ABARA",
    given_names="Nkem",
    date_of_birth="1992-03",
    document_number="X0000001",
    photo_sha256="0f" * 32,
    programme="Fictional programme",
    statement="met",
    issued_on="2026-11-20",
    expires_on="2027-05-19",
)


def sign(payload: bytes) -> bytes:
    return sign1(payload, key=SITE_KEY, kid=KID)


def code_with(**changes: str) -> str:
    return to_text(sign(replace(CLAIMS, **changes).to_payload()))


def trust_list(*, revoked: tuple[str, ...] = (), **changes: str | None) -> TrustList:
    return read_trust_list(trust_text(revoked=revoked, **changes))


def trust_text(*, revoked: tuple[str, ...] = (), **changes: str | None) -> str:
    key = TrustedKey(
        kid=KID,
        site="Fictional clinic",
        jwk=to_jwk(SITE_KEY.public_key()),
        used_from="2026-11-01",
        used_until=None,
        revoked_at=None,
    )
    return sign_trust_list(
        organization="Fictional organization",
        key=ORGANIZATION_KEY,
        issued_at=datetime(2026, 11, 20, 8, tzinfo=UTC),
        valid_until=datetime(2026, 12, 20, 8, tzinfo=UTC),
        keys=[replace(key, **changes)],
        revoked=revoked,
    )
