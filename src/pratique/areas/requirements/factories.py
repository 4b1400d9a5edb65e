"""Editions put in force, for tests and other factories; made through the action."""

from datetime import date

from pratique.areas.requirements.actions import put_in_force
from pratique.areas.requirements.models import EditionInForce
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.models import Site
from pratique.rules.requirements import load_edition


def make_edition_in_force(
    by: Actor, edition: str = "US-TB-2018", starts_on: date = date(2020, 1, 1), site: Site | None = None
) -> EditionInForce:
    """An edition that a physician signed with every provisional item; everywhere unless a site is told."""
    return put_in_force(
        by=by,
        edition=edition,
        starts_on=starts_on,
        acknowledged_items=load_edition(edition).provisional_items(),
        site=site,
    )
