"""The first page of each role: what waits for her, and the one thing she does most."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from pratique.areas.assessments.public import Permission as AssessmentPermission
from pratique.areas.assessments.public import board as board_of
from pratique.areas.assessments.public import identities_in_doubt
from pratique.areas.people.public import Permission as PeoplePermission
from pratique.areas.requirements.public import EditionToSign, unsigned_editions
from pratique.areas.requirements.public import Permission as RequirementPermission
from pratique.foundation.actors.actor import Actor

if TYPE_CHECKING:
    from pratique.areas.assessments.public import Column, Waiting

# Which stations a role works at; its people wait there for her.
STATIONS = {
    "reception": ("reception",),
    "nurse": ("history", "examination", "blood"),
    "physician": ("conclusion", "examination"),
    "radiographer": ("chest_film",),
    "radiologist": ("chest_film",),
    "laboratory": ("blood", "sputum"),
    "supervisor": ("reception", "history", "examination", "blood", "chest_film", "sputum", "conclusion"),
}

# Who looks again, calmly, where a person and her document do not agree.
SECOND_LOOK = "supervisor"


@dataclass(frozen=True, kw_only=True)
class Home:
    """The first page."""

    columns: tuple["Column", ...]
    primary: str
    primary_page: str
    unsigned: tuple[EditionToSign, ...]
    concluded_today: int
    doubts: tuple["Waiting", ...]


def home(*, by: Actor) -> Home:
    """What waits for this actor in this role."""
    columns: tuple[Column, ...] = ()
    concluded = 0
    if by.may(AssessmentPermission.SEE_BOARD):
        today = board_of(by=by)
        mine = STATIONS.get(by.role, ())
        columns = tuple(column for column in today.columns if column.code in mine)
        concluded = today.concluded_today
    doubts = identities_in_doubt(by=by) if by.role == SECOND_LOOK else ()
    primary, page = _primary(by)
    may_sign = by.may(RequirementPermission.SIGN_EDITION) or by.role == "admin"
    unsigned = tuple(unsigned_editions(by=by)) if may_sign else ()
    return Home(
        columns=columns,
        primary=primary,
        primary_page=page,
        unsigned=unsigned,
        concluded_today=concluded,
        doubts=doubts,
    )


def _primary(by: Actor) -> tuple[str, str]:
    if by.role == "physician":
        return _("To conclude"), "assessments:to_conclude"
    if by.may(PeoplePermission.REGISTER):
        return _("Register from a passport"), "people:register_from_mrz"
    if by.may(AssessmentPermission.SEE_BOARD):
        return _("Today's board"), "desk:board"
    if by.role == "privacy":
        return _("Audit trail"), "audit:records"
    if by.role == "admin":
        return _("Staff"), "staff:list_staff"
    return _("Rule book"), "requirements:rule_book"
