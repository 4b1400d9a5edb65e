"""What other areas may use of requirements."""

from pratique.areas.requirements.actions import put_in_force, withdraw_edition
from pratique.areas.requirements.cohorts.kept import FOLDER as COHORT_FOLDER
from pratique.areas.requirements.cohorts.kept import Assessed, keep_cohorts
from pratique.areas.requirements.models import EditionInForce
from pratique.areas.requirements.permissions import Permission
from pratique.areas.requirements.queries.in_force import (
    EditionToSign,
    edition_for,
    editions_in_force,
    judge_person,
    known_edition,
    unsigned_editions,
)
from pratique.areas.requirements.queries.steps import step_words

__all__ = [
    "COHORT_FOLDER",
    "Assessed",
    "EditionInForce",
    "EditionToSign",
    "Permission",
    "edition_for",
    "editions_in_force",
    "judge_person",
    "keep_cohorts",
    "known_edition",
    "put_in_force",
    "step_words",
    "unsigned_editions",
    "withdraw_edition",
]
