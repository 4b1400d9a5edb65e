"""What a station's form is made of, as the templates show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pratique.areas.encounters.models import Entry
from pratique.foundation.actions import Refusal


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer to choose, in both languages of the page."""

    value: str
    label: str
    label_second: str = ""
    exclusive: bool = False


@dataclass(frozen=True, kw_only=True)
class Why:
    """The reason for a question, with where it comes from."""

    text: str
    rule: str
    source: str
    standing: str


@dataclass(frozen=True, kw_only=True)
class StationQuestion:
    """One question as `ui/form/question.html` shows it."""

    name: str
    type: str
    label: str
    purpose: str
    value: Any
    label_second: str = ""
    help: str = ""
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    problem: str = ""
    required: bool | None = None
    normal: str = ""
    is_marked_normal: bool = False
    is_shown: bool = True
    confirm: str = ""
    is_confirmed: bool = False
    hard_min: float | None = None
    hard_max: float | None = None
    soft_min: float | None = None
    soft_max: float | None = None
    why: Why | None = None
    is_shielded: bool = False


@dataclass(frozen=True, kw_only=True)
class StationSection:
    """Questions under one heading."""

    code: str
    title: str
    questions: tuple[StationQuestion, ...]
    title_second: str = ""
    can_be_normal: bool = False


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What must be put right or confirmed at one question; `name` leads to it."""

    name: str
    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class DifferenceRow:
    """One question to which two versions answer differently."""

    text: str
    before: str
    after: str
    changed: bool = True


@dataclass(frozen=True, kw_only=True)
class StationForm:
    """Everything the fragment `encounters/_station_form.html` shows."""

    encounter_number: str
    person_number: str
    code: str
    edition: str
    title: str
    sections: tuple[StationSection, ...]
    facts: Mapping[str, Any]
    second: str
    second_direction: str
    person_language: str
    problems: tuple[Notice, ...]
    refusal: Refusal | None
    draft_version: int
    draft_saved_at: datetime | None
    expected_entry: str
    corrects: Entry | None
    difference: tuple[DifferenceRow, ...]
