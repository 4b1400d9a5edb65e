"""Who acts in the tests of requirements."""

import pytest

from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor, make_site
from pratique.foundation.actors.models import Site, User


@pytest.fixture
def site() -> Site:
    return make_site()


@pytest.fixture
def physician(site) -> Actor:
    return make_actor("physician", site=site)


@pytest.fixture
def nurse(site) -> Actor:
    return make_actor("nurse", site=site)


@pytest.fixture
def signed_in(client):
    """Signs the client in as the person behind an actor."""

    def sign_in(actor: Actor):
        client.force_login(User.objects.get(pk=actor.user_id), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in
