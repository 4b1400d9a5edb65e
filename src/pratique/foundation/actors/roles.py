"""Roles to permissions, as data."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from pratique.foundation.actors.actor import Purpose
from pratique.foundation.actors.permissions import EVERYBODY


@dataclass(frozen=True, kw_only=True)
class Role:
    """What one role may do, and why its people look at records."""

    code: str
    purpose: Purpose
    permissions: frozenset[str]


@cache
def roles() -> dict[str, Role]:
    """Every role by its code, read once from the file named by the setting ROLES_FILE."""
    table = tomllib.loads(Path(settings.ROLES_FILE).read_text(encoding="utf-8"))
    return {
        code: Role(code=code, purpose=Purpose(row["purpose"]), permissions=EVERYBODY | frozenset(row["permissions"]))
        for code, row in table.items()
    }


def role(code: str) -> Role:
    """The role with that code. KeyError when there is none."""
    return roles()[code]


def roles_with(permission: str) -> list[str]:
    """The roles that hold a permission."""
    return [code for code, held in roles().items() if str(permission) in held.permissions]
