"""Shape: limits of files and functions, names and words, migrations."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.house.repository import PACKAGE, Module, files, modules, place, templates

FILE_LINES, FILE_WARNING = 500, 400
FUNCTION_LINES = 40
README_LINES = 40
TEMPLATE_LINES = 120
BANNED_FILES = frozenset({"utils", "helpers", "common", "misc", "core", "base", "manager", "handler", "signals"})
# Django's own name for what every settings file shares; the document of every page.
KEPT_NAMES = frozenset({"src/pratique/config/settings/base.py"})
BANNED_ENDINGS = ("Manager", "Helper", "Handler", "Processor", "Data", "Info")
# What a framework demands by its own name.
DEMANDED_BASES = ("Manager", "Handler")
BANNED_WORDS = re.compile(r"beneficiar|shifting", re.IGNORECASE)
SENTENCE = re.compile(r"^\d{4}_[a-z]+(_[a-z0-9]+)+$")
LOOSE_END = re.compile(r"\b(TODO|FIXME)\b(?!.*#\d)")


def long_files(root: Path) -> list[str]:
    """Python files over the limit, function bodies over theirs, READMEs of areas and templates over theirs."""
    found = []
    for path in [*files(root, "*.py", under="src"), *files(root, "*.py", under="tools")]:
        count = len(path.read_text(encoding="utf-8").splitlines())
        if count > FILE_LINES:
            found.append(f"{place(root, path)}: {count} lines, {FILE_LINES} at most; make it a folder")
    for path in files(root, "README.md", under=PACKAGE):
        if len(path.read_text(encoding="utf-8").splitlines()) > README_LINES:
            found.append(f"{place(root, path)}: more than {README_LINES} lines")
    for path in templates(root):
        if len(path.read_text(encoding="utf-8").splitlines()) > TEMPLATE_LINES:
            found.append(f"{place(root, path)}: more than {TEMPLATE_LINES} lines")
    return found


def files_near_the_limit(root: Path) -> list[str]:
    """Not yet forbidden: files that a reviewer should look at."""
    near = ((path, len(path.read_text(encoding="utf-8").splitlines())) for path in files(root, "*.py", under="src"))
    return [f"{place(root, path)}: {count} lines" for path, count in near if FILE_WARNING < count <= FILE_LINES]


def long_functions(root: Path) -> list[str]:
    """Bodies of functions over the limit, docstring apart; tests and migrations may be longer."""
    return [
        f"{module.place}:{function.lineno}: {function.name} has {length} lines, {FUNCTION_LINES} at most"
        for module in modules(root)
        if not module.is_test and "/migrations/" not in module.place
        for function in ast.walk(module.tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for length in [_body_lines(function)]
        if length > FUNCTION_LINES
    ]


def _body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def banned_names(root: Path) -> list[str]:
    """Files and classes named after nothing; words the field does not use."""
    found = []
    for module in modules(root):
        stem = module.path.parent.name if module.path.stem == "__init__" else module.path.stem
        if stem in BANNED_FILES and module.place not in KEPT_NAMES:
            found.append(f"{module.place}: a file called {stem} says nothing; name what it holds")
        found += [f"{module.place}:{line}: {name} says nothing; name what it is" for line, name in _empty_names(module)]
        found += [
            f"{module.place}:{line}: {name} is not our word; see docs/words.md" for line, name in _banned_words(module)
        ]
    return found


def _empty_names(module: Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.ClassDef) or not node.name.endswith(BANNED_ENDINGS) or module.is_test:
            continue
        bases = " ".join(ast.unparse(base) for base in node.bases)
        if not any(ending in bases for ending in DEMANDED_BASES):
            yield node.lineno, node.name


def _banned_words(module: Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module.tree):
        name = getattr(node, "name", None) or getattr(node, "id", None) or getattr(node, "arg", None)
        if isinstance(name, str) and BANNED_WORDS.search(name):
            yield getattr(node, "lineno", 0), name


def loose_ends(root: Path) -> list[str]:
    """A note to do something later names its issue, or it is not written."""
    return [
        f"{place(root, path)}:{number}: {line.strip()}"
        for path in [*files(root, "*.py", under=PACKAGE), *templates(root), *files(root, "*.js", under=PACKAGE)]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if LOOSE_END.search(line)
    ]


def migrations(root: Path) -> list[str]:
    """Names are sentences; one line of descent, named in max_migration.txt."""
    found = []
    for folder in sorted(
        {path.parent for path in files(root, "[0-9]*.py", under=PACKAGE) if path.parent.name == "migrations"}
    ):
        names = sorted(path.stem for path in folder.glob("[0-9]*.py"))
        found += [f"{place(root, folder)}/{name}.py: name it as a sentence" for name in names if not _is_sentence(name)]
        numbers = [name[:4] for name in names]
        found += [
            f"{place(root, folder)}: two migrations have the number {n}"
            for n in {n for n in numbers if numbers.count(n) > 1}
        ]
        newest = folder / "max_migration.txt"
        if not newest.is_file() or newest.read_text().strip() != names[-1]:
            found.append(f"{place(root, folder)}/max_migration.txt should say {names[-1]}")
    return found


def _is_sentence(name: str) -> bool:
    return (
        bool(SENTENCE.match(name)) and "_auto_" not in name and not name.endswith("_initial") and name.count("_") >= 2
    )
