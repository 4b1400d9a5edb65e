"""Who may fill forms and read what was entered."""

from enum import StrEnum


class Permission(StrEnum):
    """What a role can hold here."""

    FILL_FORM = "encounters.form.fill"
    SEE_ENTRY = "encounters.entry.see"
