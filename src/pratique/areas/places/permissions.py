"""Who may load lists of places."""

from enum import StrEnum


class Permission(StrEnum):
    """What a role may do with places; reading them needs no permission."""

    IMPORT = "places.reference.import"
