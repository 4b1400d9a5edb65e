"""`pratique keys`: rotate what keeps secrets and what signs, give out the trust list."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from pratique.config.cli.local import add_data_dir, database_of, existing_folder_of, start_django


def register(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add(commands, "rotate", "a new key for secrets, and a new master key; older secrets stay readable", _rotate)
    _add(commands, "rotate-signing", "a new signing key for a site; older certificates stay verifiable", _rotate_site)
    _add(commands, "revoke", "take all trust from a signing key that others may have had", _revoke)
    _add(commands, "list", "the signing keys, with the days on which they signed", _list)
    _add(commands, "trust", "sign today's trust list and write it to a file", _trust)
    commands.choices["rotate-signing"].add_argument("site", help="the number of the site")
    commands.choices["revoke"].add_argument("kid", help="the number of the key, as `pratique keys list` shows it")
    commands.choices["trust"].add_argument("file", type=Path, help="where to write the list")


def _add(commands: argparse._SubParsersAction, name: str, line: str, run: Callable[..., int]) -> None:
    parser = commands.add_parser(name, help=line)
    add_data_dir(parser)
    parser.set_defaults(run=lambda arguments: _with_database(arguments, run))


def _with_database(arguments: argparse.Namespace, run: Callable[[argparse.Namespace], int]) -> int:
    data_dir = existing_folder_of(arguments)
    with database_of(data_dir):
        start_django(data_dir)
        return run(arguments)


def _rotate(arguments: argparse.Namespace) -> int:
    from pratique.areas.certificates.public import rotate_keys
    from pratique.foundation.actors.actor import Actor

    number = rotate_keys(by=Actor.system(name="pratique keys rotate"))
    print(f"New secrets are sealed with key {number}; every key is wrapped with a new master key.")
    print("Sessions end: people sign in again. Keep a copy of the master key file apart from the backups.")
    return 0


def _rotate_site(arguments: argparse.Namespace) -> int:
    from pratique.areas.certificates.public import rotate_signing_key
    from pratique.foundation.actors.actor import Actor

    kid = rotate_signing_key(by=Actor.system(name="pratique keys rotate-signing"), site_number=arguments.site)
    print(f"Certificates of {arguments.site} are signed with key {kid} from now on.")
    return 0


def _revoke(arguments: argparse.Namespace) -> int:
    from pratique.areas.certificates.public import revoke_signing_key
    from pratique.foundation.actors.actor import Actor

    revoke_signing_key(by=Actor.system(name="pratique keys revoke"), kid=arguments.kid)
    print(f"No certificate signed with key {arguments.kid} counts any more. Give out the new trust list.")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    from pratique.foundation.keys.signing import signing_keys

    for key in signing_keys():
        state = "revoked" if key.revoked_at else "retired" if key.retired_at else "active"
        print(f"{key.kid}  {key.issuer:<12}  {state:<8}  {key.made_at:%Y-%m-%d}  {key.issuer_name}")
    return 0


def _trust(arguments: argparse.Namespace) -> int:
    from pratique.areas.certificates.public import refresh_trust_list
    from pratique.foundation.actors.actor import Actor
    from pratique.foundation.keys.signing import write_trust_list

    issue = refresh_trust_list(by=Actor.system(name="pratique keys trust"))
    write_trust_list(issue.text, arguments.file)
    print(f"The trust list of {issue.issued_at:%Y-%m-%d %H:%M} UTC is in {arguments.file}.")
    return 0
