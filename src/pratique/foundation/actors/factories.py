"""Makes the smallest valid site, user, assignment and actor, for tests."""

from dataclasses import replace
from datetime import date
from itertools import count

from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.models import Assignment, Site, User
from pratique.foundation.actors.web import actor_of

PASSWORD = "correct horse battery"  # noqa: S105 - only for tests
_numbers = count(1)


def make_site(name: str = "Nairobi", zone: str = "Africa/Nairobi", country: str = "KEN") -> Site:
    return Site.objects.create(name=name, zone=zone, country=country)


def make_user(name: str = "Amina Otieno", email: str = "", language: str = "en") -> User:
    user = User(name=name, email=email or f"staff{next(_numbers)}@example.org", language=language)
    user.set_password(PASSWORD)
    user.save()
    return user


def make_assignment(
    role: str = "nurse",
    user: User | None = None,
    site: Site | None = None,
    starts_on: date = date(2020, 1, 1),
    ends_on: date | None = None,
) -> Assignment:
    return Assignment.objects.create(
        user=user or make_user(), site=site or make_site(), role=role, starts_on=starts_on, ends_on=ends_on
    )


def make_actor(
    role: str = "nurse",
    site: Site | None = None,
    user: User | None = None,
    permissions: frozenset[str] | None = None,
) -> Actor:
    """Somebody with a role at a site; other `permissions` than the role's only where a test is about them."""
    assignment = make_assignment(role, user=user, site=site)
    actor = actor_of(assignment.user, assignment)
    return actor if permissions is None else replace(actor, permissions=permissions)
