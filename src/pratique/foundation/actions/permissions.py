"""What may be permitted about the audit trail."""

from enum import StrEnum


class Permission(StrEnum):
    """Named in roles.toml."""

    SEE_AUDIT = "actions.audit.see"
    SEE_SHIELDED = "actions.audit.see_shielded"
    ERASE_PAYLOAD = "actions.audit.erase"
