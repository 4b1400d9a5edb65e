"""A station's page for one person: who she is, the form, and where to go next."""

from collections.abc import Collection
from dataclasses import dataclass

from pratique.areas.assessments.models import Case, Step
from pratique.areas.assessments.permissions import may_work_at
from pratique.areas.assessments.queries.cases import case_by_number
from pratique.areas.assessments.queries.reasons import Why, language, told_steps, why
from pratique.areas.assessments.queries.stations import Station, form_of_step, stations
from pratique.areas.encounters.public import Encounter, StationForm, contact_of_latest_entry, contact_of_today
from pratique.areas.people.public import PersonHeader, identity_card
from pratique.foundation.actions.refusal import refuse_not_found, refuse_not_permitted
from pratique.foundation.actors.actor import Actor
from pratique.rules.forms import Form
from pratique.rules.forms import form as form_by_code
from pratique.rules.requirements import load_edition

# Forms that ask something before a step is known to be needed.
ASKING = frozenset({"pregnancy"})


@dataclass(frozen=True, kw_only=True)
class FormTab:
    """One of the forms of a station."""

    code: str
    title: str
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class StationPage:
    """The page of one form of one station for one case."""

    case: Case
    header: PersonHeader
    station: Station
    name: str
    tabs: tuple[FormTab, ...]
    form: StationForm
    reasons: tuple[Why, ...]


def station_of(*, by: Actor, number: str, station: str, form: str) -> tuple[Case, Station]:
    """The case and the station, where the actor may record there."""
    found = stations().get(station)
    if found is None or form not in found.forms:
        refuse_not_found()
    if not may_work_at(by, station):
        refuse_not_permitted()
    return case_by_number(by=by, number=number), found


def contact_at_hand(*, by: Actor, case: Case, form: str) -> Encounter | None:
    """The contact in which a form of this case goes on, where there is one: looking at a page opens none again."""
    editions = [destination.edition for destination in case.destinations.all()]
    earlier = contact_of_latest_entry(by=by, person=case.person, form_code=form, since=case.opened_at)
    return earlier or contact_of_today(by=by, person=case.person, editions=editions)


def station_page(*, by: Actor, case: Case, station: Station, form: StationForm) -> StationPage:
    """The page around a form."""
    words = language()
    return StationPage(
        case=case,
        header=identity_card(by=by, person=case.person),
        station=station,
        name=station.name[words],
        tabs=tuple(
            FormTab(code=code, title=form_by_code(code).title[words], is_current=code == form.code)
            for code in _offered(case, station, form.code)
        ),
        form=form,
        reasons=_reasons(by, case, station.forms[form.code]),
    )


def _reasons(by: Actor, case: Case, does: tuple[str, ...]) -> tuple[Why, ...]:
    """Why the steps of this form are asked of this person, each authority's reason once."""
    steps = case.steps.filter(code__in=does).exclude(state=Step.State.NOT_NEEDED)
    return tuple(dict.fromkeys(why(reason) for step in told_steps(by, steps) for reason in step.reasons))


def _offered(case: Case, station: Station, current: str) -> tuple[str, ...]:
    """The station's forms for this person: those of her steps, those for everybody, and those that ask something."""
    steps = set(case.steps.exclude(state=Step.State.NOT_NEEDED).values_list("code", flat=True))
    demands = {fact for destination in case.destinations.all() for fact in load_edition(destination.edition).demands}
    asking = {form for form in station.forms if form in ASKING and (form != "pregnancy" or case.person.sex != "M")}
    return tuple(
        form
        for form, does in station.forms.items()
        if form == current
        or form in asking
        or steps.intersection(does)
        or (not does and _asks_something(form_by_code(form), demands))
    )


def _asks_something(form: Form, demands: Collection[str]) -> bool:
    """Whether a form that does no step has a question for this person."""
    return any(not question.only_if_demanded or question.fact in demands for question in form.questions)


def next_form(*, case: Case, station: str, form: str) -> str:
    """The form of the same station that does its next open step, or empty."""
    todo = case.steps.filter(station=station, state=Step.State.OPEN).order_by("pk").values_list("code", flat=True)
    forms = [form_of_step()[step] for step in todo]
    return next((code for code in forms if code != form), "")
