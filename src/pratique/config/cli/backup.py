"""`pratique backup FILE`: one encrypted archive of database, files and keys; may run beside a running Pratique."""

from __future__ import annotations

import argparse
import getpass
import sys

from pratique.config import env
from pratique.config.cli.local import add_data_dir, database_of, existing_folder_of
from pratique.foundation.backup.archive import write_archive
from pratique.foundation.database.connection import choose_login
from pratique.foundation.trouble import Trouble


def register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=env.parse_path, metavar="FILE", help="the archive to write")
    add_data_dir(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    data_dir = existing_folder_of(arguments)
    if arguments.file.exists():
        raise Trouble(f"{arguments.file} is there already; give the archive another name.")
    passphrase = ask_passphrase(twice=True)
    url, application_url = env.DATABASE_URL.read(), env.APPLICATION_DATABASE_URL.read()
    with database_of(data_dir):
        manifest = write_archive(
            arguments.file,
            data_dir=data_dir,
            owner=choose_login(data_dir, role="owner", url=url),
            application=choose_login(data_dir, role="application", url=url, application_url=application_url).user,
            passphrase=passphrase,
            master_key=env.MASTER_KEY_FILE.read(),
        )
    size = arguments.file.stat().st_size
    print(f"{arguments.file} holds {sum(manifest.rows.values())} rows in {size} bytes. Keep its passphrase elsewhere.")
    return 0


def ask_passphrase(*, twice: bool) -> str:
    """From the file that was given, else from the terminal; never from the command line, where others can read it."""
    file = env.BACKUP_PASSPHRASE_FILE.read()
    if file is not None:
        try:
            return file.read_text().rstrip("\n")
        except OSError as error:
            raise Trouble(f"The passphrase file {file} cannot be read ({error.strerror}).") from error
    if not sys.stdin.isatty():
        raise Trouble("Call it from a terminal, or give the passphrase in a file by PRATIQUE_BACKUP_PASSPHRASE_FILE.")
    first = getpass.getpass("Passphrase of the archive: ")
    if twice and getpass.getpass("The same once more: ") != first:
        raise Trouble("The two passphrases differ; nothing was written.")
    return first
