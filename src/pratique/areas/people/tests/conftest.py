"""Who acts in the tests of people."""

import pytest

from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor, make_site
from pratique.foundation.actors.models import Site


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
