"""Contacts and what was entered in them, for those who may know the person."""

from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from pratique.areas.encounters.models import Draft, Encounter, Entry
from pratique.areas.encounters.permissions import Permission
from pratique.areas.people.public import Person, person_by_number, visible_people
from pratique.foundation.actions.refusal import refuse_not_found, refuse_not_permitted
from pratique.foundation.actors.actor import Actor
from pratique.rules.forms import Form
from pratique.rules.forms import form as form_by_code


def encounter_by_number(*, by: Actor, number: str) -> Encounter:
    """The contact with that number; `not_found` for those who may not know the person."""
    if not by.may(Permission.FILL_FORM) and not by.may(Permission.SEE_ENTRY):
        refuse_not_permitted()
    encounter = Encounter.objects.select_related("person", "site").filter(number=number).first()
    if encounter is None:
        refuse_not_found()
    person_by_number(by=by, number=encounter.person.number)
    return encounter


def entry_by_number(*, by: Actor, number: str) -> Entry:
    """The submitted form with that number; `not_found` for those who may not know the person."""
    if not by.may(Permission.SEE_ENTRY):
        refuse_not_permitted()
    entry = _entries().filter(number=number).first()
    if entry is None:
        refuse_not_found()
    person_by_number(by=by, number=entry.person.number)
    return entry


def entries_for(*, by: Actor, person: Person) -> list[Entry]:
    """Every form submitted for the person, newest first; corrected ones are among them (`corrected_by`)."""
    if not by.may(Permission.SEE_ENTRY):
        refuse_not_permitted()
    return list(_entries().filter(person=person).order_by("-submitted_at", "-pk"))


def versions_of(*, by: Actor, entry: Entry) -> list[Entry]:
    """The entry with all it corrected and all that corrected it, newest first: one line a form and contact."""
    if not by.may(Permission.SEE_ENTRY):
        refuse_not_permitted()
    return list(_entries().filter(encounter=entry.encounter_id, form_code=entry.form_code).order_by("-pk"))


def form_or_not_found(code: str, edition: str | None = None) -> Form:
    """The form of that code (in its newest edition unless one is named), or the refusal that nothing is there."""
    try:
        return form_by_code(code, edition)
    except KeyError:
        refuse_not_found()


def contact_of_latest_entry(*, by: Actor, person: Person, form_code: str, since: datetime) -> Encounter | None:
    """The contact in which that form was filled last since then, where it can be corrected."""
    require_visible(by=by, person=person)
    entries = Entry.objects.filter(person=person, form_code=form_code, submitted_at__gte=since)
    latest = entries.select_related("encounter__person", "encounter__site").order_by("-submitted_at", "-pk").first()
    return latest.encounter if latest else None


def contact_of_today(*, by: Actor, person: Person, editions: Collection[str]) -> Encounter | None:
    """Today's open contact of an assessment with the person at this site, where it asks for all these editions."""
    require_visible(by=by, person=person)
    held = Encounter.objects.select_related("person", "site").filter(
        person=person, site=by.site_id, kind=Encounter.Kind.ASSESSMENT, opened_on=by.today(), closed_at=None
    )
    found = held.first()
    return found if found is not None and set(editions) <= set(found.editions) else None


def first_entry_on(*, by: Actor, person: Person, since: datetime, form_codes: Collection[str]) -> date | None:
    """The date at its site on which the first of those forms was submitted since then."""
    require_visible(by=by, person=person)
    entries = Entry.objects.filter(person=person, form_code__in=form_codes, submitted_at__gte=since)
    first = entries.order_by("submitted_at", "pk").values_list("submitted_at", "encounter__site__zone").first()
    return first[0].astimezone(ZoneInfo(first[1])).date() if first else None


def require_visible(*, by: Actor, person: Person) -> None:
    """Refuse `not_found` when this actor may not know of the person."""
    if not visible_people(by).filter(pk=person.pk).exists():
        refuse_not_found()


def current_entry(encounter: Encounter, form_code: str) -> Entry | None:
    """The entry of that form in that contact which nothing corrected yet."""
    return _entries().filter(encounter=encounter, form_code=form_code, corrected_by=None).order_by("-pk").first()


def current_entries(*, by: Actor, people: Collection[Person], form_code: str) -> list[Entry]:
    """The entries of that form for those of the people whom this actor may know, which nothing corrected yet."""
    known = visible_people(by).filter(pk__in=[person.pk for person in people])
    return list(Entry.objects.filter(person__in=known, form_code=form_code, corrected_by=None))


def own_drafts(*, by: Actor, encounter: Encounter, form_code: str) -> QuerySet[Draft]:
    """Every draft of this actor for that form and the person of the contact."""
    if by.user_id is None:
        return Draft.objects.none()
    return Draft.objects.filter(user_id=by.user_id, encounter__person=encounter.person_id, form_code=form_code)


def own_draft(*, by: Actor, encounter: Encounter, form_code: str) -> Draft | None:
    """What this actor has typed: in this contact, else in her latest one with the same person."""
    drafts = own_drafts(by=by, encounter=encounter, form_code=form_code)
    here = drafts.filter(encounter=encounter).first()
    return here or drafts.order_by("-saved_at").first()


def _entries() -> QuerySet[Entry]:
    return Entry.objects.select_related("person", "encounter__site", "by", "corrected_from", "corrected_by__by")
