"""What can be done to certificates and to the keys that sign them."""

from pratique.areas.certificates.actions.issue import issue_certificate, replace_certificate
from pratique.areas.certificates.actions.keys import (
    refresh_trust_list,
    revoke_signing_key,
    rotate_keys,
    rotate_signing_key,
)
from pratique.areas.certificates.actions.revoke import revoke_certificate

__all__ = [
    "issue_certificate",
    "refresh_trust_list",
    "replace_certificate",
    "revoke_certificate",
    "revoke_signing_key",
    "rotate_keys",
    "rotate_signing_key",
]
