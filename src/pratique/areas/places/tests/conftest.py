"""Who imports in the tests of places."""

import pytest

from pratique.foundation.actors.actor import Actor


@pytest.fixture
def system() -> Actor:
    return Actor.system(name="pratique places")
