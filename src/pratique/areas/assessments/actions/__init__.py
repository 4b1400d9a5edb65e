"""Writing: opening a case, recording a station, concluding, closing."""

from pratique.areas.assessments.actions.cases import (
    DestinationRequest,
    close_not_completed,
    correct_particulars,
    open_case,
    plan_departure,
)
from pratique.areas.assessments.actions.cohorts import keep_own_cohorts
from pratique.areas.assessments.actions.conclusions import conclude, reopen
from pratique.areas.assessments.actions.stations import begin_station, record_station, stop_on_withdrawal

__all__ = [
    "DestinationRequest",
    "begin_station",
    "close_not_completed",
    "conclude",
    "correct_particulars",
    "keep_own_cohorts",
    "open_case",
    "plan_departure",
    "record_station",
    "reopen",
    "stop_on_withdrawal",
]
