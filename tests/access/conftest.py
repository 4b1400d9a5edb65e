"""One world a module: making it costs seconds."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from tests.access.world import World, kept_out_of_the_database, make_world


@pytest.fixture
def _django_db_helper(world: World) -> None:
    """One world for all tests here, instead of a transaction for each."""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), kept_out_of_the_database():
        patch.setattr(settings, "DATA_DIR", tmp_path_factory.mktemp("access"))
        yield make_world()
