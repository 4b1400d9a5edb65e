"""Boundaries that imports hide: foreign keys given as text, template links, `.objects`, clocks, the environment."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.house.repository import PACKAGE, Module, dotted, modules, place, templates

# Upper before lower; the same order as in .importlinter.
TIERS = [
    {"desk"},
    {"reporting"},
    {"certificates", "referrals", "surveillance"},
    {"travel"},
    {"assessments", "consultations", "mhpss", "promotion"},
    {"treatment"},
    {"booking", "imaging", "immunization", "laboratory", "mobility"},
    {"encounters", "facilities", "requirements", "supplies", "disclosures"},
    {"people"},
    {"places"},
]
LEVEL = {name: level for level, tier in enumerate(TIERS) for name in tier}
FOUNDATION = len(TIERS)

RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
# Among them permissions: `visible_...` functions narrow a query by what an actor may see.
ROOMS_WITH_OBJECTS = {"models", "queries", "actions", "facts", "factories", "permissions", "migrations", "cases"}
# The demo mission is no page: nobody reaches it with rights that are not hers.
FREE_OF_OBJECTS = {"foundation", "demo"}
CLOCKS = {
    "date.today",
    "datetime.now",
    "datetime.today",
    "timezone.now",
    "timezone.localdate",
    "datetime.utcnow",
    "time.time",
}
URL = re.compile(r"\{%\s*url\s+['\"]([a-z_]+):")
TEMPLATE_OF = re.compile(r"\{%\s*(?:extends|include)\s+['\"]([a-z_]+)/")
PERMITTED_IN_RULES = {
    "numpy": {"alerts", "mobility", "epidemiology", "anthropometry"},
    "scipy": {"alerts", "mobility", "epidemiology", "anthropometry"},
}


def foreign_keys_upward(root: Path) -> list[str]:
    """A foreign key given as text points at a lower area, or at our own."""
    found = []
    for module in modules(root):
        own = _level_of_place(module.place)
        for line, target in _relations(module):
            label = target.partition(".")[0]
            if label in LEVEL and LEVEL[label] <= own and label != _area(module.place):
                found.append(f"{module.place}:{line}: a foreign key points up or beside, to {target}")
    return found


def _relations(module: Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module.tree):
        if not isinstance(node, ast.Call) or dotted(node.func).rpartition(".")[2] not in RELATIONS:
            continue
        given = [*node.args[:1], *(keyword.value for keyword in node.keywords if keyword.arg == "to")]
        for value in given:
            if isinstance(value, ast.Constant) and isinstance(value.value, str) and "." in value.value:
                yield node.lineno, value.value


def templates_upward(root: Path) -> list[str]:
    """A template names no page and no template of a higher area; link_to leads there."""
    found = []
    for path in templates(root):
        own, text = _level_of_place(place(root, path)), path.read_text(encoding="utf-8")
        for label in [*URL.findall(text), *TEMPLATE_OF.findall(text)]:
            if label in LEVEL and LEVEL[label] <= own and label != _area(place(root, path)):
                found.append(f"{place(root, path)}: names {label}, which is higher; use link_to")
    return found


def objects_elsewhere(root: Path) -> list[str]:
    """Records are asked for in models, queries, actions, facts and factories alone."""
    return [
        f"{module.place}:{node.lineno}: .objects belongs into queries or actions"
        for module in modules(root)
        if module.storey not in FREE_OF_OBJECTS and not module.is_test and not _may_use_objects(module)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}
    ]


def _may_use_objects(module: Module) -> bool:
    rooms = set(module.place.removesuffix(".py").split("/"))
    return bool(rooms & ROOMS_WITH_OBJECTS)


def clocks_below_the_door(root: Path) -> list[str]:
    """Dates and instants come from the actor, or are arguments."""
    return [
        f"{module.place}:{node.lineno}: {dotted(node.func)}() below the door; take by.today(), by.now() or an argument"
        for module in modules(root)
        if module.storey in {"rules", "areas", "desk"} and not module.is_test and module.room != "factories"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and any(dotted(node.func).endswith(clock) for clock in CLOCKS)
    ]


def environment_read_elsewhere(root: Path) -> list[str]:
    """Only env.py reads the environment."""
    return [
        f"{module.place}:{node.lineno}: declare the variable in config/env.py and read it there"
        for module in modules(root)
        if module.place != f"{PACKAGE}/config/env.py" and not module.is_test
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute | ast.Name)
        and dotted(node) in {"os.environ", "os.getenv", "environ"}
        and not module.place.endswith("config/settings/test.py")
    ]


def impure_rules(root: Path) -> list[str]:
    """Rules stand on the standard library alone, and neither log nor listen."""
    found = []
    for module in modules(root, under=f"{PACKAGE}/rules"):
        for line, name in _imports(module):
            top = name.partition(".")[0]
            family = module.place.split("/")[3]
            is_known = (
                top == "pratique" or top in sys.stdlib_module_names or family in PERMITTED_IN_RULES.get(top, set())
            )
            if (not is_known and not module.is_test) or top in {"logging", "socket", "subprocess", "sqlite3"}:
                found.append(f"{module.place}:{line}: rules do not import {name}")
    return found


def _imports(module: Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


def hidden_writes(root: Path) -> list[str]:
    """No signals, no overridden save or delete, no form that saves: every write passes the door."""
    found = []
    for module in modules(root):
        if module.storey == "rules" or module.is_test:
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                bases = {dotted(base).rpartition(".")[2] for base in node.bases}
                names = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
                if "ModelForm" in bases:
                    found.append(f"{module.place}:{node.lineno}: {node.name} is a form that saves; call an action")
                if names & {"save", "delete"} and module.room in {"models", "forms"}:
                    found.append(f"{module.place}:{node.lineno}: {node.name} overrides save or delete; write an action")
            if isinstance(node, ast.Call) and dotted(node.func) == "receiver":
                found.append(f"{module.place}:{node.lineno}: no signals; call the action")
    return found


def _area(where: str) -> str:
    parts = where.split("/")
    return parts[3] if parts[2:3] == ["areas"] and len(parts) > 3 else parts[2] if len(parts) > 2 else ""


def _level_of_place(where: str) -> int:
    """How high a file stands; what is above the areas sees everything."""
    parts = where.split("/")
    if parts[2:3] == ["foundation"]:
        return FOUNDATION
    return LEVEL.get(_area(where), -1)
