"""What every test that needs a database shares: a throwaway cluster, migrated as owner, used as the application."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import TransactionTestCase

from pratique.config import env
from pratique.foundation.database.addresses import Address
from pratique.foundation.database.throwaway import Throwaway, throwaway_database

# Filled by migrations with lists that the world gives; a test may not empty them.
REFERENCE_TABLES = (
    "places_",
    "keys_datakey",
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "actions_auditerasurerule",
)


@pytest.fixture(scope="session")
def throwaway() -> Iterator[Throwaway]:
    """The logins of the cluster on which this run's database lives."""
    with throwaway_database(env.TEST_DATABASE_URL.read()) as logins:
        yield logins


@pytest.fixture(scope="session")
def django_db_modify_db_settings(throwaway: Throwaway) -> None:
    """Point Django at the cluster, as the owner, so that it can make and migrate the test database."""
    _use(throwaway.owner)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, throwaway: Throwaway) -> Iterator[None]:
    """Run the tests with the application's login, as the program itself runs."""
    _use(throwaway.application, keep_name=True)
    yield
    _use(throwaway.owner, keep_name=True)


def _use(address: Address, *, keep_name: bool = False) -> None:
    connection.close()
    if getattr(connection, "pool", None):
        connection.close_pool()
    values = address.django()
    if keep_name:
        values["NAME"] = connection.settings_dict["NAME"]
    settings.DATABASES["default"] = {**connections.settings["default"], **values}
    connections.settings["default"].update(values)
    connection.settings_dict.update(values)


@pytest.fixture(autouse=True, scope="session")
def _empty_as_owner_after_real_transactions(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests with real transactions leave rows that the application may not remove: the owner's triggers step aside."""

    def teardown(self: TransactionTestCase) -> None:
        throwaway: Throwaway = request.getfixturevalue("throwaway")
        _truncate(throwaway)

    original = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = original


def _truncate(throwaway: Throwaway) -> None:
    import psycopg

    name = connection.settings_dict["NAME"]
    with connection.cursor() as cursor:
        tables = [
            table.name
            for table in connection.introspection.get_table_list(cursor)
            if table.type == "t" and not table.name.startswith(REFERENCE_TABLES)
        ]
    with psycopg.connect(replace(throwaway.owner, database=name).conninfo(), autocommit=True) as owner:
        for table in tables:
            owner.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        owner.execute("TRUNCATE " + ", ".join(f'"{table}"' for table in tables) + " RESTART IDENTITY CASCADE")
        for table in tables:
            owner.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
