"""The front-end files come by hash, all or none, and only from the lock."""

import base64
import hashlib
import io
import json
import re
import tarfile
from pathlib import Path

import pytest

from tools import vendor

ICON = b'<svg\n  width="24">\n  <path stroke="none" d="M0 0h24v24H0z" fill="none" />\n  <path d="M5 12l5 5" />\n</svg>'


def archive(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def integrity(content: bytes) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(content).digest()).decode()


def fake_npm(folder: Path, content: bytes) -> list[str]:
    """A program that answers as `npm pack` does: writes the archive, prints its name."""
    (folder / "given.tgz").write_bytes(content)
    program = folder / "npm"
    program.write_text(f'#!/bin/sh\ncp "{folder}/given.tgz" "$5/sent.tgz"\necho sent.tgz\n')
    program.chmod(0o755)
    return [str(program)]


def test_an_archive_with_another_hash_is_refused(tmp_path: Path) -> None:
    package = {"name": "thing", "version": "1.0", "integrity": integrity(b"another")}
    into = tmp_path / "into"
    into.mkdir()

    with pytest.raises(vendor.VendorError, match=r"thing@1\.0 is not the file that the lock names"):
        vendor.fetch(package, fake_npm(tmp_path, archive(LICENSE=b"free")), into)


def test_only_the_wanted_files_are_read(tmp_path: Path) -> None:
    packed = archive(LICENSE=b"free", wanted=b"yes", other=b"no")
    package = {"name": "thing", "version": "1.0", "integrity": integrity(packed)}
    into = tmp_path / "into"
    into.mkdir()

    found = vendor.read_members(vendor.fetch(package, fake_npm(tmp_path, packed), into), ["wanted", "LICENSE"], into)

    assert found == {"wanted": b"yes", "LICENSE": b"free"}


def test_a_file_that_the_package_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(vendor.VendorError, match=r"The package has no gone\.js"):
        vendor.read_members(archive(LICENSE=b"free"), ["gone.js"], tmp_path)


def test_icons_become_one_sheet_of_symbols() -> None:
    sheet = vendor.sprite({"icons/outline/check.svg": ICON})

    assert sheet == (
        b'<svg xmlns="http://www.w3.org/2000/svg">'
        b'<symbol id="check" viewBox="0 0 24 24"><path d="M5 12l5 5" /></symbol></svg>\n'
    )


def test_the_lock_names_versions_hashes_and_licences_but_no_address() -> None:
    text = vendor.LOCK.read_text()

    packages = json.loads(text)
    assert "://" not in text
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", package["version"]) for package in packages)
    assert all(package["integrity"].startswith("sha512-") for package in packages)
    assert {package["licence"] for package in packages if package["for"] == "app"} == {
        "0BSD",
        "Apache-2.0",
        "MIT",
        "OFL-1.1",
    }
