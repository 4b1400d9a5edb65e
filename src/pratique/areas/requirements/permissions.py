"""Who may read the rule book and who may put an edition in force."""

from enum import StrEnum


class Permission(StrEnum):
    """What a role can hold here."""

    SEE_EDITION = "requirements.edition.see"
    SIGN_EDITION = "requirements.edition.sign"
    SEE_COHORT = "requirements.cohort.see"
