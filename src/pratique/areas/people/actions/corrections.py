"""Correcting who somebody is: on the version that was read, with the earlier one kept."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from pratique.areas.people.actions.registration import checked_identity, identity_values
from pratique.areas.people.actions.search_keys import write_search_keys
from pratique.areas.people.models import Family, Identity, Person
from pratique.areas.people.permissions import Permission
from pratique.areas.people.queries.persons import family_by_number, require_visible
from pratique.foundation.actions import Refusal, action, note
from pratique.foundation.actions.versions import change, locked
from pratique.foundation.actors.actor import Actor
from pratique.foundation.numbers import NumberProblem, parse_number


@action("people.person.correct", needs=Permission.CORRECT)
def correct_person(*, by: Actor, person: Person, changes: Mapping[str, Any], expected_version: int) -> Person:
    """Change what was told, on the version that was read. `changes` are fields of Identity, `birth` whole.

    Refuses `people.person.stale` when somebody changed the file meanwhile.
    """
    require_visible(by=by, person=person)
    current = locked(person, expected_version)
    unknown = set(changes) - set(Identity.__dataclass_fields__)
    if unknown:
        raise TypeError(f"an identity has no {', '.join(sorted(unknown))}")
    identity = checked_identity(replace(current.identity, **changes), on=by.today())
    wanted = identity_values(identity)
    different = {name: value for name, value in wanted.items() if getattr(current, name) != value}
    if different:
        before, after = change(current, by=by, **different)
        write_search_keys(current)
        note(before=before, after=after)
    note(subject=current.number, person=current.number)
    return current


@action("people.family.place", needs=Permission.CORRECT)
def place_in_family(
    *,
    by: Actor,
    person: Person,
    relation: str,
    expected_version: int,
    family_number: str = "",
    has_own_family: bool = False,
) -> Person:
    """Say who she is to the head of her family; move her into another family, or out into one of her own."""
    require_visible(by=by, person=person)
    current = locked(person, expected_version)
    if relation and relation not in Person.Relation.values:
        raise Refusal("people.person.relation", _("Choose one of the relations that are offered."), field="relation")
    family = _wanted_family(current, family_number, has_own_family, by=by)
    before = {"family": current.family.number if current.family else "", "relation": current.relation}
    change(current, by=by, family_id=family.pk, relation=relation)
    note(
        subject=current.number,
        person=current.number,
        before=before,
        after={"family": family.number, "relation": relation},
    )
    return current


def _wanted_family(person: Person, family_number: str, has_own_family: bool, *, by: Actor) -> Family:
    if family_number and not has_own_family:
        parsed = parse_number(family_number, "F")
        if isinstance(parsed, NumberProblem):
            raise Refusal(
                "people.family.number",
                _("This is no number of a family. It looks like F-7K3M-9QX4."),
                field="family_number",
            )
        return family_by_number(by=by, number=parsed)
    if person.family is not None and not has_own_family:
        return person.family
    return Family.objects.create(created_at=by.now())
