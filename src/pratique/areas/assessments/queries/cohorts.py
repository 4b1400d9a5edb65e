"""What the editions saw of everybody assessed, as plain facts, for cohorts that tell nobody's name."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Prefetch

from pratique.areas.assessments.models import Case, Conclusion, Destination
from pratique.areas.assessments.queries.shown_facts import case_facts, shown_facts
from pratique.areas.requirements.public import Assessed
from pratique.foundation.actors.actor import Actor
from pratique.rules.dates.calendar import Stay
from pratique.rules.requirements import load_edition

ROWS_AT_ONCE = 2_000
# Who refused or withdrew, and who left, is in no cohort: the records can't tell what of a later case was known then.
COUNTED = (Case.State.OPEN, Case.State.CONCLUDED)


def assessed_programmes() -> list[str]:
    """The destinations that cases were opened for."""
    rows = Destination.objects.filter(case__state__in=COUNTED).order_by("programme")
    return list(rows.values_list("programme", flat=True).distinct())


def assessed_people(*, by: Actor, programme: str) -> Iterator[Assessed]:
    """Each assessment for a destination, in an order that tells nothing of when and for whom it was made.

    A concluded one as it was shown to its edition then, an open one as it is now.
    """
    in_force = Conclusion.objects.filter(overtaken_at=None)
    rows = (
        Destination.objects.filter(programme=programme, case__state__in=COUNTED)
        .select_related("case__person", "case__site")
        .prefetch_related(Prefetch("conclusions", queryset=in_force, to_attr="in_force"))
        .order_by("?")
    )
    for destination in rows.iterator(chunk_size=ROWS_AT_ONCE):
        concluded: list[Conclusion] = destination.in_force
        if concluded:
            facts, examined_on = stored_facts(concluded[0].facts), concluded[0].examined_on
        else:
            known = case_facts(by=by, case=destination.case)
            edition = load_edition(destination.edition)
            facts, examined_on = shown_facts(known, destination=destination, edition=edition), known.exam_on
        yield Assessed(facts=facts, examined_on=examined_on, country=destination.case.site.country)


def stored_facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as they were stored with a conclusion, so that a rule can read them again."""
    stays = facts.get("residence_history")
    if stays is None:
        return dict(facts)
    return {**facts, "residence_history": [_stay(one) for one in stays]}


def _stay(stored: Mapping[str, Any]) -> Stay:
    starts_on, ends_on = date.fromisoformat(stored["starts_on"]), date.fromisoformat(stored["ends_on"])
    return Stay(country=stored["country"], starts_on=starts_on, ends_on=ends_on, marks=dict(stored["marks"]))
