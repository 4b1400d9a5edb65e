"""Answers in words, for people who read an entry or compare two versions of it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.lists import format_list
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pratique.rules.forms import UNKNOWN, Question

YES_NO = {True: "yes", False: "no", "on": "yes"}


def answer_words(question: Question, value: Any, language: str) -> str:
    """One answer as the page says it; empty when there is none."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, list) and question.kind not in {"choice", "multi_choice"}:  # a field that was sent twice
        return format_list([answer_words(question, one, language) for one in value], locale=language)
    if question.kind == "yes_no":
        return _yes_no(question, value, language)
    if question.kind in {"choice", "multi_choice"}:
        chosen = value if isinstance(value, list) else [value]
        return format_list([_option(question, one, language) for one in chosen], locale=language)
    if question.kind == "number":
        return f"{localize(value)} {question.unit}".strip()
    if question.kind == "date":
        return _day(str(value))
    return str(value)


def _yes_no(question: Question, value: Any, language: str) -> str:
    code = YES_NO.get(value, value)
    if question.options:
        return _option(question, code, language)
    return {"yes": _("Yes"), "no": _("No"), UNKNOWN: _("Not known")}.get(code, str(value))


def _option(question: Question, value: Any, language: str) -> str:
    labels: Mapping[str, Mapping[str, str]] = {option.value: option.label for option in question.options}
    return labels[value][language] if value in labels else str(value)


def _day(value: str) -> str:
    try:
        return date_format(date.fromisoformat(value), pgettext("date format", "j M Y"))
    except ValueError:
        return value
