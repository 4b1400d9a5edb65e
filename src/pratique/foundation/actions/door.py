"""The one door: checks the permission, opens the transaction, writes the audit record, knows submission keys."""

import functools
import inspect
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from pratique.foundation.actions.audit import write_record
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actions.refusal import Refusal, refuse_not_permitted
from pratique.foundation.actions.submissions import AlreadyDone, claim, keep_outcome
from pratique.foundation.actors.actor import Actor

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(kw_only=True)
class RunningAction:
    """What the audit record of the running action will say."""

    code: str
    subject: str = ""
    person: str = ""
    payload: dict[str, Any] = field(default_factory=dict)


_running: ContextVar[RunningAction | None] = ContextVar("running_action", default=None)
_registered: dict[str, str] = {}


def action(code: str, *, needs: str) -> Callable[[Callable[P, R]], Callable[..., R]]:
    """Make a function a deed of the house, named `code`, that needs the permission `needs`.

    The function takes keywords only and `by: Actor` first. Callers may add `key`, a submission key:
    the same key from the same person gives the first outcome again and does nothing.
    """

    def decorate(function: Callable[P, R]) -> Callable[..., R]:
        _check_signature(function)
        _register(code, function)

        @functools.wraps(function)
        def door(*, by: Actor, key: str = "", **details: Any) -> R:
            is_outermost = _running.get() is None
            try:
                with transaction.atomic():
                    return _carry_out(function, code, needs, by=by, key=key, details=details)
            except AlreadyDone as repeated:
                outcome: R = repeated.outcome
                return outcome
            except Refusal as refusal:
                if is_outermost:
                    _record_refusal(code, refusal, by=by)
                raise

        door.code = code  # type: ignore[attr-defined]
        door.needs = needs  # type: ignore[attr-defined]
        return door

    return decorate


def note(
    *, subject: str = "", person: str = "", before: dict[str, Any] | None = None, after: dict[str, Any] | None = None
) -> None:
    """Tell the running action's audit record what it is about and what changed."""
    running = _running.get()
    if running is None:
        raise RuntimeError("note() belongs inside an action")
    running.subject = subject or running.subject
    running.person = person or running.person
    if before is not None:
        running.payload["before"] = before
    if after is not None:
        running.payload["after"] = after


def record_read(*, by: Actor, what: str, person: str = "", subject: str = "") -> None:
    """Record that somebody opened a page about a person: one record a page, before the answer is sent."""
    with transaction.atomic():
        write_record(by=by, action=what, outcome=AuditRecord.Outcome.READ, person=person, subject=subject, payload={})


def registered_actions() -> dict[str, str]:
    """Every action's code and the function behind it."""
    return dict(_registered)


def _carry_out(function: Callable[..., R], code: str, needs: str, *, by: Actor, key: str, details: dict[str, Any]) -> R:
    running = RunningAction(code=code)
    token = _running.set(running)
    try:
        if not by.may(needs):
            refuse_not_permitted()
        claimed = claim(key, action=code, by=by) if key else None
        outcome = function(by=by, **details)
        write_record(
            by=by,
            action=code,
            outcome=AuditRecord.Outcome.DONE,
            subject=running.subject,
            person=running.person,
            payload=running.payload,
        )
        if claimed is not None:
            keep_outcome(claimed, outcome)
        return outcome
    except Refusal as refusal:
        refusal.details.setdefault("action", code)
        refusal.audited_as = getattr(refusal, "audited_as", running)  # type: ignore[attr-defined]
        raise
    finally:
        _running.reset(token)


def _record_refusal(code: str, refusal: Refusal, *, by: Actor) -> None:
    about: RunningAction = getattr(refusal, "audited_as", RunningAction(code=code))
    with transaction.atomic():
        write_record(
            by=by,
            action=about.code,
            outcome=AuditRecord.Outcome.REFUSED,
            refusal_code=refusal.code,
            subject=about.subject,
            person=about.person,
            payload={},
        )


def _check_signature(function: Callable[..., Any]) -> None:
    parameters = list(inspect.signature(function).parameters.values())
    if not parameters or parameters[0].name != "by":
        raise TypeError(f"{function.__qualname__}: an action's first parameter is `by: Actor`")
    if any(parameter.kind is not inspect.Parameter.KEYWORD_ONLY for parameter in parameters):
        raise TypeError(f"{function.__qualname__}: an action takes keywords only")
    if parameters[0].default is not inspect.Parameter.empty:
        raise TypeError(f"{function.__qualname__}: `by` is required")
    if any(parameter.name == "key" for parameter in parameters):
        raise TypeError(f"{function.__qualname__}: `key` belongs to the door")


def _register(code: str, function: Callable[..., Any]) -> None:
    place = f"{function.__module__}.{function.__qualname__}"
    if _registered.setdefault(code, place) != place:
        raise TypeError(f"two actions are called {code}: {_registered[code]} and {place}")
