"""Documents: what is declared is described, what is named exists."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

from tools.house.repository import PACKAGE, dotted, files, modules, place

DECISION = re.compile(r"^(\d{4})-[a-z0-9-]+\.md$")
HEADING = re.compile(r"^# (\d{4})\b", re.MULTILINE)
NAMED = re.compile(
    r"`((?:src|docs|tests|tools|deploy|bench)/[\w./*<>-]+|(?:[\w-]+/)+[\w.-]+\.(?:py|md|toml|html|css|js|json|yaml))`"
)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
REGISTRY = re.compile(
    r"https?://(?!pypi\.org|files\.pythonhosted\.org|registry\.npmjs\.org)[^\s\"']*(?:simple|pypi|npm|artifactory|nexus|index|registry)[^\s\"']*"
)


def everything_written(root: Path) -> str:
    """All documents as one text."""
    texts = [path.read_text(encoding="utf-8") for path in files(root, "*.md") if "/tests/" not in place(root, path)]
    return "\n".join(texts)


def undescribed_variables(root: Path) -> list[str]:
    """Each environment variable stands in a document."""
    text = everything_written(root)
    found = re.findall(r"\"(PRATIQUE_[A-Z_]+)\"", (root / PACKAGE / "config" / "env.py").read_text(encoding="utf-8"))
    return [
        f"docs: the environment variable {name} is described nowhere" for name in sorted(set(found)) if name not in text
    ]


def undescribed_targets(root: Path) -> list[str]:
    """Each target of the Makefile stands in a document."""
    text = everything_written(root)
    found = re.findall(r"^([a-z][a-z-]*):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    return [f"docs: make {name} is described nowhere" for name in sorted(set(found)) if f"make {name}" not in text]


def undescribed_events(root: Path) -> list[str]:
    """Each fact that an area announces stands in a document."""
    text = everything_written(root)
    return [
        f"docs: the event {node.name} of {module.place} is described nowhere"
        for module in modules(root, under=f"{PACKAGE}/areas")
        if module.room == "events"
        for node in module.tree.body
        if isinstance(node, ast.ClassDef) and node.name not in text
    ]


def undescribed_permissions(root: Path) -> list[str]:
    """Each permission stands in a document."""
    text = everything_written(root)
    return [
        f"docs: the permission {value} is described nowhere" for value in sorted(permissions(root)) if value not in text
    ]


def paths_that_moved(root: Path) -> list[str]:
    """A path that a document names exists."""
    found = []
    for path in files(root, "*.md"):
        text = path.read_text(encoding="utf-8")
        for named in NAMED.findall(text):
            if "<" not in named and "*" not in named and not _exists(root, path, named):
                found.append(f"{place(root, path)}: names {named}, which does not exist")
        for named in LINK.findall(text):
            if not (path.parent / named).exists():
                found.append(f"{place(root, path)}: links to {named}, which does not exist")
    return found


def _exists(root: Path, path: Path, named: str) -> bool:
    """From the root, the package, the document itself; a template or a static file by the name that pages use."""
    folders = [
        root,
        root / PACKAGE,
        path.parent,
        *(root / PACKAGE).glob("**/templates"),
        *(root / PACKAGE).glob("**/static"),
    ]
    return any((folder / named).exists() for folder in folders)


def decisions(root: Path) -> list[str]:
    """Numbers of decision records are unique and equal their heading."""
    found, seen = [], {}
    for path in files(root, "*.md", under="docs/decisions"):
        named = DECISION.match(path.name)
        heading = HEADING.search(path.read_text(encoding="utf-8"))
        if named is None:
            found.append(f"{place(root, path)}: name it 0001-in-a-few-words.md")
        elif heading is None or heading.group(1) != named.group(1):
            found.append(f"{place(root, path)}: its heading should begin with # {named.group(1)}")
        elif named.group(1) in seen:
            found.append(f"{place(root, path)}: {seen[named.group(1)]} has the same number")
        else:
            seen[named.group(1)] = path.name
    return found


def registries_in_locks(root: Path) -> list[str]:
    """Lock files name hashes, and no private mirror of the machine that made them."""
    found = []
    for path in [*files(root, "*.lock"), *files(root, "*.lock.json"), *files(root, "requirements*.txt")]:
        if path.name == "uv.lock":
            continue
        found += [f"{place(root, path)}: names {url}" for url in REGISTRY.findall(path.read_text(encoding="utf-8"))]
    return found


def permissions(root: Path) -> dict[str, str]:
    """Every value of a Permission enumeration, with its place."""
    return {
        part.value.value: module.place
        for module in modules(root)
        if module.path.stem == "permissions"
        for node in module.tree.body
        if isinstance(node, ast.ClassDef) and any(dotted(base).endswith("StrEnum") for base in node.bases)
        for part in node.body
        if isinstance(part, ast.Assign) and isinstance(part.value, ast.Constant) and isinstance(part.value.value, str)
    }


def permissions_and_roles(root: Path) -> list[str]:
    """roles.toml names only real permissions, and each is granted to somebody."""
    roles = tomllib.loads((root / PACKAGE / "config" / "roles.toml").read_text(encoding="utf-8"))
    named = {permission for role in roles.values() for permission in role["permissions"]}
    for_everybody = granted_to_everybody(root)
    real = permissions(root)
    return [f"roles.toml: {name} is no permission" for name in sorted(named - real.keys())] + [
        f"{real[name]}: {name} is granted to no role" for name in sorted(real.keys() - named - for_everybody)
    ]


def granted_to_everybody(root: Path) -> set[str]:
    """What actors/permissions.py grants to whoever has a role."""
    path = root / PACKAGE / "foundation" / "actors" / "permissions.py"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    names = set(re.findall(r"Permission\.(\w+)\.value", text))
    return {value for name, value in re.findall(r"(\w+) = \"([a-z_.]+)\"", text) if name in names}


def actions_without_permission(root: Path) -> list[str]:
    """Every action needs a member of a Permission enumeration; the demo's are the system's own."""
    found = []
    for module in modules(root):
        if module.is_test or module.storey == "demo":
            continue
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.FunctionDef):
                continue
            for call in node.decorator_list:
                if isinstance(call, ast.Call) and dotted(call.func).rpartition(".")[2] == "action":
                    needs = [keyword.value for keyword in call.keywords if keyword.arg == "needs"]
                    if not needs or not dotted(needs[0]).startswith("Permission."):
                        found.append(f"{module.place}:{node.lineno}: {node.name} needs a member of Permission")
    return found
