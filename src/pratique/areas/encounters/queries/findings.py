"""What is known about a person from submitted forms: for the rules with its purpose, for a form as plain facts."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from pratique.areas.encounters.models import Finding
from pratique.areas.people.public import Person, age_facts, visible_people
from pratique.foundation.actions.refusal import refuse_not_found
from pratique.foundation.actors.actor import Actor
from pratique.rules.requirements.derivation import prepare_facts


def facts_for_forms(*, by: Actor, person: Person, on: date) -> dict[str, Any]:
    """What skip logic and limits of a form may build on: dates of birth, sex, and what is recorded, whatever for.

    A later row outweighs an earlier one, so the purpose plays no part here; nothing of this leaves the station.
    """
    _require_visible(by=by, person=person)
    recorded = {finding.fact: finding.value for finding in latest_findings(person) if finding.value is not None}
    return {**recorded, **prepare_facts(age_facts(person, on=on), on=on)}


def finding_history(*, by: Actor, person: Person, fact: str) -> list[Finding]:
    """Every finding of one fact, newest first; nothing is ever lost by a correction."""
    _require_visible(by=by, person=person)
    return list(Finding.objects.filter(person=person, fact=fact).select_related("entry", "by").order_by("-pk"))


def latest_findings(person: Person) -> QuerySet[Finding]:
    """The rows that nothing superseded, in the order in which they were recorded."""
    return Finding.objects.filter(person=person, superseded_by=None).order_by("pk")


def _require_visible(*, by: Actor, person: Person) -> None:
    if not visible_people(by).filter(pk=person.pk).exists():
        refuse_not_found()
