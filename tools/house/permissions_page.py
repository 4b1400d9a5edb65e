"""Writes docs/operate/permissions.md from roles.toml, the permissions and the deeds that need them."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

from tools.house.documents import granted_to_everybody, permissions
from tools.house.repository import PACKAGE, Module, dotted, modules

PAGE = "docs/operate/permissions.md"
HEAD = """# Roles and permissions

Who may do what. Written by `make docs` from `src/pratique/config/roles.toml`, the permissions of each area and the
deeds that need them; change those, not this page.

| Permission | Roles | Deeds it opens |
|---|---|---|
"""


def page(root: Path) -> str:
    """The table: a row for each permission."""
    roles = tomllib.loads((root / PACKAGE / "config" / "roles.toml").read_text(encoding="utf-8"))
    everybody, deeds = granted_to_everybody(root), _deeds(root)
    rows = []
    for permission in sorted(permissions(root)):
        holders = [role for role, row in roles.items() if permission in row["permissions"]]
        shown = "everybody" if permission in everybody else ", ".join(holders)
        opened = "; ".join(f"`{code}` {line}" for code, line in deeds.get(permission, [])) or "reading"
        rows.append(f"| `{permission}` | {shown} | {opened} |")
    return HEAD + "\n".join(rows) + "\n"


def out_of_date(root: Path) -> list[str]:
    """The page says what the code says."""
    path = root / PAGE
    written = path.read_text(encoding="utf-8") if path.exists() else ""
    return [] if written == page(root) else [f"{PAGE}: is out of date; run make docs"]


def _deeds(root: Path) -> dict[str, list[tuple[str, str]]]:
    """Permission to the codes and sentences of the deeds that need it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for module in modules(root):
        if module.is_test:
            continue
        for function in ast.walk(module.tree):
            if isinstance(function, ast.FunctionDef):
                for code, needs in _door(function):
                    value = _value_of(root, module, needs)
                    found.setdefault(value, []).append((code, (ast.get_docstring(function) or "").split("\n")[0]))
    return {permission: sorted(deeds) for permission, deeds in found.items()}


def _door(function: ast.FunctionDef) -> list[tuple[str, str]]:
    """Code and permission of each `@action(code, needs=Permission.X)` above a function."""
    return [
        (str(call.args[0].value), dotted(keyword.value))
        for call in function.decorator_list
        if isinstance(call, ast.Call) and dotted(call.func).rpartition(".")[2] == "action"
        if call.args and isinstance(call.args[0], ast.Constant)
        for keyword in call.keywords
        if keyword.arg == "needs"
    ]


def _value_of(root: Path, module: Module, needs: str) -> str:
    """What `Permission.X` means where this module imported it from."""
    sources = [
        node.module
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module and any(name.name == "Permission" for name in node.names)
    ]
    if not sources:
        return ""
    path = root / "src" / Path(*sources[0].split(".")).with_suffix(".py")
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])
    values = {
        dotted(part.targets[0]): part.value.value
        for part in ast.walk(tree)
        if isinstance(part, ast.Assign) and isinstance(part.value, ast.Constant)
    }
    return str(values.get(needs.rpartition(".")[2], ""))
