"""`pratique admin create EMAIL`: the first administrator of a data folder, or the way back in, by a one-time link."""

from __future__ import annotations

import argparse

from pratique.config import env
from pratique.config.cli.local import add_data_dir, database_of, existing_folder_of, start_django
from pratique.foundation.trouble import Trouble


def register(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    create = commands.add_parser("create", help="give somebody the role of administrator and a one-time link")
    create.add_argument("email", help="the address with which she signs in")
    create.add_argument("--name", default="", help="her name, as colleagues read it")
    add_data_dir(create)
    create.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    data_dir = existing_folder_of(arguments)
    with database_of(data_dir):
        start_django(data_dir)
        print(first_address(arguments.email, arguments.name))
    return 0


def first_address(email: str, name: str) -> str:
    """The link that sets the password, once, within a day."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.urls import reverse

    from pratique.foundation.actions import Refusal
    from pratique.foundation.actors.actor import Actor
    from pratique.foundation.staff.actions import make_administrator

    try:
        validate_email(email)
        token = make_administrator(by=Actor.system(name="pratique admin create"), email=email, name=name)
    except ValidationError as problem:
        raise Trouble(f"{email!r} is not an e-mail address.") from problem
    except Refusal as refusal:
        raise Trouble(str(refusal.sentence)) from refusal
    served = env.PUBLIC_URL.read() or f"http://localhost:{env.PORT.read()}"
    return served.rstrip("/") + reverse("first_password", args=[token])
