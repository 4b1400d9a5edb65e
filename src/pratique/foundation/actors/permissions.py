"""What may be permitted about staff and sites."""

from enum import StrEnum


class Permission(StrEnum):
    """Named in roles.toml, but for what everybody may do."""

    MANAGE_STAFF = "actors.staff.manage"
    MANAGE_OWN_ACCOUNT = "actors.account.manage"


# Whoever has a role may do this with her own account.
EVERYBODY = frozenset({Permission.MANAGE_OWN_ACCOUNT.value})
