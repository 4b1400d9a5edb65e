"""Who waits where: the list of a station, the cases ready for the physician, and the board of the day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils.translation import ngettext

from pratique.areas.assessments.models import Case, Step
from pratique.areas.assessments.permissions import Permission
from pratique.areas.assessments.queries.judging import is_doubted
from pratique.areas.assessments.queries.reasons import language
from pratique.areas.assessments.queries.stations import CONCLUSION, RECEPTION, Station, stations
from pratique.areas.encounters.public import current_entries
from pratique.foundation.actions.refusal import refuse_not_found, refuse_not_permitted
from pratique.foundation.actors.actor import Actor

MOST_SHOWN = 200
TO_DO = (Step.State.OPEN, Step.State.WAITING)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One person who waits at a station, or for a result."""

    case_number: str
    person_number: str
    name: str
    native_name: str
    programmes: tuple[str, ...]
    since: datetime
    minutes: int
    is_result: bool
    family_number: str

    @property
    def waited(self) -> str:
        """How long, as people say it: minutes, hours, days."""
        hours, days = self.minutes // 60, self.minutes // (60 * 24)
        if days:
            return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
        if hours > 1:
            return ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours}
        return ngettext("%(minutes)d minute", "%(minutes)d minutes", self.minutes) % {"minutes": self.minutes}


@dataclass(frozen=True, kw_only=True)
class Column:
    """A station of the board with who waits there."""

    code: str
    name: str
    waiting: tuple[Waiting, ...]

    @property
    def longest(self) -> int:
        return max((row.minutes for row in self.waiting if not row.is_result), default=0)


@dataclass(frozen=True, kw_only=True)
class Board:
    """The day at one site."""

    columns: tuple[Column, ...]
    concluded_today: int
    version: str


def board(*, by: Actor) -> Board:
    """Where the people of this site's open cases stand now: each at the first station that has something to do."""
    if not by.may(Permission.SEE_BOARD):
        refuse_not_permitted()
    cases = list(_open_cases(by))
    places: dict[str, list[Waiting]] = defaultdict(list)
    for case in cases:
        station, step = _place(case)
        places[station].append(_waiting(by, case, step))
    columns = tuple(
        Column(code=station.code, name=station.name[language()], waiting=tuple(places.get(station.code, ())))
        for station in stations().values()
    )
    start = by.now() - timedelta(hours=24)
    concluded = Case.objects.filter(site=by.site_id, state=Case.State.CONCLUDED, closed_at__gte=start).count()
    return Board(columns=columns, concluded_today=concluded, version=board_version(by=by))


def board_version(*, by: Actor) -> str:
    """A text that changes whenever the board would."""
    if not by.may(Permission.SEE_BOARD):
        refuse_not_permitted()
    # Steps of open cases alone, of which there are few: one that ends counts by the hour of its end.
    steps = Step.objects.filter(case__site=by.site_id, case__state=Case.State.OPEN)
    newest = steps.order_by("-changed_at").values_list("changed_at", flat=True)
    latest = newest.first()
    closed = Case.objects.filter(site=by.site_id).exclude(closed_at=None).order_by("-closed_at")
    ended = closed.values_list("closed_at", flat=True).first()
    return f"{latest.timestamp() if latest else 0}-{ended.timestamp() if ended else 0}"


def identities_in_doubt(*, by: Actor) -> tuple[Waiting, ...]:
    """Who waits for a supervisor's calm second look, because something did not agree with the document."""
    if not by.may(Permission.SEE_BOARD):
        refuse_not_permitted()
    received = {
        case: step
        for case in _open_cases(by)
        for step in case.steps.all()
        if step.code == RECEPTION and step.state == Step.State.OPEN
    }
    entries = current_entries(by=by, people=[case.person for case in received], form_code=RECEPTION)
    doubted = {entry.person_id: entry.submitted_at for entry in entries if is_doubted(entry)}
    return tuple(
        _waiting(by, case, step)
        for case, step in received.items()
        if case.person_id in doubted and doubted[case.person_id] >= case.opened_at
    )


@dataclass(frozen=True, kw_only=True)
class StationList:
    """The worklist of one station."""

    station: Station
    name: str
    waiting: tuple[Waiting, ...]


def station_list(*, by: Actor, station: str) -> StationList:
    """Everybody who has something to do at this station, the longest wait first."""
    if not by.may(Permission.SEE_BOARD):
        refuse_not_permitted()
    found = stations().get(station)
    if found is None:
        refuse_not_found()
    rows = []
    for case in _open_cases(by):
        step = next((step for step in case.steps.all() if step.station == station and step.state in TO_DO), None)
        if step is not None:
            rows.append(_waiting(by, case, step))
        elif station == CONCLUSION and _place(case)[0] == CONCLUSION:
            rows.append(_waiting(by, case, None))
    ordered = sorted(rows, key=lambda row: row.since)
    return StationList(station=found, name=found.name[language()], waiting=tuple(ordered))


def _open_cases(by: Actor) -> Iterable[Case]:
    todo = Step.objects.filter(case=OuterRef("pk"))
    return (
        Case.objects.filter(Exists(todo), site=by.site_id, state=Case.State.OPEN)
        .select_related("person__family")
        .prefetch_related("steps", "destinations")
        .order_by("-opened_at")[:MOST_SHOWN]
    )


def _place(case: Case) -> tuple[str, Step | None]:
    """The first station, in the order of the day, that has something to do that is not only waiting for a result."""
    steps = [step for step in case.steps.all() if step.state in TO_DO]
    order = {station.code: station.order for station in stations().values()}
    for state in (Step.State.OPEN, Step.State.WAITING):
        here = sorted((step for step in steps if step.state == state), key=lambda step: order[step.station])
        if here:
            return here[0].station, here[0]
    return (CONCLUSION, None) if case.steps.all() else (RECEPTION, None)


def _waiting(by: Actor, case: Case, step: Step | None) -> Waiting:
    since = max(case.opened_at, *(one.changed_at for one in case.steps.all()))
    return Waiting(
        case_number=case.number,
        person_number=case.person.number,
        name=case.person.display_name,
        native_name=case.person.native_name,
        programmes=tuple(destination.programme for destination in case.destinations.all()),
        since=since,
        minutes=int((by.now() - since).total_seconds() // 60),
        is_result=step is not None and step.state == Step.State.WAITING,
        family_number=case.person.family.number if case.person.family else "",
    )
