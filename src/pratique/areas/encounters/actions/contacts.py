"""Opens and closes contacts."""

from collections.abc import Collection

from pratique.areas.encounters.models import Encounter
from pratique.areas.encounters.permissions import Permission
from pratique.areas.encounters.queries.asking import known_edition
from pratique.areas.people.public import Person
from pratique.foundation.actions import action, note
from pratique.foundation.actions.refusal import refuse_not_permitted
from pratique.foundation.actors.actor import Actor


@action("encounters.encounter.open", needs=Permission.FILL_FORM)
def open_encounter(
    *, by: Actor, person: Person, kind: str = Encounter.Kind.ASSESSMENT, editions: Collection[str] = ()
) -> Encounter:
    """Today's contact of that kind with the person at this site: the open one if there is one, else a new one.

    `editions` are those for which the person is examined; they say which questions are asked, and for whom.
    """
    if by.site_id is None:
        refuse_not_permitted()
    wanted = sorted({known_edition(code).code for code in editions})
    encounter, is_new = Encounter.objects.select_for_update(of=("self",)).get_or_create(
        person=person,
        site_id=by.site_id,
        kind=Encounter.Kind(kind),
        opened_on=by.today(),
        closed_at=None,
        defaults={"opened_at": by.now(), "opened_by_id": by.user_id, "editions": wanted},
    )
    joined = sorted({*encounter.editions, *wanted})
    if joined != encounter.editions:
        encounter.editions = joined
        encounter.save(update_fields=["editions"])
    note(person=person.number, subject=encounter.number, after={"kind": kind, "editions": joined, "is_new": is_new})
    return encounter


@action("encounters.encounter.close", needs=Permission.FILL_FORM)
def close_encounter(*, by: Actor, encounter: Encounter) -> Encounter:
    """End the contact. Drafts stay for those who typed them; what was submitted can still be corrected."""
    if encounter.closed_at is None:
        encounter.closed_at = by.now()
        encounter.save(update_fields=["closed_at"])
    note(person=encounter.person.number, subject=encounter.number, after={"closed_at": encounter.closed_at})
    return encounter
