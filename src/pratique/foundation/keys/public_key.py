"""Public keys as others write them: JSON Web Key (RFC 7517), with a key number made from the key itself."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric import ec


def to_jwk(key: ec.EllipticCurvePublicKey) -> dict[str, str]:
    numbers = key.public_numbers()
    return {"crv": "P-256", "kty": "EC", "x": _coordinate(numbers.x), "y": _coordinate(numbers.y)}


def from_jwk(jwk: Mapping[str, str]) -> ec.EllipticCurvePublicKey:
    """Raise ValueError for anything that is no point on P-256."""
    if jwk.get("kty") != "EC" or jwk.get("crv") != "P-256":
        raise ValueError("not a P-256 key")
    x, y = (int.from_bytes(base64.urlsafe_b64decode(jwk[name] + "="), "big") for name in ("x", "y"))
    return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()


def key_number(key: ec.EllipticCurvePublicKey) -> str:
    """The first eight bytes of the key's thumbprint (RFC 7638): short enough for a code, bound to the key."""
    thumbprint = json.dumps(to_jwk(key), separators=(",", ":"), sort_keys=True).encode()
    return hashlib.sha256(thumbprint).hexdigest()[:16]


def _coordinate(value: int) -> str:
    return base64.urlsafe_b64encode(value.to_bytes(32, "big")).rstrip(b"=").decode()
