"""A physician concludes: the rules propose, she decides, both stay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from pratique.areas.assessments.actions.cases import require_open
from pratique.areas.assessments.actions.stations import require_consent
from pratique.areas.assessments.actions.steps import judge_again, locked_case
from pratique.areas.assessments.models import Case, Conclusion, Destination
from pratique.areas.assessments.permissions import Permission
from pratique.areas.assessments.queries.conclusions import plain_facts, proposal
from pratique.areas.assessments.queries.judging import JudgedCase, JudgedDestination
from pratique.foundation.actions import Refusal, action, note
from pratique.foundation.actions.refusal import refuse_not_permitted
from pratique.foundation.actors.actor import Actor


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the physician decided instead of the proposal."""

    outcome: str
    classes: Sequence[str]
    valid_until: date | None


@action("assessments.case.conclude", needs=Permission.CONCLUDE_CASE)
def conclude(
    *, by: Actor, destination: Destination, decision: Decision | None = None, override_reason: str = ""
) -> Conclusion:
    """Conclude one destination: confirm the proposal (no decision given), or decide otherwise with a reason.

    The case is locked and judged anew. Nothing is concluded while a step or a question is open, and nothing without
    consent: a person who withdrew it gets no finding.
    """
    if by.user_id is None:
        refuse_not_permitted()
    case = locked_case(destination.case)
    note(subject=case.number, person=case.person.number)
    require_open(case)
    require_consent(by=by, case=case, programmes=[destination.programme])
    judged = judge_again(by=by, case=case, ask=True)
    mine = next(one for one in judged.destinations if one.destination.pk == destination.pk)
    _require_nothing_open(judged, mine)
    _require_not_concluded(destination)
    proposed = proposal(mine.judgement)
    decided = _decided(mine, proposed, decision)
    is_override = decided != proposed
    if is_override and not override_reason.strip():
        raise Refusal(
            "assessments.conclusion.reason_missing",
            _("You decide otherwise than the rules propose. Write why; both will be kept."),
        )
    conclusion = Conclusion.objects.create(
        destination=destination,
        proposed=proposed,
        decided=decided,
        is_override=is_override,
        override_reason=override_reason.strip() if is_override else "",
        facts=plain_facts(mine.facts),
        examined_on=judged.examined_on,
        valid_until=date.fromisoformat(decided["valid_until"]) if decided["valid_until"] else None,
        concluded_at=by.now(),
        concluded_by_id=by.user_id,
    )
    note(before={"proposed": proposed}, after={"decided": decided, "reason": conclusion.override_reason})
    _end_when_all_are_concluded(by, case)
    return conclusion


@action("assessments.case.reopen", needs=Permission.CONCLUDE_CASE)
def reopen(*, by: Actor, case: Case, reason: str) -> Case:
    """Open a concluded case again; its conclusions stay as overtaken."""
    current = locked_case(case)
    if current.state == Case.State.OPEN:
        raise Refusal("assessments.case.is_open", _("This case is open. Go on with it; nothing was changed."))
    if not reason.strip():
        raise Refusal("assessments.case.reason_missing", _("Write why the case is opened again."))
    Conclusion.objects.filter(destination__case=current, overtaken_at=None).update(
        overtaken_at=by.now(), overtaken_reason="reopened"
    )
    current.state, current.closed_at, current.closing_reason = Case.State.OPEN, None, ""
    current.save(update_fields=["state", "closed_at", "closing_reason"])
    note(subject=current.number, person=current.person.number, after={"state": "open", "reason": reason.strip()})
    judge_again(by=by, case=current)
    return current


def _require_nothing_open(judged: JudgedCase, mine: JudgedDestination) -> None:
    editions = {mine.edition.code}
    steps = [
        step.code
        for step in judged.open_steps
        if not step.reasons or editions & {reason["edition"] for reason in step.reasons}
    ]
    questions = [question.fact for question in mine.judgement.questions]
    undecided = [item.id for item in mine.judgement.unknown]
    if steps or questions or undecided:
        raise Refusal(
            "assessments.conclusion.step_open",
            _("Something is still open, and nothing was concluded. Finish it first: it stands on the case's page."),
            steps=steps,
            questions=questions,
            undecided=undecided,
        )


def _require_not_concluded(destination: Destination) -> None:
    if destination.conclusions.filter(overtaken_at=None).exists():
        raise Refusal(
            "assessments.conclusion.already",
            _("This destination is concluded. Reopen the case to conclude it again; the earlier conclusion stays."),
        )


def _decided(mine: JudgedDestination, proposed: Mapping[str, Any], decision: Decision | None) -> dict[str, Any]:
    if decision is None:
        return dict(proposed)
    question = mine.edition.questions[mine.judgement.question]
    outcomes = {row.value for row in question.outcomes if not row.waits}
    classes = {row.code for row in question.classes}
    if decision.outcome not in outcomes or not classes.issuperset(decision.classes):
        raise Refusal("assessments.conclusion.unknown_value", _("Choose an outcome and classes that this edition has."))
    return {
        "outcome": decision.outcome,
        "classes": sorted(decision.classes),
        "valid_until": decision.valid_until.isoformat() if decision.valid_until else None,
    }


def _end_when_all_are_concluded(by: Actor, case: Case) -> None:
    waiting = Destination.objects.filter(case=case).exclude(conclusions__overtaken_at=None, conclusions__isnull=False)
    if not waiting.exists():
        case.state, case.closed_at = Case.State.CONCLUDED, by.now()
        case.save(update_fields=["state", "closed_at"])
