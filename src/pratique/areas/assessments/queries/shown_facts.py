"""From records to the plain facts that an edition is shown: what was recorded for it, who she is, where she applies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pratique.areas.assessments.models import Case, Destination
from pratique.areas.encounters.public import first_entry_on, recorded_facts
from pratique.areas.people.public import age_facts, given_consents
from pratique.areas.places.public import Incidence, country, listed_countries, tb_incidence
from pratique.foundation.actors.actor import Actor
from pratique.rules.dates.calendar import Stay
from pratique.rules.requirements import Edition, Recorded, visible_facts, vocabulary

# The forms that begin the examination; the site's date of the first of them is the date of the exam.
EXAM_FORMS = ("tb_history", "examination", "chest_film_result", "sputum_set", "igra_result", "tst_result")
# Lists of authorities that the vocabulary's stays are marked by.
LISTS = {"uk_listed": "UK-TB"}


@dataclass(frozen=True, kw_only=True)
class CaseFacts:
    """What a case holds for all its editions, before each is shown its part."""

    exam_on: date
    recorded: tuple[Recorded, ...]
    consents: frozenset[str]
    incidence: Incidence | None


def case_facts(*, by: Actor, case: Case) -> CaseFacts:
    """Read it once. Results of an earlier case never count silently.

    The date of the exam is the site's date of its first form, or today while nothing was examined yet.
    """
    person, since = case.person, case.opened_at
    exam_on = first_entry_on(by=by, person=person, since=since, form_codes=EXAM_FORMS) or by.today()
    return CaseFacts(
        exam_on=exam_on,
        recorded=recorded_facts(by=by, person=person, since=since),
        consents=given_consents(by=by, person=person),
        incidence=tb_incidence(case.site.country, exam_on.year),
    )


def shown_facts(known: CaseFacts, *, destination: Destination, edition: Edition) -> dict[str, Any]:
    """Everything this edition may see. What is not there is unknown."""
    code = destination.programme.lower()
    told = f"authority_data_{code}" in known.consents
    facts: dict[str, Any] = dict(visible_facts(edition=edition, recorded=known.recorded, told=told))
    facts |= age_facts(destination.case.person, on=known.exam_on)
    facts |= {"exam_on": known.exam_on, **application_facts(destination)}
    if f"assessment_{code}" in known.consents:
        facts["consent_examination"] = True
    if known.incidence is not None:
        facts["who_incidence"] = known.incidence.per_100k
    return {name: value for name, value in facts.items() if name in edition.demands or name in ALWAYS}


# From these the rules work out ages and presences, which the conditions speak of.
ALWAYS = frozenset({"birth_earliest", "birth_latest", "exam_on", "sex", "applied_on", "residence_history"})


def application_facts(destination: Destination) -> dict[str, Any]:
    """What was told about the application: route, stay, dates, places lived in."""
    facts: dict[str, Any] = dict(destination.particulars)
    if destination.applied_on is not None:
        facts["applied_on"] = destination.applied_on
    rows = facts.get("residence_history")
    if rows is not None:
        facts["residence_history"] = _stays(rows, on=destination.applied_on)
    return facts


def _stays(rows: Sequence[Mapping[str, str]], *, on: date | None) -> list[Stay]:
    listed = {mark: listed_countries(code, on or date.max) for mark, code in LISTS.items()}
    return [
        Stay(
            country=row["country"],
            starts_on=date.fromisoformat(row["from"]),
            ends_on=date.fromisoformat(row["to"]),
            marks={mark: row["country"] in found.countries for mark, found in listed.items() if found is not None},
        )
        for row in rows
        if country(row["country"]) is not None
    ]


def asked_about_application() -> frozenset[str]:
    """Facts that are told when a case is opened, in contrast to those that stations find."""
    provided = {"exam_on", "who_incidence"}
    return frozenset(
        name
        for name, fact in vocabulary().items()
        if (fact.how == "application" or fact.stay is not None) and name not in provided
    )
