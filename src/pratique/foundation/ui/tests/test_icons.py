"""Every icon that a page names lies in the one sheet of icons."""

import json
import re
from pathlib import Path, PurePosixPath

import pratique

PACKAGE = Path(pratique.__file__).parent
LOCK = PACKAGE.parent.parent / "assets.lock.json"
NAMED = re.compile(r"""{% icon "([\w-]+)" %}|\bicon ?= ?"([\w-]+)\"""")


def test_every_named_icon_is_in_the_sheet() -> None:
    sheet = next(package for package in json.loads(LOCK.read_text()) if "sprite" in package)
    drawn = {PurePosixPath(name).stem for name in sheet["files"]}
    files = [
        path for pattern in ("*.html", "*.py", "*.toml") for path in PACKAGE.rglob(pattern) if "tests" not in path.parts
    ]

    named = {first or second for path in files for first, second in NAMED.findall(path.read_text(encoding="utf-8"))}

    assert named - drawn == set()
