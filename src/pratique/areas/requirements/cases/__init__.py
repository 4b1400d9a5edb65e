"""Reads files of worked cases, judges each by the rules, and says what differs. Plain Python: no Django, no database.

A case passes by reasoning: facts go in, the answer comes out and is compared with what the case asserts. What a case
leaves out is completed here, for the case only, as the format of its file says; the engine itself never assumes.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pratique.areas.requirements.cases.case import Case, Difference, UnreadableCase
from pratique.areas.requirements.cases.own import own_case
from pratique.areas.requirements.cases.panel import panel_case
from pratique.areas.requirements.cases.united_states import united_states_case
from pratique.rules.language.facts import BadFact
from pratique.rules.requirements.loading import UnknownEdition
from pratique.rules.requirements.model import Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseResult:
    """One line of the report."""

    id: str
    passed: bool
    message: str = ""
    confidence: str = ""
    standing: Standing | None = None

    def __str__(self) -> str:
        return f"{self.id} ok" if self.passed else f"{self.id} FAIL {self.message}"


def check_cases(path: Path, only: frozenset[str] = frozenset()) -> Iterator[CaseResult]:
    """Judges every case of a file; `only` leaves other editions and destinations out."""
    for case in read_cases(path):
        if not only or case.belongs_to(only):
            yield checked(case)


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a file in any of the known formats."""
    content = _content(path)
    if "jurisdiction" in content:
        yield from (united_states_case(raw) for raw in content["cases"])
    elif "meta" in content:
        tests = frozenset(content["meta"]["vocabulary"]["tests"])
        yield from (panel_case(raw, tests) for raw in content["cases"])
    elif "edition" in content or "editions" in content:
        codes = content.get("editions") or [content["edition"]]
        yield from (own_case(raw, codes, content.get("base", {})) for raw in content["cases"])
    else:
        raise UnreadableCase(f"{path.name} is in no known format")


def _content(path: Path) -> Mapping[str, Any]:
    if path.suffix == ".toml":
        with path.open("rb") as file:
            return tomllib.load(file)
    import yaml

    with path.open(encoding="utf-8") as file:
        content = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
    if not isinstance(content, dict):
        raise UnreadableCase(f"{path.name} is in no known format")
    return content


def checked(case: Case) -> CaseResult:
    standing = None
    for place, version in enumerate(case.versions):
        label = f"variant {place} " if place else ""
        try:
            found = version.check()
            standing = found if standing is None else min(standing, found)
        except Difference as difference:
            return CaseResult(id=case.id, passed=False, message=f"{label}{difference}")
        except UnknownEdition as unknown:
            return CaseResult(id=case.id, passed=False, message=f"{label}edition {unknown.args[0]} is not present")
        except (UnreadableCase, BadFact) as problem:
            return CaseResult(id=case.id, passed=False, message=f"{label}{problem}")
    return CaseResult(id=case.id, passed=True, confidence=case.confidence, standing=standing)
