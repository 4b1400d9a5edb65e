"""What an edition changed against the one before it, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from pratique.rules.language.nodes import Node
from pratique.rules.language.outline import Outline
from pratique.rules.requirements import Edition, load_edition
from pratique.rules.requirements.changes import Change, Kind, changes, edition_before
from pratique.rules.requirements.spoken import outline_of

KIND_WORDS = {Kind.CAME: _("new"), Kind.WENT: _("no longer"), Kind.CHANGED: _("changed")}
KIND_SIGNS = {Kind.CAME: "done", Kind.WENT: "off", Kind.CHANGED: "due"}
PART_WORDS = {
    "item": _("Required"),
    "class": _("Class"),
    "outcome": _("Outcome"),
    "definition": _("Term"),
    "validity": _("Validity in months"),
    "answer": _("Further answer"),
    "parameter": _("Parameter"),
}


@dataclass(frozen=True, kw_only=True)
class Said:
    """A condition as an outline, or a parameter's reading."""

    outline: Outline | None
    value: Any


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One row that came, went, or says something else."""

    kind_word: Any
    sign: str
    part: Any
    name: str
    is_code: bool
    before: Said | None
    after: Said | None


@dataclass(frozen=True, kw_only=True)
class Differences:
    """All that changed since the edition before."""

    before_code: str
    before_title: str
    rows: tuple[Difference, ...]


def differences(edition: Edition, language: str) -> Differences | None:
    """None for the first edition of its family."""
    code = edition_before(edition)
    if code is None:
        return None
    before = load_edition(code)
    rows = tuple(_difference(one, before, edition, language) for one in changes(before, edition))
    return Differences(before_code=code, before_title=before.title[language], rows=rows)


def _difference(change: Change, before: Edition, after: Edition, language: str) -> Difference:
    return Difference(
        kind_word=KIND_WORDS[change.kind],
        sign=KIND_SIGNS[change.kind],
        part=PART_WORDS[change.part],
        name=change.name.get(language) or change.code,
        is_code=not change.name,
        before=_said(change.before, before, change.question, language),
        after=_said(change.after, after, change.question, language),
    )


def _said(what: Any, edition: Edition, question: str, language: str) -> Said | None:
    if what is None:
        return None
    if isinstance(what, Node):
        return Said(outline=outline_of(what, edition.questions[question], language), value=None)
    return Said(outline=None, value=what)
