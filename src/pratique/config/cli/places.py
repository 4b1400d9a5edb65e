"""`pratique places`: what a mission imports about places, from files that others publish."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pratique.config.cli.local import add_data_dir, database_of, existing_folder_of, start_django
from pratique.foundation.trouble import Trouble

if TYPE_CHECKING:
    from pratique.areas.places.public import Imported


def register(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    tb = commands.add_parser("import-tb", help="take over WHO's file of tuberculosis incidence (CSV or gzip)")
    tb.add_argument("file", type=Path)
    tb.add_argument("--source", default="", help="what the pages say of its origin, for example the report's year")
    areas = commands.add_parser("import-areas", help="take over areas (CSV: country, code, name, kind, parent)")
    areas.add_argument("file", type=Path)
    for command, run in ((tb, import_tb), (areas, import_areas)):
        add_data_dir(command)
        command.set_defaults(run=run)


def import_tb(arguments: argparse.Namespace) -> int:
    """WHO's licence keeps its figures out of the package: each mission brings the file itself."""
    from_file = f"WHO Global Tuberculosis Programme, {arguments.file.name}"[:200]
    return _import(arguments, "import_tb_incidence", source=arguments.source[:200] or from_file)


def import_areas(arguments: argparse.Namespace) -> int:
    return _import(arguments, "import_administrative_areas")


def _import(arguments: argparse.Namespace, deed: str, **told: str) -> int:
    content = content_of(arguments.file)
    data_dir = existing_folder_of(arguments)
    with database_of(data_dir):
        start_django(data_dir)
        imported = carried_out(deed, content, told)
    print(f"{imported.read} rows read, {imported.added} added, {imported.changed} changed.")
    return 0


def carried_out(deed: str, content: bytes, told: dict[str, str]) -> Imported:
    from pratique.areas.places import public
    from pratique.foundation.actions import Refusal
    from pratique.foundation.actors.actor import Actor

    action: Callable[..., Any] = getattr(public, deed)
    try:
        imported: Imported = action(by=Actor.system(name="pratique places"), content=content, **told)
    except Refusal as refusal:
        line, found = refusal.details.get("line"), refusal.details.get("found")
        where = f" Line {line}: {found!r}." if line else ""
        raise Trouble(f"{refusal.sentence}{where}") from refusal
    return imported


def content_of(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Trouble(f"{file} cannot be read: {error.strerror}.") from error
