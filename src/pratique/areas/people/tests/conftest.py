"""Who acts in the tests of people."""

import pytest

from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor, make_assignment, make_site
from pratique.foundation.actors.models import Site
from pratique.foundation.actors.web import actor_of


@pytest.fixture
def site() -> Site:
    return make_site()


@pytest.fixture
def clerk(site) -> Actor:
    return make_actor("reception", site=site)


@pytest.fixture
def stranger() -> Actor:
    """A clerk of another site."""
    return make_actor("reception", site=make_site("Amman", "Asia/Amman", "JOR"))


@pytest.fixture
def desk(client, site):
    """A signed-in clerk's browser, and her as an actor."""
    assignment = make_assignment("reception", site=site)
    client.force_login(assignment.user)
    client.actor = actor_of(assignment.user, assignment)
    return client
