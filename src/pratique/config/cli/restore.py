"""`pratique restore FILE`: bring an archive back into an empty data folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from pratique.config import env
from pratique.config.cli.backup import ask_passphrase
from pratique.config.cli.local import add_data_dir, folder_of, prepare_given_server, say
from pratique.foundation.backup.restoring import read_archive, refuse_full_folder
from pratique.foundation.database.addresses import Address


def register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=env.parse_path, metavar="FILE", help="the archive to read")
    add_data_dir(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    data_dir = folder_of(arguments)
    refuse_full_folder(data_dir)
    manifest = read_archive(
        arguments.file,
        data_dir=data_dir,
        passphrase=ask_passphrase(twice=False),
        say=say,
        on_server=make_logins if env.DATABASE_URL.read() else None,
    )
    print(f"The archive of {manifest.made_at} is restored in {data_dir}: {sum(manifest.rows.values())} rows.")
    return 0


def make_logins(folder: Path) -> tuple[Address, str]:
    owner, application = prepare_given_server(folder)
    return owner, application.user
