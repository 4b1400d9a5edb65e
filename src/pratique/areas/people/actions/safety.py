"""How a person may be reached, who may interpret, and what protects her."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from django.utils.translation import gettext_lazy as _

from pratique.areas.people.models import InterpreterNeed, Person, Protection, SafeContact, clean_text
from pratique.areas.people.permissions import Permission
from pratique.areas.people.queries.persons import require_visible
from pratique.foundation.actions import Refusal, action, note
from pratique.foundation.actors.actor import Actor


@dataclass(frozen=True, kw_only=True)
class SafeContactEntry:
    """How she wants to be reached, told at registration."""

    kind: str
    number: str = ""
    through_whom: str = ""


@dataclass(frozen=True, kw_only=True)
class InterpreterEntry:
    """Whom she needs to be understood, told at registration. Never a relative, employer, agent, guard or officer."""

    language: str
    dialect: str = ""
    interpreter_sex: str = ""


@action("people.safe_contact.set", needs=Permission.REGISTER)
def set_safe_contact(
    *, by: Actor, person: Person, kind: str, number: str = "", through_whom: str = "", note_text: str = ""
) -> SafeContact:
    """Keep how the person wants to be reached. Every message obeys it; without it nobody writes to her."""
    require_visible(by=by, person=person)
    number = clean_text(number, field="number", longest=40)
    through_whom = clean_text(through_whom, field="through_whom")
    if kind not in SafeContact.Kind.values:
        _refuse("kind", "kind")
    if kind in {SafeContact.Kind.PHONE, SafeContact.Kind.NEUTRAL_TEXT} and not any(map(str.isdigit, number)):
        raise Refusal("people.safe_contact.number", _("Write the telephone number that is safe."), field="number")
    if kind == SafeContact.Kind.THROUGH and not through_whom:
        raise Refusal(
            "people.safe_contact.through_whom",
            _("Write through whom the person wants to be reached."),
            field="through_whom",
        )
    contact, created = SafeContact.objects.update_or_create(
        person=person,
        defaults={
            "kind": kind,
            "number": number if kind != SafeContact.Kind.NONE else "",
            "through_whom": through_whom if kind == SafeContact.Kind.THROUGH else "",
            "note": clean_text(note_text, field="note", longest=500),
        },
    )
    note(subject=person.number, person=person.number, after={"kind": kind, "is_new": created})
    return contact


@action("people.interpreter_need.set", needs=Permission.REGISTER)
def set_interpreter_need(
    *,
    by: Actor,
    person: Person,
    language: str,
    dialect: str = "",
    interpreter_sex: str = "",
    never: Sequence[str] = tuple(InterpreterNeed.Never.values),
) -> InterpreterNeed:
    """Keep in which language she needs an interpreter, and who may never be it."""
    require_visible(by=by, person=person)
    language = clean_text(language, field="language", longest=8)
    if not language:
        raise Refusal(
            "people.interpreter_need.language", _("Choose the language the person speaks best."), field="language"
        )
    if interpreter_sex not in {"", "F", "M"}:
        _refuse("interpreter_sex", "interpreter_sex")
    if not set(never) <= set(InterpreterNeed.Never.values):
        _refuse("never", "never")
    need, created = InterpreterNeed.objects.update_or_create(
        person=person,
        defaults={
            "language": language,
            "dialect": clean_text(dialect, field="dialect", longest=100),
            "interpreter_sex": interpreter_sex,
            "never": sorted(set(never)),
        },
    )
    note(subject=person.number, person=person.number, after={"language": language, "is_new": created})
    return need


@action("people.protection.set", needs=Permission.SET_PROTECTION)
def set_protection(
    *,
    by: Actor,
    person: Person,
    detained: bool,
    unaccompanied: bool,
    accompanied_not_chosen: bool,
    notes: str = "",
    said_by: str = "",
    seen: str | None = None,
) -> Protection:
    """SHIELDED. Keep what the person wants said about her situation. The audit trail learns that, not what.

    `seen` is the state that the page showed: what a colleague wrote meanwhile is never wiped by an older page.
    """
    require_visible(by=by, person=person)
    note(subject=person.number, person=person.number, compartment="protection")
    held = Protection.objects.select_for_update().filter(person=person).first()
    if seen is not None and seen != state_of(held):
        raise Refusal(
            "people.protection.stale",
            _("Somebody changed this while you were writing. Nothing was lost: compare both versions and save again."),
        )
    protection, _created = Protection.objects.update_or_create(
        person=person,
        defaults={
            "detained": detained,
            "unaccompanied": unaccompanied,
            "accompanied_not_chosen": accompanied_not_chosen,
            "notes": clean_text(notes, field="notes", longest=4000, lines=True),
            "said_by": clean_text(said_by, field="said_by"),
            "at": by.now(),
            "by_number": by.user_number,
        },
    )
    return protection


def state_of(protection: Protection | None) -> str:
    """A text that changes whenever somebody writes what protects the person."""
    return protection.at.isoformat() if protection else "nothing yet"


def _refuse(problem: str, field: str) -> NoReturn:
    raise Refusal(f"people.safety.{problem}", _("Choose one of the answers that are offered."), field=field)
