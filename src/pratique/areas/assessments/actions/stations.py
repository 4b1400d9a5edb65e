"""A station records a form: the facts are kept for ever, and the case is judged again."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from pratique.areas.assessments.actions.cases import end_not_completed, require_open
from pratique.areas.assessments.actions.steps import judge_again, locked_case
from pratique.areas.assessments.models import Case
from pratique.areas.assessments.permissions import Permission, may_work_at
from pratique.areas.assessments.queries.stations import RECEPTION, stations
from pratique.areas.encounters.public import Encounter, Entry, contact_of_latest_entry, open_encounter, submit_form
from pratique.areas.people.public import given_consents, withdraw_consent
from pratique.foundation.actions import Refusal, action, note
from pratique.foundation.actions.refusal import refuse_not_found, refuse_not_permitted
from pratique.foundation.actors.actor import Actor


@action("assessments.station.record", needs=Permission.RECORD_STATION)
def record_station(
    *,
    by: Actor,
    case: Case,
    station: str,
    form: str,
    answers: Mapping[str, Any],
    expected_entry: str = "",
    draft_version: int | None = None,
) -> Entry:
    """Record one form of one station for a case, and judge the case again.

    Before reception confirmed who she is and consent was recorded, nothing else is done. A form that was recorded
    before within the case is corrected, also weeks later: `expected_entry` names the entry that the page showed.
    """
    if station not in stations() or form not in stations()[station].forms:
        refuse_not_found()
    current = locked_case(case)
    note(subject=current.number, person=current.person.number, after={"station": station, "form": form})
    if not may_work_at(by, station):
        refuse_not_permitted()
    require_open(current)
    if station != RECEPTION:
        require_consent(by=by, case=current, programmes=programmes_of(current))
    entry = submit_form(
        by=by,
        encounter=contact_for(by=by, case=current, form=form),
        form=form,
        answers=answers,
        expected_entry=expected_entry,
        draft_version=draft_version,
        since=current.opened_at,
    )
    judge_again(by=by, case=current)
    return entry


@action("assessments.station.stop", needs=Permission.RECORD_STATION)
def stop_on_withdrawal(*, by: Actor, case: Case) -> Case:
    """She takes her yes back, at any step and without a reason: her consents end, and the case as not completed."""
    current = locked_case(case)
    note(subject=current.number, person=current.person.number)
    require_open(current)
    given = given_consents(by=by, person=current.person)
    purposes = [f"assessment_{programme.lower()}" for programme in programmes_of(current)]
    for purpose in given.intersection(purposes):
        withdraw_consent(by=by, person=current.person, purpose_code=purpose)
    return end_not_completed(by, current, "consent_withdrawn")


@action("assessments.station.begin", needs=Permission.RECORD_STATION)
def begin_station(*, by: Actor, case: Case, form: str) -> Encounter:
    """Open the contact in which a form of this case is filled, so that drafts have a place from the first key."""
    note(subject=case.number, person=case.person.number, after={"form": form})
    require_open(case)
    return contact_for(by=by, case=case, form=form)


def contact_for(*, by: Actor, case: Case, form: str) -> Encounter:
    """The contact in which a form of this case goes on: where it was recorded first, else today's."""
    earlier = contact_of_latest_entry(by=by, person=case.person, form_code=form, since=case.opened_at)
    return earlier or open_encounter(by=by, person=case.person, editions=editions_of(case))


def editions_of(case: Case) -> list[str]:
    """The editions that a case is judged by."""
    return [destination.edition for destination in case.destinations.all()]


def programmes_of(case: Case) -> list[str]:
    """The destinations of a case."""
    return [destination.programme for destination in case.destinations.all()]


def require_consent(*, by: Actor, case: Case, programmes: Sequence[str]) -> None:
    """Refuse work for those destinations until the person agreed to the examination for each of them."""
    given = given_consents(by=by, person=case.person)
    missing = [programme for programme in programmes if f"assessment_{programme.lower()}" not in given]
    if missing:
        raise Refusal(
            "assessments.station.consent_missing",
            _("Consent to this examination is not recorded. Record it at reception, alone with the person."),
            programmes=missing,
        )
