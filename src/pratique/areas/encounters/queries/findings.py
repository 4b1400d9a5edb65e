"""What is known about a person from submitted forms: for the rules with its purpose, for a form as plain facts."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from pratique.areas.encounters.models import Finding
from pratique.areas.encounters.queries.contacts import require_visible
from pratique.areas.people.public import Person, age_facts
from pratique.foundation.actors.actor import Actor
from pratique.rules.requirements import Recorded, prepare_facts


def recorded_facts(*, by: Actor, person: Person, since: datetime | None = None) -> tuple[Recorded, ...]:
    """What counts, in the order of time. What an edition sees of it, `visible_facts` decides."""
    require_visible(by=by, person=person)
    return tuple(
        Recorded(
            name=finding.fact,
            value=finding.value,
            purpose=finding.purpose,
            asked_for=frozenset(finding.asked_for),
        )
        for finding in findings_that_count(person, since)
    )


def facts_for_forms(*, by: Actor, person: Person, on: date, since: datetime | None = None) -> dict[str, Any]:
    """What skip logic and limits of a form may build on: dates of birth, sex, and what is recorded, whatever for.

    A later row outweighs an earlier one, so the purpose plays no part here; nothing of this leaves the station.
    """
    require_visible(by=by, person=person)
    recorded = {finding.fact: finding.value for finding in findings_that_count(person, since)}
    return {**recorded, **prepare_facts(age_facts(person, on=on), on=on)}


def finding_history(*, by: Actor, person: Person, fact: str) -> list[Finding]:
    """Every finding of one fact, newest first, corrected ones too; nothing is ever lost."""
    require_visible(by=by, person=person)
    return list(Finding.objects.filter(person=person, fact=fact).select_related("entry", "by").order_by("-pk"))


def findings_that_count(person: Person, since: datetime | None = None) -> QuerySet[Finding]:
    """The rows of entries that nothing corrected, in the order in which they were recorded."""
    counting = Finding.objects.filter(person=person, entry__corrected_by=None).order_by("pk")
    return counting if since is None else counting.filter(recorded_at__gte=since)
