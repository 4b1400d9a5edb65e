"""Keeps the stored steps of a case true to what its editions demand now; nothing recorded is ever lost by that."""

from pratique.areas.assessments.models import Case, Step, StepChange
from pratique.areas.assessments.queries.judging import JudgedCase, NeededStep, judged_case
from pratique.foundation.actors.actor import Actor


def judge_again(*, by: Actor, case: Case, ask: bool = False) -> JudgedCase:
    """Judge the case and write what changed of its steps. The caller holds the lock on the case."""
    judged = judged_case(by=by, case=case, ask=ask)
    stored = {step.code: step for step in Step.objects.filter(case=case)}
    for needed in judged.steps:
        step = stored.pop(needed.code, None)
        if step is None:
            _order(by, case, needed)
        elif (step.state, step.reasons) != (needed.state, needed.reasons):
            _change(by, step, state=needed.state, reasons=needed.reasons)
    for step in stored.values():
        if step.state != Step.State.NOT_NEEDED:
            _change(by, step, state=Step.State.NOT_NEEDED, reasons=[])
    return judged


def locked_case(case: Case) -> Case:
    """The case, locked until the transaction ends."""
    locked = Case.objects.select_for_update(of=("self",)).select_related("person", "site")
    return locked.prefetch_related("destinations").get(pk=case.pk)


def _order(by: Actor, case: Case, needed: NeededStep) -> None:
    at = by.now()
    step = Step.objects.create(
        case=case,
        code=needed.code,
        station=needed.station,
        state=needed.state,
        reasons=needed.reasons,
        ordered_at=at,
        changed_at=at,
    )
    StepChange.objects.create(step=step, state=needed.state, reasons=needed.reasons, at=at, by_id=by.user_id)


def _change(by: Actor, step: Step, *, state: str, reasons: list[dict[str, object]]) -> None:
    at = by.now()
    if step.state != state:
        step.changed_at = at
    step.state, step.reasons = state, reasons
    step.save(update_fields=["state", "reasons", "changed_at"])
    StepChange.objects.create(step=step, state=state, reasons=reasons, at=at, by_id=by.user_id)
