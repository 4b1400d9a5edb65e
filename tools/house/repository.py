"""The files of a repository as the law sees them: what git would keep, without what tools make."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MADE_BY_TOOLS = frozenset(
    {
        ".venv",
        ".git",
        ".data",
        ".tools",
        ".cache",
        "__pycache__",
        "node_modules",
        "vendor",
        ".mypy_cache",
        "test-results",
    }
)
PACKAGE = "src/pratique"


@dataclass(frozen=True)
class Module:
    """One Python file with its tree."""

    path: Path
    place: str
    tree: ast.Module

    @property
    def is_test(self) -> bool:
        parts = self.place.split("/")
        return "tests" in parts or parts[-1] == "conftest.py"

    @property
    def room(self) -> str:
        """The room of an area that holds this file; empty elsewhere."""
        parts = self.place.removesuffix(".py").split("/")
        return parts[4] if parts[:3] == ["src", "pratique", "areas"] and len(parts) > 4 else ""

    @property
    def storey(self) -> str:
        parts = self.place.split("/")
        return parts[2] if parts[:2] == ["src", "pratique"] and len(parts) > 2 else ""


def files(root: Path, pattern: str, *, under: str = "") -> Iterator[Path]:
    """Files by pattern, in order, without what tools make."""
    for path in sorted((root / under).rglob(pattern)):
        if path.is_file() and not MADE_BY_TOOLS & set(path.relative_to(root).parts):
            yield path


def place(root: Path, path: Path) -> str:
    """The path as people write it."""
    return path.relative_to(root).as_posix()


def modules(root: Path, *, under: str = PACKAGE) -> list[Module]:
    """Python files; a file that does not parse fails elsewhere."""
    return [_module(path, place(root, path), path.stat().st_mtime_ns) for path in files(root, "*.py", under=under)]


@cache
def _module(path: Path, where: str, changed: int) -> Module:
    return Module(path=path, place=where, tree=ast.parse(path.read_text(encoding="utf-8")))


def templates(root: Path) -> list[Path]:
    """HTML templates of the package."""
    return [path for path in files(root, "*.html", under=PACKAGE) if "templates" in path.parts]


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a name or an attribute; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def string_constants(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text in the code with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
