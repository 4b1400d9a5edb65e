"""Everything about one person's assessment on one page: the road, the steps, what the rules propose, what blocks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel.lists import format_list
from django.urls import reverse
from django.utils.translation import gettext as _

from pratique.areas.assessments.models import Case, Conclusion, Destination, Step
from pratique.areas.assessments.permissions import Permission, may_work_at
from pratique.areas.assessments.queries.case_road import road_of
from pratique.areas.assessments.queries.cases import case_by_number, family_cases
from pratique.areas.assessments.queries.judging import JudgedCase, JudgedDestination, judged_case
from pratique.areas.assessments.queries.reasons import Why, language, reads_findings, told_steps, why
from pratique.areas.assessments.queries.shown_facts import asked_about_application
from pratique.areas.assessments.queries.stations import RECEPTION, form_of_step, stations
from pratique.areas.people.public import PersonHeader, identity_card
from pratique.areas.requirements.public import step_words
from pratique.foundation.actors.actor import Actor
from pratique.foundation.ui.road import Road
from pratique.rules.forms import form
from pratique.rules.requirements import load_edition, vocabulary

CONSENTS = "people:consents"
STATION_PAGE = "assessments:record_station"
STEP_KINDS = {
    Step.State.OPEN: "due",
    Step.State.WAITING: "due",
    Step.State.DONE: "done",
    Step.State.NOT_NEEDED: "off",
}


@dataclass(frozen=True, kw_only=True)
class StepRow:
    """One step of the case. `is_hers`: the reader's role works at its station."""

    code: str
    text: str
    station: str
    form: str
    kind: str
    state: str
    asked_by: tuple[str, ...]
    why: tuple[Why, ...]
    is_hers: bool = False


@dataclass(frozen=True, kw_only=True)
class Ask:
    """Answers that would change what is needed, and the page where they are given. Shielded ones go unnamed."""

    title: str
    labels: str
    page: str
    arguments: tuple[Any, ...]
    is_hers: bool

    @property
    def address(self) -> str:
        """Where the answers are given."""
        return reverse(self.page, args=self.arguments)


@dataclass(frozen=True, kw_only=True)
class DestinationCard:
    """One authority's side of the case."""

    pk: int
    programme: str
    edition: str
    title: str
    applied_on: Any
    outcome: str
    outcome_kind: str
    classes: tuple[str, ...]
    valid_until: Any
    standing: str
    because: tuple[str, ...]
    conclusion: Conclusion | None
    conclusion_outcome: str
    override_reason: str
    may_conclude: bool
    blocked: str
    application_questions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """The page of one case."""

    case: Case
    header: PersonHeader
    road: Road
    steps: tuple[StepRow, ...]
    past_steps: tuple[StepRow, ...]
    asks: tuple[Ask, ...]
    destinations: tuple[DestinationCard, ...]
    family: tuple[Case, ...]
    status_kind: str
    status_text: str
    may_record: bool
    may_open: bool
    may_close: bool
    next_station: StepRow | None


def case_page(*, by: Actor, number: str) -> CasePage:
    """The page of the case with that number."""
    case = case_by_number(by=by, number=number)
    judged = judged_case(by=by, case=case)
    steps = tuple(_row(by, step.code, step.station, step.state, step.reasons) for step in told_steps(by, judged.steps))
    needed = {step.code for step in judged.steps}
    past = told_steps(by, [step for step in case.steps.all() if step.code not in needed])
    asks = _asks(by, case, judged)
    is_open = case.state == Case.State.OPEN
    kind, text = _status(case, steps, is_ready=not judged.open_steps and not asks)
    todo = [step for step in steps if step.kind == "due"]
    return CasePage(
        case=case,
        header=identity_card(by=by, person=case.person),
        road=road_of(case, judged),
        steps=steps,
        past_steps=tuple(_row(by, step.code, step.station, Step.State.NOT_NEEDED, []) for step in past),
        asks=asks,
        destinations=tuple(_card(by, case, judged, one) for one in judged.destinations),
        family=tuple(one for one in family_cases(by=by, case=case) if one.pk != case.pk),
        status_kind=kind,
        status_text=text,
        may_record=is_open and by.may(Permission.RECORD_STATION),
        may_open=is_open and by.may(Permission.OPEN_CASE),
        may_close=is_open and by.may(Permission.CLOSE_CASE),
        next_station=next((step for step in todo if step.is_hers), None),
    )


def step_name(code: str, reasons: list[dict[str, Any]]) -> str:
    """What people call a step; one that the house has no word for, as the first edition names its item."""
    if code == RECEPTION:
        return stations()[RECEPTION].name[language()]
    return str(step_words(code, reasons[0]["name"][language()] if reasons else ""))


def _row(by: Actor, code: str, station: str, state: Any, reasons: list[dict[str, Any]]) -> StepRow:
    words = {
        Step.State.OPEN: _("to do"),
        Step.State.WAITING: _("waiting for the result"),
        Step.State.DONE: _("done"),
        Step.State.NOT_NEEDED: _("no longer needed"),
    }
    return StepRow(
        code=code,
        text=step_name(code, reasons),
        station=station,
        form=form_of_step()[code],
        kind=STEP_KINDS[Step.State(state)],
        state=words[Step.State(state)],
        asked_by=tuple(dict.fromkeys(load_edition(reason["edition"]).destination for reason in reasons)),
        why=tuple(why(reason) for reason in reasons),
        is_hers=may_work_at(by, station),
    )


@cache
def form_of_fact() -> Mapping[str, tuple[str, str]]:
    """The station and form where each fact is asked."""
    return {
        owned.name: (station.code, code)
        for station in stations().values()
        for code in station.forms
        for owned in form(code).facts
    }


def _asks(by: Actor, case: Case, judged: JudgedCase) -> tuple[Ask, ...]:
    """The questions of all editions, grouped by the page that asks them; in the order of the day."""
    groups: dict[tuple[str, str, tuple[Any, ...]], list[str]] = {}
    for one in judged.destinations:
        for question in one.judgement.questions:
            if _is_shielded(question.fact) and not reads_findings(by):
                continue
            place = _place_of(case, one, question.fact)
            labels = groups.setdefault(place, [])
            fact = vocabulary()[question.fact]
            if not fact.shield and fact.label[language()] not in labels:
                labels.append(fact.label[language()])
    return tuple(
        Ask(title=title, labels=_listed(labels), page=page, arguments=arguments, is_hers=_is_hers(by, page, arguments))
        for (title, page, arguments), labels in groups.items()
    )


def _is_shielded(fact: str) -> bool:
    """Whether the form that asks it asks something shielded: that it is still asked may tell the earlier answers."""
    _station, code = form_of_fact().get(fact, ("", ""))
    return bool(code) and any(question.shield for question in form(code).questions)


def _is_hers(by: Actor, page: str, arguments: tuple[Any, ...]) -> bool:
    return page != STATION_PAGE or may_work_at(by, arguments[1])


def _listed(words: list[str]) -> str:
    return format_list(words, locale=language()) if words else ""


def _place_of(case: Case, one: JudgedDestination, fact: str) -> tuple[str, str, tuple[Any, ...]]:
    if fact == "consent_examination":
        return _("Consent"), CONSENTS, (case.person.number,)
    station, code = form_of_fact().get(fact, ("", ""))
    if code:
        return form(code).title[language()], STATION_PAGE, (case.number, station, code)
    title = one.edition.title[language()]
    return title, "assessments:application", (case.number, one.destination.pk)


def _card(by: Actor, case: Case, judged: JudgedCase, one: JudgedDestination) -> DestinationCard:
    conclusion = (
        one.destination.conclusions.select_related("concluded_by").filter(overtaken_at=None).order_by("-pk").first()
    )
    blocked = what_blocks(judged, one)
    return DestinationCard(
        pk=one.destination.pk,
        programme=one.destination.programme,
        edition=one.edition.code,
        title=one.edition.title[language()],
        applied_on=one.destination.applied_on,
        outcome=one.judgement.clearance_name.get(language(), ""),
        outcome_kind="done" if one.judgement.releases else "due",
        classes=tuple(row.name[language()] for row in one.judgement.classes) if reads_findings(by) else (),
        valid_until=one.judgement.valid_until,
        standing=one.judgement.standing.word,
        because=tuple(reason.text(language()) for reason in one.judgement.clearance_because)
        if reads_findings(by)
        else (),
        conclusion=conclusion,
        conclusion_outcome=outcome_name(one.destination, conclusion.decided["outcome"]) if conclusion else "",
        override_reason=conclusion.override_reason if conclusion and reads_findings(by) else "",
        may_conclude=by.may(Permission.CONCLUDE_CASE) and case.state == Case.State.OPEN and conclusion is None,
        blocked=blocked,
        application_questions=tuple(
            question.fact for question in one.judgement.questions if question.fact in asked_about_application()
        ),
    )


def outcome_name(destination: Destination, value: str) -> str:
    """An outcome in the words of its edition."""
    edition = load_edition(destination.edition)
    rows = edition.questions[edition.default_question].outcomes
    return next((row.name[language()] for row in rows if row.value == value), value)


def what_blocks(judged: JudgedCase, one: JudgedDestination) -> str:
    """The open steps and questions that stand in the way of concluding one destination, in words."""
    names = [step_name(step.code, step.reasons) for step in open_steps_of(judged, one)]
    names += [_place_of(judged.case, one, question.fact)[0] for question in one.judgement.questions]
    return _listed(list(dict.fromkeys(names)))


def open_steps_of(judged: JudgedCase, one: JudgedDestination) -> list[Any]:
    """The open steps that this edition asks for, and those that the house asks for itself."""
    return [
        step
        for step in judged.open_steps
        if not step.reasons or one.edition.code in {reason["edition"] for reason in step.reasons}
    ]


def _status(case: Case, steps: tuple[StepRow, ...], *, is_ready: bool) -> tuple[str, str]:
    if case.state == Case.State.CONCLUDED:
        return "done", _("Concluded")
    if case.state == Case.State.NOT_COMPLETED:
        return "off", _("Not completed")
    todo = next((step for step in steps if step.kind == "due"), None)
    if todo is None:
        return ("done", _("Ready to conclude")) if is_ready else ("due", _("to do"))
    return "due", _("%(step)s: %(state)s") % {"step": todo.text, "state": todo.state}
