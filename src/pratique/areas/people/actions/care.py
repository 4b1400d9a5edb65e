"""Why a site may see a person's file: opened and closed by the areas that have her case."""

from pratique.areas.people.models import CareRelation, Person
from pratique.areas.people.permissions import Permission
from pratique.areas.people.queries.persons import require_visible
from pratique.foundation.actions import action, note
from pratique.foundation.actions.refusal import refuse_not_found
from pratique.foundation.actors.actor import Actor


@action("people.care_relation.open", needs=Permission.SEE)
def open_care_relation(*, by: Actor, person: Person, ground: str) -> CareRelation:
    """Keep the person's file open to this site for one more ground. She must be known here already."""
    require_visible(by=by, person=person)
    if by.site_id is None:
        refuse_not_found()
    relation, _ = CareRelation.objects.get_or_create(
        person=person, site_id=by.site_id, ground=ground, ends_at=None, defaults={"starts_at": by.now()}
    )
    note(subject=person.number, person=person.number, after={"ground": ground})
    return relation


@action("people.care_relation.close", needs=Permission.SEE)
def close_care_relation(*, by: Actor, person: Person, ground: str) -> int:
    """End one ground at this site, at once; gives how many were open. Other grounds keep the file open."""
    require_visible(by=by, person=person)
    held = person.care_relations.filter(site=by.site_id, ground=ground, ends_at=None)
    closed = held.update(ends_at=by.now())
    note(subject=person.number, person=person.number, after={"ended_ground": ground, "closed": closed})
    return closed
