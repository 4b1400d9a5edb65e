"""Who acts in the tests of encounters."""

import pytest

from pratique.areas.encounters.factories import make_encounter
from pratique.areas.encounters.models import Encounter
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor, make_site
from pratique.foundation.actors.models import Site, User


@pytest.fixture
def site() -> Site:
    return make_site()


@pytest.fixture
def nurse(site) -> Actor:
    return make_actor("nurse", site=site)


@pytest.fixture
def encounter(nurse) -> Encounter:
    """Today's contact with an adult, for the United States edition."""
    return make_encounter(nurse)


@pytest.fixture
def signed_in(client):
    """Signs the client in as the person behind an actor."""

    def sign_in(actor: Actor):
        client.force_login(User.objects.get(pk=actor.user_id), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
