"""The one door: checks the permission, opens the transaction, writes the audit record, knows submission keys."""

import functools
import inspect
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, ParamSpec, Protocol, TypeVar, cast, overload

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pratique.foundation.actions.audit import write_record
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.actions.refusal import Refusal, refuse_not_permitted
from pratique.foundation.actions.submissions import AlreadyDone, claim, keep_outcome
from pratique.foundation.actors.actor import Actor

LONGEST_TEXT = 10_000
P = ParamSpec("P")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Deed(Protocol[P, R_co]):
    """An action as its callers see it: the function's own keywords and, if wanted, a submission key."""

    code: str
    needs: str

    @overload
    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R_co: ...
    @overload
    def __call__(self, *, key: str, by: Actor, **details: Any) -> R_co: ...


@dataclass(kw_only=True)
class RunningAction:
    """What the audit record of the running action will say."""

    code: str
    subject: str = ""
    person: str = ""
    compartment: str = ""
    payload: dict[str, Any] = field(default_factory=dict)


@dataclass(kw_only=True)
class RefusedAction:
    """A refusal that waits until the transaction has ended, to be recorded in one of its own."""

    about: RunningAction
    refusal: Refusal
    by: Actor


_running: ContextVar[RunningAction | None] = ContextVar("running_action", default=None)
_refused: ContextVar[list[RefusedAction] | None] = ContextVar("refused_actions", default=None)
_registered: dict[str, str] = {}


def action(code: str, *, needs: str) -> Callable[[Callable[P, R]], Deed[P, R]]:
    """Make a function a deed of the house, named `code`, that needs the permission `needs`.

    The function takes keywords only and `by: Actor` first. Callers may add `key`, a submission key:
    the same key from the same person gives the first outcome again and does nothing.
    """

    def decorate(function: Callable[P, R]) -> Deed[P, R]:
        _check_signature(function)
        _register(code, function)

        @functools.wraps(function)
        def door(*, by: Actor, key: str = "", **details: Any) -> R:
            def deed() -> R:
                return _carry_out(function, code, needs, by=by, key=key, details=details)

            try:
                return _within(deed) if _refused.get() is not None else _outermost(deed)
            except AlreadyDone as repeated:
                outcome: R = repeated.outcome
                return outcome

        door.code = code  # type: ignore[attr-defined]
        door.needs = str(needs)  # type: ignore[attr-defined]
        return cast("Deed[P, R]", door)

    return decorate


def note(
    *,
    subject: str = "",
    person: str = "",
    compartment: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    """Tell the running action's audit record what it is about and what changed.

    `compartment` names the shielded part of a record that this concerns, for example "protection":
    the audit record is then absent for everybody who may not see that compartment.
    """
    running = _running.get()
    if running is None:
        raise RuntimeError("note() belongs inside an action")
    running.subject = subject or running.subject
    running.person = person or running.person
    running.compartment = compartment or running.compartment
    if before is not None:
        running.payload["before"] = before
    if after is not None:
        running.payload["after"] = after


def record_read(*, by: Actor, what: str, person: str = "", subject: str = "", compartment: str = "") -> None:
    """Record that somebody opened a page about a person: one record a page, before the answer is sent."""
    with transaction.atomic():
        write_record(
            by=by,
            action=what,
            outcome=AuditRecord.Outcome.READ,
            person=person,
            subject=subject,
            compartment=compartment,
            payload={},
        )


def registered_actions() -> dict[str, str]:
    """Every action's code and the function behind it."""
    return dict(_registered)


def _within(deed: Callable[[], R]) -> R:
    """A deed inside another: undone alone when it is refused and the outer one goes on."""
    with transaction.atomic():
        return deed()


def _outermost(deed: Callable[[], R]) -> R:
    """The transaction is ours (durable: never inside one that could still be undone); refusals come after it."""
    refused: list[RefusedAction] = []
    token = _refused.set(refused)
    try:
        with transaction.atomic(durable=True):
            return deed()
    finally:
        _refused.reset(token)
        for one in refused:
            _record_refusal(one)


def _carry_out(function: Callable[..., R], code: str, needs: str, *, by: Actor, key: str, details: dict[str, Any]) -> R:
    running = RunningAction(code=code)
    token = _running.set(running)
    try:
        if not by.may(needs):
            refuse_not_permitted()
        _check_texts(details)
        claimed = claim(key, action=code, by=by) if key else None
        outcome = function(by=by, **details)
        write_record(
            by=by,
            action=code,
            outcome=AuditRecord.Outcome.DONE,
            subject=running.subject,
            person=running.person,
            compartment=running.compartment,
            payload=running.payload,
        )
        if claimed is not None:
            keep_outcome(claimed, outcome)
        return outcome
    except Refusal as refusal:
        _keep_refusal(running, refusal, by=by)
        raise
    finally:
        _running.reset(token)


def _check_texts(details: dict[str, Any]) -> None:
    """No text that no database takes, and none that nobody reads: areas check closer what they ask for."""
    for text in details.values():
        if isinstance(text, str) and "\x00" in text:
            raise Refusal(
                "actions.text.forbidden_character",
                _("This contains a character that cannot be seen or printed. Type it again by hand."),
            )
        if isinstance(text, str) and len(text) > LONGEST_TEXT:
            raise Refusal("actions.text.too_long", _("This is too long. Shorten it."))


def _keep_refusal(running: RunningAction, refusal: Refusal, *, by: Actor) -> None:
    """Once for each refusal: the action that raised it, not those around it."""
    refused = _refused.get()
    if refused is not None and all(one.refusal is not refusal for one in refused):
        refused.append(RefusedAction(about=running, refusal=refusal, by=by))
        refusal.is_recorded = True


def _record_refusal(refused: RefusedAction) -> None:
    with transaction.atomic():
        write_record(
            by=refused.by,
            action=refused.about.code,
            outcome=AuditRecord.Outcome.REFUSED,
            refusal_code=refused.refusal.code,
            subject=refused.about.subject,
            person=refused.about.person,
            compartment=refused.about.compartment,
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
