"""What people may do with certificates."""

from enum import StrEnum


class Permission(StrEnum):
    """Named in roles.toml."""

    SEE_CERTIFICATE = "certificates.certificate.see"
    ISSUE_CERTIFICATE = "certificates.certificate.issue"
    REPLACE_CERTIFICATE = "certificates.certificate.replace"
    REVOKE_CERTIFICATE = "certificates.certificate.revoke"
    MANAGE_KEYS = "certificates.key.manage"
