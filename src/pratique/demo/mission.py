"""Builds the demo mission: a site, its staff, editions in force, and 60 people at every stage of their assessments."""

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from pratique.areas.assessments.public import Case, DestinationRequest, open_case
from pratique.areas.people.public import Person
from pratique.areas.places.public import load_demo_incidence
from pratique.areas.requirements.public import known_edition, put_in_force
from pratique.demo import answers
from pratique.demo.cast import Household, Part, cast
from pratique.demo.crew import STAFF_SINCE_DAYS, Crew, engage_crew
from pratique.demo.registration import register_household, settle_in
from pratique.demo.sign_ins import email
from pratique.demo.visits import Visit, attend, first_hour
from pratique.foundation.actions import action
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.models import User

EDITIONS = ("UK-TB-2023", "US-TB-2018")
Story = Iterator[datetime]
Progress = Callable[[str], None]


def is_built() -> bool:
    """Whether this database holds the demo mission."""
    return User.objects.filter(email=email("physician")).exists()


def build(progress: Progress) -> None:
    """Build it, all or nothing, as one deed of the software itself."""
    build_mission(by=Actor.system(name="demo"), progress=progress)


@action("demo.mission.build", needs="demo.mission.build")
def build_mission(*, by: Actor, progress: Progress) -> None:
    """Everything through the areas' own actions, in the order of time."""
    now = by.now()
    progress("Building the demo mission: its site and staff.")
    load_demo_incidence(by=by)
    crew = engage_crew(now)
    progress("The physician signs the editions of the United Kingdom and the United States.")
    sign_editions(crew, now)
    households = cast(crew.actors["admin"].today())
    progress(f"Registering {sum(len(one.parts) for one in households)} invented people and their assessments.")
    parties = [Party(household=household, crew=crew, now=now) for household in households]
    tell(story for party in parties for story in stories_of(party))
    progress("The demo mission is built.")


def sign_editions(crew: Crew, now: datetime) -> None:
    """A physician's signature on each edition, with every provisional item acknowledged by name."""
    physician = crew.at("physician", now - timedelta(days=STAFF_SINCE_DAYS))
    for code in EDITIONS:
        put_in_force(
            by=physician,
            edition=code,
            starts_on=physician.today(),
            acknowledged_items=known_edition(code).provisional_items(),
            remark="Signed for the demo mission.",
        )


@dataclass(kw_only=True)
class Party:
    """A household on its way: its people once they are registered, their cases once they are open."""

    household: Household
    crew: Crew
    now: datetime
    people: list[Person] = field(default_factory=list)
    cases: dict[int, Case] = field(default_factory=dict)


def stories_of(party: Party) -> Iterator[Story]:
    """Everything that happens to one household: it is registered, cases are opened, each person goes her way."""
    yield _be_registered(party)
    for days_ago in sorted({part.days_ago for part in party.household.parts}):
        yield _open_cases(party, days_ago)
    for part in party.household.parts:
        yield _attend(party, part)


def tell(stories: Iterable[Story]) -> None:
    """Let every story go on in the order of its hours, so that records and the audit trail follow time."""
    order = count()
    waiting = [(next(story), next(order), story) for story in stories]
    heapq.heapify(waiting)
    while waiting:
        _, _, story = heapq.heappop(waiting)
        at = next(story, None)
        if at is not None:
            heapq.heappush(waiting, (at, next(order), story))


def _be_registered(party: Party) -> Story:
    hour = min(first_hour(part, party.now) for part in party.household.parts)
    yield hour - timedelta(minutes=20)
    by = party.crew.at("reception", hour - timedelta(minutes=20))
    party.people += register_household(party.household, by=by)
    yield hour - timedelta(minutes=10)
    by = party.crew.at("reception", hour - timedelta(minutes=10))
    for part, person in zip(party.household.parts, party.people, strict=True):
        settle_in(part, person, party.people, by=by)


def _open_cases(party: Party, days_ago: int) -> Story:
    """One deed for all who come on the same day."""
    coming = [
        (part, person_place)
        for person_place, part in enumerate(party.household.parts)
        if part.days_ago == days_ago and part.reaches("to_reception")
    ]
    hour = max(first_hour(part, party.now) for part in party.household.parts if part.days_ago == days_ago)
    yield hour
    if not coming:
        return
    by = party.crew.at("reception", hour)
    asked = [
        DestinationRequest(programme=code, applied_on=by.today(), particulars=answers.application(code, by.today()))
        for code in party.household.destinations
    ]
    cases = open_case(by=by, people=[party.people[place] for _, place in coming], destinations=asked)
    party.cases |= {part.place: case for (part, _), case in zip(coming, cases, strict=True)}


def _attend(party: Party, part: Part) -> Story:
    hour = max(first_hour(one, party.now) for one in party.household.parts if one.days_ago == part.days_ago)
    yield hour
    if part.place not in party.cases:
        return
    yield from attend(
        Visit(
            crew=party.crew,
            part=part,
            destinations=party.household.destinations,
            person=party.people[party.household.parts.index(part)],
            family=party.people,
            case=party.cases[part.place],
            instant=hour,
        )
    )
