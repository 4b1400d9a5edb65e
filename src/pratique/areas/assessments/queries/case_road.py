"""The road of one case: what is done, what waits, and until when what was concluded holds."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pratique.areas.assessments.models import Case, Step
from pratique.areas.assessments.queries.judging import JudgedCase
from pratique.areas.assessments.queries.stations import stations
from pratique.foundation.ui.road import Milestone, Road, Stage, make_road

STAGES = {Step.State.DONE: Stage.DONE, Step.State.OPEN: Stage.LATER, Step.State.WAITING: Stage.LATER}


def road_of(case: Case, judged: JudgedCase) -> Road:
    """Registration, the stations of the case in their order, the conclusion, the limit, and the planned departure."""
    milestones = [_milestone(_("Case opened"), Stage.DONE, case.opened_at.date())]
    milestones += _stations(judged)
    is_concluded = case.state == Case.State.CONCLUDED
    milestones.append(
        _milestone(
            _("Conclusion"), Stage.DONE if is_concluded else Stage.LATER, case.closed_at and case.closed_at.date()
        )
    )
    limit = _limit(judged)
    if case.planned_departure_on:
        milestones.append(_milestone(_("Departure"), Stage.LATER, case.planned_departure_on, is_flight=True))
    if limit:
        milestones.append(_milestone(_("Valid until"), Stage.LIMIT, limit))
    return make_road(_first_waiting_is_now(milestones))


def _stations(judged: JudgedCase) -> list[Milestone]:
    found = []
    for station in stations().values():
        steps = [step for step in judged.steps if step.station == station.code]
        if steps:
            is_done = all(step.state == Step.State.DONE for step in steps)
            name = station.name[_language()]
            found.append(_milestone(name, Stage.DONE if is_done else Stage.LATER, None))
    return found


def _first_waiting_is_now(milestones: list[Milestone]) -> list[Milestone]:
    for place, milestone in enumerate(milestones):
        if milestone.stage is Stage.LATER and not milestone.is_flight:
            now = Milestone(what=milestone.what, stage=Stage.NOW, when=milestone.when, on=milestone.on)
            return [*milestones[:place], now, *milestones[place + 1 :]]
    return milestones


def _milestone(what: str, stage: Stage, on: date | None, *, is_flight: bool = False) -> Milestone:
    when = date_format(on, pgettext("date format", "j M Y")) if on else ""
    return Milestone(what=what, stage=stage, when=when, on=on, is_flight=is_flight)


def _limit(judged: JudgedCase) -> date | None:
    ends = [one.judgement.valid_until for one in judged.destinations if one.judgement.valid_until]
    return min(ends) if ends else None


def _language() -> str:
    from django.utils.translation import get_language

    return (get_language() or "en").split("-")[0]
