"""What is known about a person from submitted forms: for the rules with its purpose, for a form as plain facts."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from pratique.areas.encounters.models import Finding
from pratique.areas.encounters.queries.contacts import require_visible
from pratique.areas.people.public import Person, age_facts
from pratique.foundation.actors.actor import Actor
from pratique.rules.requirements.derivation import prepare_facts


def recorded_facts(*, by: Actor, person: Person, since: datetime | None = None) -> "tuple[Recorded, ...]":  # noqa: F821
    """The latest finding of each fact and purpose since then. What an edition sees of them, `visible_facts` decides."""
    from pratique.rules.requirements import Recorded

    require_visible(by=by, person=person)
    return tuple(
        Recorded(
            name=finding.fact,
            value=finding.value,
            purpose=finding.purpose,
            asked_for=frozenset(finding.asked_for),
        )
        for finding in latest_findings(person, since)
        if finding.value is not None
    )


def facts_for_forms(*, by: Actor, person: Person, on: date, since: datetime | None = None) -> dict[str, Any]:
    """What skip logic and limits of a form may build on: dates of birth, sex, and what is recorded, whatever for.

    A later row outweighs an earlier one, so the purpose plays no part here; nothing of this leaves the station.
    """
    require_visible(by=by, person=person)
    recorded = {finding.fact: finding.value for finding in latest_findings(person, since) if finding.value is not None}
    return {**recorded, **prepare_facts(age_facts(person, on=on), on=on)}


def finding_history(*, by: Actor, person: Person, fact: str) -> list[Finding]:
    """Every finding of one fact, newest first; nothing is ever lost by a correction."""
    require_visible(by=by, person=person)
    return list(Finding.objects.filter(person=person, fact=fact).select_related("entry", "by").order_by("-pk"))


def latest_findings(person: Person, since: datetime | None = None) -> QuerySet[Finding]:
    """The rows that nothing superseded, in the order in which they were recorded."""
    latest = Finding.objects.filter(person=person, superseded_by=None).order_by("pk")
    return latest if since is None else latest.filter(recorded_at__gte=since)
