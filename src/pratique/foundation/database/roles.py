"""Two roles on every database: an owner that migrates, an application that runs and may not touch the audit's past."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from pratique.foundation.database.addresses import Address
from pratique.foundation.database.logins import DATABASE, OWNER, keep_passwords
from pratique.foundation.database.server import Server
from pratique.foundation.trouble import Trouble

OLDEST, NEWEST = 15, 18


def prepare_embedded(server: Server, *, for_tests: bool = False) -> None:
    """Make the two roles and the database of an embedded server, or find them made, with the application's rights."""
    make_logins(server, for_tests=for_tests)
    grant_application(server.owner(), server.application().user)


def make_logins(server: Server, *, for_tests: bool = False) -> None:
    """The two roles and the database alone, as a copy needs it.

    Rights given beforehand would count for every table that is read in, also for those they were taken from.
    """
    with psycopg.connect(server.administrator().conninfo(), autocommit=True) as connection:
        keep_role(connection, server.owner(), "CREATEDB CREATEROLE" if for_tests else "NOCREATEDB NOCREATEROLE")
        keep_role(connection, server.application(), "NOCREATEDB")
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if known is None:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER))
            )
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(sql.Identifier(DATABASE)))


def prepare_server(owner: Address, application: Address | None, data_dir: Path) -> Address:
    """Check a server that somebody else runs, make the application's login there, and give its address."""
    try:
        with psycopg.connect(owner.conninfo(connect_timeout=10), autocommit=True) as connection:
            refuse_other_server(connection)
            if application is None:
                application = application_on_server(owner, data_dir)
                keep_role(connection, application, "NOCREATEDB")
    except InsufficientPrivilege as error:
        raise Trouble(
            f"The login {owner.user} may not create roles; create one for the application and give its address in "
            "PRATIQUE_APPLICATION_DATABASE_URL."
        ) from error
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0].rpartition("failed: ")[2]
        raise Trouble(f"The database server at {owner.host}:{owner.port} cannot be used: {reason}") from error
    grant_application(owner, application.user)
    return application


def application_on_server(owner: Address, data_dir: Path) -> Address:
    """The application's login where we make it ourselves: named after the database, its password kept by us."""
    return replace(owner, user=f"{owner.database}_application", password=keep_passwords(data_dir).application)


def refuse_other_server(connection: psycopg.Connection) -> None:
    major = connection.info.server_version // 10000
    if not OLDEST <= major <= NEWEST:
        raise Trouble(f"The database server is PostgreSQL {major}; Pratique works with {OLDEST} to {NEWEST}.")


def keep_role(connection: psycopg.Connection, address: Address, right: str) -> None:
    """Make the login, or give an existing one the password we know."""
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [address.user]).fetchone()
    statement = "ALTER ROLE {} LOGIN {} PASSWORD {}" if known else "CREATE ROLE {} LOGIN {} PASSWORD {}"
    connection.execute(
        sql.SQL(statement).format(sql.Identifier(address.user), sql.SQL(right), sql.Literal(address.password))
    )


def grant_application(owner: Address, application: str) -> None:
    """Let the application read and write every table that the owner will make; migrations take away what is not its."""
    with psycopg.connect(owner.conninfo(), autocommit=True) as connection:
        connection.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(
                sql.Identifier(owner.database), sql.Identifier(application)
            )
        )
        for statement in application_grants(application):
            connection.execute(statement)


def application_grants(application: str) -> list[sql.Composed]:
    """What the application may do in one database, to be run by the owner before the first migration."""
    role = sql.Identifier(application)
    return [
        sql.SQL(text).format(role)
        for text in (
            "GRANT USAGE ON SCHEMA public TO {}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO {}",
        )
    ]
