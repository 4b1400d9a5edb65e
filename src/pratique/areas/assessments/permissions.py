"""What people may do with health assessment cases."""

from enum import StrEnum

from pratique.foundation.actors.actor import Actor


class Permission(StrEnum):
    """Named in roles.toml."""

    OPEN_CASE = "assessments.case.open"
    SEE_CASE = "assessments.case.see"
    CONCLUDE_CASE = "assessments.case.conclude"
    CLOSE_CASE = "assessments.case.close"
    RECORD_STATION = "assessments.station.record"
    SEE_BOARD = "assessments.board.see"
    AT_RECEPTION = "assessments.station.reception"
    AT_HISTORY = "assessments.station.history"
    AT_EXAMINATION = "assessments.station.examination"
    AT_BLOOD = "assessments.station.blood"
    AT_CHEST_FILM = "assessments.station.chest_film"
    AT_SPUTUM = "assessments.station.sputum"
    AT_CONCLUSION = "assessments.station.conclusion"


def may_work_at(by: Actor, station: str) -> bool:
    """Whether this actor's role works at the station: nobody opens the forms of a station that is not hers."""
    return by.may(Permission.RECORD_STATION) and by.may(f"assessments.station.{station}")
