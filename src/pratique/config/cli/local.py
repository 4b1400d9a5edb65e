"""What local commands share: the data folder they work on, its database, and Django when they need it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pratique.config import env
from pratique.foundation.database import server as servers
from pratique.foundation.database.addresses import Address
from pratique.foundation.database.lifeline import end_with_parent
from pratique.foundation.database.logins import Role
from pratique.foundation.database.roles import prepare_embedded, prepare_server
from pratique.foundation.supervisor.folder import data_folder, only_one, open_folder, read_mode
from pratique.foundation.trouble import Trouble


def add_data_dir(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data-dir", type=env.parse_path, metavar="DIR", help="the data folder (PRATIQUE_DATA_DIR)")


def folder_of(arguments: argparse.Namespace) -> Path:
    """The data folder of the command line, else of the environment, else the usual one; handed on to every process."""
    folder = data_folder(arguments.data_dir or env.DATA_DIR.read())
    env.DATA_DIR.hand_over(folder)
    return folder


def existing_folder_of(arguments: argparse.Namespace) -> Path:
    folder = folder_of(arguments)
    if read_mode(folder) is None:
        raise Trouble(f"{folder} is not a data folder of Pratique; give one by --data-dir.")
    open_folder(folder)
    return folder


def prepare_given_server(data_dir: Path) -> tuple[Address, Address]:
    """Check the server that is given, make the application's login there, and give both logins."""
    owner = Address.from_url(env.DATABASE_URL.read())
    application_url = env.APPLICATION_DATABASE_URL.read()
    return owner, prepare_server(owner, Address.from_url(application_url) if application_url else None, data_dir)


@contextmanager
def database_of(data_dir: Path) -> Iterator[None]:
    """The database of a data folder: the given server, the one a running Pratique has, or one started for now."""
    if env.DATABASE_URL.read():
        prepare_given_server(data_dir)
        yield
        return
    if servers.find(data_dir) is not None:
        yield
        return
    with only_one(data_dir):
        server = servers.start(data_dir, progress=say, before_exec=end_with_parent)
        try:
            prepare_embedded(server)
            yield
        finally:
            close_connections()
            servers.stop(server)


def say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def start_django(data_dir: Path, *, role: Role = "application") -> None:
    """Load the settings of this folder's mode; a command has one thread and needs no pool of connections."""
    env.DATA_DIR.hand_over(data_dir)
    env.DATABASE_ROLE.hand_over(role)
    env.choose_settings(read_mode(data_dir) or "production")
    import django
    from django.conf import settings

    settings.DATABASES["default"].get("OPTIONS", {}).pop("pool", None)
    django.setup()


def close_connections() -> None:
    if "django" in sys.modules:
        from django.conf import settings
        from django.db import connections

        if settings.configured:
            connections.close_all()
