"""What may be permitted about staff and sites."""

from enum import StrEnum


class Permission(StrEnum):
    """Named in roles.toml."""

    MANAGE_STAFF = "actors.staff.manage"
    MANAGE_OWN_ACCOUNT = "actors.account.manage"
