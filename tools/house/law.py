"""The whole law: every check with the sentence that says what it guards. `python -m tools.house.law` reads it out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from tools.house import boundaries, documents, pages, permissions_page, shape, texts

CHECKS: dict[str, Callable[[Path], list[str]]] = {
    "files, READMEs and templates have their limits": shape.long_files,
    "functions have at most forty lines": shape.long_functions,
    "names say what they name": shape.banned_names,
    "no loose end without its issue": shape.loose_ends,
    "migrations are sentences in one line of descent": shape.migrations,
    "foreign keys point down": boundaries.foreign_keys_upward,
    "templates name nothing higher": boundaries.templates_upward,
    "records are asked for in queries and actions": boundaries.objects_elsewhere,
    "no clock below the door": boundaries.clocks_below_the_door,
    "only env.py reads the environment": boundaries.environment_read_elsewhere,
    "rules are pure": boundaries.impure_rules,
    "every write passes the door": boundaries.hidden_writes,
    "no inline code in pages": pages.inline_code,
    "forms keep their token": pages.forms_without_token,
    "every visible text is translatable": pages.untranslated,
    "texts in data speak four languages": texts.incomplete_texts,
    "environment variables are described": documents.undescribed_variables,
    "make targets are described": documents.undescribed_targets,
    "events are described": documents.undescribed_events,
    "permissions are described": documents.undescribed_permissions,
    "the page of permissions is up to date": permissions_page.out_of_date,
    "paths in documents exist": documents.paths_that_moved,
    "decision records are numbered": documents.decisions,
    "lock files name no mirror": documents.registries_in_locks,
    "roles and permissions agree": documents.permissions_and_roles,
    "actions need a permission": documents.actions_without_permission,
}


def main(root: Path) -> int:
    """Print every violation, and what comes near a limit; 1 when there is a violation."""
    found = {sentence: check(root) for sentence, check in CHECKS.items()}
    for sentence, violations in found.items():
        for violation in violations:
            print(f"{sentence}: {violation}")
    for near in shape.files_near_the_limit(root):
        print(f"near the limit: {near}")
    return int(any(found.values()))


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parent.parent.parent))
