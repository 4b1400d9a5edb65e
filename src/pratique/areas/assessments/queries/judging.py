"""Judges a case by its editions: what each demands, and the one list of steps that serves them all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pratique.areas.assessments.models import Case, Destination, Step
from pratique.areas.assessments.queries.shown_facts import CaseFacts, case_facts, shown_facts
from pratique.areas.assessments.queries.stations import RECEPTION, station_of_step
from pratique.areas.encounters.public import Entry, contact_of_latest_entry, current_entry
from pratique.foundation.actors.actor import Actor
from pratique.rules.requirements import Edition, Judgement, judge, load_edition, union_of_steps, vocabulary

IDENTITY_ANSWERS = ("document_agrees", "photo_agrees")


@dataclass(frozen=True, kw_only=True)
class JudgedDestination:
    """What one edition answers now, and what it was shown."""

    destination: Destination
    edition: Edition
    facts: Mapping[str, Any]
    judgement: Judgement


@dataclass(frozen=True, kw_only=True)
class NeededStep:
    """One thing to do, with everybody who asks for it."""

    code: str
    station: str
    state: Step.State
    reasons: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class JudgedCase:
    """A case as its editions see it at this moment."""

    case: Case
    examined_on: date
    destinations: tuple[JudgedDestination, ...]
    steps: tuple[NeededStep, ...]

    @property
    def families(self) -> tuple[str, ...]:
        """The families of editions that this case is for."""
        return tuple(judged.edition.family for judged in self.destinations)

    @property
    def demands(self) -> frozenset[str]:
        """Every fact that some edition of the case speaks of."""
        return frozenset(name for judged in self.destinations for name in judged.edition.demands)

    @property
    def open_steps(self) -> tuple[NeededStep, ...]:
        return tuple(step for step in self.steps if step.state in (Step.State.OPEN, Step.State.WAITING))


def judged_case(*, by: Actor, case: Case, ask: bool = True) -> JudgedCase:
    """Judge the case now. Reads only; nothing is stored. `ask=False` saves working out which questions to ask."""
    known = case_facts(by=by, case=case)
    judged = tuple(
        _judged(known, destination, ask=ask)
        for destination in case.destinations.select_related("case__person", "case__site")
    )
    return JudgedCase(case=case, examined_on=known.exam_on, destinations=judged, steps=_steps(by, case, judged))


def _judged(known: CaseFacts, destination: Destination, *, ask: bool) -> JudgedDestination:
    edition = load_edition(destination.edition)
    facts = shown_facts(known, destination=destination, edition=edition)
    judgement = judge(edition=edition, facts=facts, on=known.exam_on, ask=ask)
    return JudgedDestination(destination=destination, edition=edition, facts=facts, judgement=judgement)


def _steps(by: Actor, case: Case, judged: tuple[JudgedDestination, ...]) -> tuple[NeededStep, ...]:
    state = Step.State.DONE if is_identified(by=by, case=case) else Step.State.OPEN
    steps = [NeededStep(code=RECEPTION, station=RECEPTION, state=state, reasons=[])]
    known = {name for one in judged for name, value in one.facts.items() if value is not None}
    for needed in union_of_steps([one.judgement for one in judged]):
        has_result = any(fact.step == needed.step and name in known for name, fact in vocabulary().items())
        waiting = Step.State.WAITING if has_result else Step.State.OPEN
        steps.append(
            NeededStep(
                code=needed.step,
                station=station_of_step()[needed.step],
                state=waiting if needed.is_open else Step.State.DONE,
                reasons=[_reason(need) for need in needed.needs],
            )
        )
    order = {step: place for place, step in enumerate(station_of_step())}
    return tuple(sorted(steps, key=lambda step: order[step.code]))


def is_identified(*, by: Actor, case: Case) -> bool:
    """Whether reception confirmed who she is. A doubt keeps the step open until a supervisor has looked calmly."""
    contact = contact_of_latest_entry(by=by, person=case.person, form_code=RECEPTION, since=case.opened_at)
    entry = current_entry(contact, RECEPTION) if contact else None
    return entry is not None and not is_doubted(entry)


def is_doubted(entry: Entry) -> bool:
    """Whether something does not agree, or nobody could say whether it does: unknown is never yes."""
    return any(name in entry.answers and entry.answers[name] is not True for name in IDENTITY_ANSWERS)


def _reason(need: Any) -> dict[str, Any]:
    return {
        "edition": need.edition,
        "item": need.item.id,
        "name": dict(need.item.name),
        "why": dict(need.item.why),
        "source": list(need.item.source),
        "standing": need.item.standing.word,
    }
