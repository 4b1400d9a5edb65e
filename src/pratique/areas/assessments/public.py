"""What other areas may use of assessments."""

from pratique.areas.assessments.actions import (
    DestinationRequest,
    close_not_completed,
    conclude,
    correct_particulars,
    keep_own_cohorts,
    open_case,
    plan_departure,
    record_station,
    reopen,
)
from pratique.areas.assessments.actions.conclusions import Decision
from pratique.areas.assessments.models import Case, Conclusion, Destination, Step
from pratique.areas.assessments.permissions import Permission
from pratique.areas.assessments.queries.cases import case_by_number, cases_of, family_cases, visible_cases
from pratique.areas.assessments.queries.conclusions import (
    CertifiableConclusion,
    certifiable_destinations,
    conclusion_for_certificate,
)
from pratique.areas.assessments.queries.integrity import case_problems
from pratique.areas.assessments.queries.judging import judged_case
from pratique.areas.assessments.queries.stations import stations
from pratique.areas.assessments.queries.worklists import (
    Board,
    Column,
    Waiting,
    board,
    board_version,
    identities_in_doubt,
)

__all__ = [
    "Board",
    "Case",
    "CertifiableConclusion",
    "Column",
    "Conclusion",
    "Decision",
    "Destination",
    "DestinationRequest",
    "Permission",
    "Step",
    "Waiting",
    "board",
    "board_version",
    "case_by_number",
    "case_problems",
    "cases_of",
    "certifiable_destinations",
    "close_not_completed",
    "conclude",
    "conclusion_for_certificate",
    "correct_particulars",
    "family_cases",
    "identities_in_doubt",
    "judged_case",
    "keep_own_cohorts",
    "open_case",
    "plan_departure",
    "record_station",
    "reopen",
    "stations",
    "visible_cases",
]
