"""What the numbers and names of a comparison are called in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from django.utils.translation import gettext as _

from pratique.areas.places.public import country_name
from pratique.areas.requirements.queries.steps import step_words
from pratique.rules.requirements import Edition, Question

if TYPE_CHECKING:
    from pratique.areas.requirements.cohorts.what_if import Measure

LARGEST_SHARE = 10
SIGNED = "+#,##0;-#,##0"
SIGNED_SHARE = "+#,##0.#%;-#,##0.#%"
# Values that the comparison itself names; all others are codes of the editions.
REQUIRED, NOT_REQUIRED, UNKNOWN, NO_CLASS, OTHER = "required", "not required", "unknown", "no class", "other"


@dataclass(frozen=True)
class Words:
    """Names from both editions; where both have one, the later edition's."""

    before: Edition
    after: Edition
    language: str

    def measure(self, measure: "Measure") -> str:
        if measure.kind == "step":
            return str(step_words(measure.name, self._steps.get(measure.name, "")))
        return _("Class") if measure.kind == "class" else _("Outcome")

    def value(self, measure: "Measure", value: str) -> str:
        if value == UNKNOWN:
            return _("Not known yet")
        if measure.kind == "step":
            return _("Required") if value == REQUIRED else _("Not required")
        if measure.kind == "class":
            return _("No class") if value == NO_CLASS else " + ".join(map(self._class, value.split(" + ")))
        return self._outcomes.get(value, value)

    def group(self, dimension: str, name: str) -> str:
        if name == OTHER:
            return _("Others together")
        if name == UNKNOWN:
            return _("Not known")
        if dimension == "origin":
            return country_name(name, self.language)
        if dimension == "month":
            return format_date(date.fromisoformat(f"{name}-01"), "LLLL y", locale=self.language)
        return _age(name)

    def number(self, number: int | None) -> str:
        return _("hidden") if number is None else format_decimal(number, locale=self.language)

    def more(self, number: int | None) -> str:
        if not number:
            return self.number(number)
        return format_decimal(number, format=SIGNED, locale=self.language)

    def share(self, more: int | None, before: int | None) -> str:
        """By how much of what it was; nothing where it isn't shown, or was so little that a share only startles."""
        if not more or not before or more > LARGEST_SHARE * before:
            return ""
        return format_percent(more / before, format=SIGNED_SHARE, locale=self.language)

    def reading(self, value: Any) -> str:
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, date):
            return format_date(value, "d MMM y", locale=self.language)
        return str(value) if isinstance(value, str) else format_decimal(value, locale=self.language)

    def _class(self, code: str) -> str:
        return self._classes.get(code, code)

    @cached_property
    def _questions(self) -> tuple[Question, ...]:
        return tuple(one.questions[one.default_question] for one in (self.before, self.after))

    @cached_property
    def _steps(self) -> Mapping[str, str]:
        return {
            step: item.name[self.language]
            for question in self._questions
            for item in reversed(question.items)
            for step in item.steps
        }

    @cached_property
    def _classes(self) -> Mapping[str, str]:
        return {row.code: row.name[self.language] for question in self._questions for row in question.classes}

    @cached_property
    def _outcomes(self) -> Mapping[str, str]:
        return {row.value: row.name[self.language] for question in self._questions for row in question.outcomes}


def _age(group: str) -> str:
    if group.endswith("+"):
        return _("%(years)s years and older") % {"years": group.removesuffix("+")}
    low, _dash, high = group.partition("-")
    return _("%(low)s to %(high)s years") % {"low": low, "high": high}
