"""Fields that refuse what a file about a person cannot hold, and a form's questions as the components show them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pratique.areas.people.models import Birth, clean_text
from pratique.foundation.actions import Refusal


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of the answers that are offered."""

    value: str
    label: str
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One field as `ui/form/question.html` shows it."""

    name: str
    type: str
    label: str
    help: str
    value: Any
    problem: str
    required: bool | None
    choices: tuple[Choice, ...] = ()
    direction: str = ""
    length: int | None = None
    accept: str = ""
    address: str = ""
    autofocus: bool = False


@dataclass(frozen=True, kw_only=True)
class Section:
    """Questions under one heading."""

    code: str
    title: str
    questions: tuple[Question, ...]
    title_second: str = ""
    can_be_normal: bool = False


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What must be put right; `name` is the question, empty for the whole page."""

    name: str
    text: str


class CleanTextField(forms.CharField):
    """Text as a person's file keeps it; what cannot be kept is refused with its sentence."""

    def __init__(self, *, longest: int = 200, lines: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(strip=False, **kwargs)
        self.validators = []
        self.longest, self.lines = longest, lines

    def to_python(self, value: Any) -> str:
        if value in self.empty_values:
            return ""
        try:
            return clean_text(value, field="", longest=self.longest, lines=self.lines)
        except Refusal as refusal:
            raise forms.ValidationError(refusal.sentence) from None


class PartialDateWidget(forms.Widget):
    """Reads the parts that `ui/form/partial_date.html` posts."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        parts = ("day", "month", "year", "is_estimated", "margin")
        return {part: str(data.get(f"{name}_{part}", "")).strip() for part in parts}


class PartialDateField(forms.Field):
    """A date of birth as far as it is known."""

    widget = PartialDateWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> Birth:
        parts = value or {}
        birth = Birth(
            year=self._number(parts.get("year", "")),
            month=self._number(parts.get("month", "")),
            day=self._number(parts.get("day", "")),
            is_estimated=bool(parts.get("is_estimated")),
            margin_years=self._number(parts.get("margin", "")) or 0,
        )
        return birth if birth.year or birth.month or birth.day else Birth()

    @staticmethod
    def _number(text: str) -> int | None:
        if not text:
            return None
        if len(text) > 4 or not text.isdecimal():
            raise forms.ValidationError(_("Write day and year as numbers, for example 14 and 1992."))
        return int(text)


class ChosenField(forms.ChoiceField):
    """One of a few answers; empty means that nobody told us."""

    def __init__(self, *, offered: Callable[[], Iterable[tuple[str, Any]]], **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        self.offered = offered
        super().__init__(choices=lambda: [("", ""), *offered()], **kwargs)
        self.error_messages["invalid_choice"] = _("Choose one of the answers that are offered.")


class ChosenSeveralField(forms.MultipleChoiceField):
    """Any of a few answers."""

    def __init__(self, *, offered: Callable[[], Iterable[tuple[str, Any]]], **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        self.offered = offered
        super().__init__(choices=lambda: list(offered()), **kwargs)
        self.error_messages["invalid_choice"] = _("Choose one of the answers that are offered.")


# How each kind of field is shown; `shown_as` on a field overrides it.
_TYPES: tuple[tuple[type[forms.Field], str], ...] = (
    (PartialDateField, "partial_date"),
    (ChosenSeveralField, "multi_choice"),
    (ChosenField, "select"),
    (forms.DateField, "date"),
    (forms.FileField, "file"),
)


def question(form: forms.Form, name: str, **shown: Any) -> Question:
    """The question that asks for one field of a form, with what was typed and what is wrong with it."""
    field, bound = form.fields[name], form[name]
    offered = getattr(field, "offered", None)
    kind = next((kind for known, kind in _TYPES if isinstance(field, known)), "text")
    lines = getattr(field, "lines", False)
    values: dict[str, Any] = {
        "name": name,
        "type": getattr(field, "shown_as", "textarea" if lines else kind),
        "label": str(bound.label),
        "help": str(bound.help_text),
        "value": _value(bound.value()),
        "problem": " ".join(map(str, bound.errors)) if form.is_bound else "",
        "required": True if field.required else None,
        "choices": tuple(Choice(value=value, label=str(label)) for value, label in offered()) if offered else (),
        "length": getattr(field, "longest", None),
        "direction": getattr(field, "direction", ""),
        "autofocus": getattr(field, "comes_first", False),
    }
    return Question(**values | shown)


def _value(value: Any) -> Any:
    """A partial date as its template reads it, month as a number."""
    if isinstance(value, Birth):
        return {part: getattr(value, part) for part in ("day", "month", "year", "is_estimated")} | {
            "margin": value.margin_years
        }
    if isinstance(value, dict) and value.get("month", "").isdecimal():
        return value | {"month": int(value["month"])}
    return value


def section(form: forms.Form, code: str, title: Any, names: Sequence[str]) -> Section:
    """A heading with the questions of some fields."""
    return Section(code=code, title=str(title), questions=tuple(question(form, name) for name in names))


def problems_of(form: forms.Form) -> list[Problem]:
    """Everything that must be put right, in the order of the fields."""
    ordered = ["__all__", *form.fields]
    return [
        Problem(name="" if name == "__all__" else name, text=str(text))
        for name in ordered
        for text in form.errors.get(name, [])
    ]


def add_refusal(form: forms.Form, refusal: Refusal) -> None:
    """Put an action's no beside the question it is about."""
    name = refusal.details.get("field", "")
    form.add_error(name if name in form.fields else None, refusal.sentence)
