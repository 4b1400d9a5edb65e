"""The staff of the demo mission: one person a role, who act as of the hour that their deed is told to have."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from pratique.demo.sign_ins import PASSWORD, ROLES, email
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.models import Assignment, Site
from pratique.foundation.actors.web import actor_of
from pratique.foundation.staff.actions import create_site, create_staff_with_role, give_link, set_first_password
from pratique.foundation.staff.links import find_link

SITE_NAME, SITE_COUNTRY, SITE_ZONE = "Demo mission, Nairobi", "KEN", "Africa/Nairobi"
STAFF_SINCE_DAYS = 400
NAMES = {
    "reception": "Wambui Njoroge",
    "nurse": "Fatuma Hassan",
    "physician": "Dr Miriam Okoth",
    "radiographer": "Peter Mutua",
    "radiologist": "Dr Samuel Kiprono",
    "laboratory": "Lucy Atieno",
    "vaccinator": "Joseph Barasa",
    "treatment": "Grace Muthoni",
    "travel": "Ahmed Omar",
    "supervisor": "Janet Chebet",
    "epidemiologist": "Dr Daniel Maina",
    "clinician": "Dr Naomi Wekesa",
    "authority": "Thomas Reed",
    "privacy": "Amina Salim",
    "admin": "David Kariuki",
}


@dataclass(frozen=True, kw_only=True)
class Crew:
    """Who works at the demo site."""

    site: Site
    actors: dict[str, Actor]

    def at(self, role: str, instant: datetime) -> Actor:
        """The person of that role, acting at that instant."""
        return replace(self.actors[role], at=instant.astimezone(UTC))


def engage_crew(now: datetime) -> Crew:
    """The site, and one account a role, each able to sign in with the password that everybody knows."""
    began = now - timedelta(days=STAFF_SINCE_DAYS)
    founder = replace(Actor.system(name="demo"), at=began)
    site = create_site(by=founder, name=SITE_NAME, country=SITE_COUNTRY, zone=SITE_ZONE)
    return Crew(site=site, actors={role: _engage(founder, role, site) for role in ROLES})


def _engage(founder: Actor, role: str, site: Site) -> Actor:
    user = create_staff_with_role(
        by=founder,
        name=NAMES[role],
        email=email(role),
        language="en",
        role=role,
        site=site,
        starts_on=founder.today(),
    )
    link = find_link(give_link(by=founder, user=user), now=founder.now())
    assert link is not None  # noqa: S101 - given in the line above
    actor = actor_of(user, Assignment.objects.select_related("site").get(user=user))
    set_first_password(by=replace(actor, at=founder.now()), link=link, password=PASSWORD)
    return actor
