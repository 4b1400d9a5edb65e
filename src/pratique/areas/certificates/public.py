"""What other areas, the demo and the commands may use of certificates."""

from pratique.areas.certificates.actions import (
    issue_certificate,
    refresh_trust_list,
    replace_certificate,
    revoke_certificate,
    revoke_signing_key,
    rotate_keys,
    rotate_signing_key,
)
from pratique.areas.certificates.models import Certificate
from pratique.areas.certificates.permissions import Permission
from pratique.areas.certificates.queries import (
    CaseCertificates,
    CertificateRow,
    certificate_by_number,
    certificate_pdf,
    certificate_problems,
    certificates_of_case,
    certificates_of_person,
)

__all__ = [
    "CaseCertificates",
    "Certificate",
    "CertificateRow",
    "Permission",
    "certificate_by_number",
    "certificate_pdf",
    "certificate_problems",
    "certificates_of_case",
    "certificates_of_person",
    "issue_certificate",
    "refresh_trust_list",
    "replace_certificate",
    "revoke_certificate",
    "revoke_signing_key",
    "rotate_keys",
    "rotate_signing_key",
]
