"""What people may do with health assessment cases."""

from enum import StrEnum


class Permission(StrEnum):
    """Named in roles.toml."""

    OPEN_CASE = "assessments.case.open"
    SEE_CASE = "assessments.case.see"
    CONCLUDE_CASE = "assessments.case.conclude"
    CLOSE_CASE = "assessments.case.close"
    RECORD_STATION = "assessments.station.record"
    SEE_BOARD = "assessments.board.see"
