"""The small parts of pages as template tags; the larger ones are includes under templates/ui."""

import uuid
from datetime import date
from typing import Any

from babel.dates import format_date
from django import template
from django.core.paginator import Page
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.dates import MONTHS
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, to_locale

from pratique.foundation.ui import navigation

register = template.Library()

STATUS_ICONS = {"done": "check", "due": "clock", "stop": "hand-stop", "ask": "question-mark", "off": "minus"}
NOTICE_ICONS = {
    "info": "info-circle",
    "done": "check",
    "due": "alert-triangle",
    "stop": "hand-stop",
    "ask": "question-mark",
    # Levels of Django's messages.
    "success": "check",
    "warning": "alert-triangle",
    "error": "hand-stop",
    "debug": "info-circle",
}
NOTICE_KINDS = {"success": "done", "warning": "due", "error": "stop", "debug": "info"}
FLIPPING = frozenset({"chevron-right", "chevron-left", "arrow-right", "arrow-left", "logout", "external-link"})
FIELD_TEMPLATES = frozenset(
    {
        "text", "textarea", "number", "date", "partial_date", "choice", "multi_choice", "yes_no",
        "select", "file", "photo", "signature",
    }
)  # fmt: skip


@register.simple_tag
def icon(name: str) -> SafeString:
    """A sign beside a word, never instead of one. Arrows turn with the direction of the page."""
    flips = " flips" if name in FLIPPING else ""
    address = f"{static('vendor/icons.svg')}#{name}"
    return format_html('<svg class="icon{}" aria-hidden="true"><use href="{}"></use></svg>', flips, address)


@register.simple_tag
def status(kind: str, text: str) -> SafeString:
    """A word with its sign in a soft tint: done, due, stop, ask (unknown), off."""
    return format_html('<span class="status {}">{}{}</span>', kind, icon(STATUS_ICONS[kind]), text)


@register.simple_tag
def chip(text: str, value: str = "", icon_name: str = "", kind: str = "") -> SafeString:
    """A fact to remember about a person: label and value; kind 'care' for what protects her."""
    sign = icon(icon_name) if icon_name else ""
    strong = format_html(" <b>{}</b>", value) if value else ""
    return format_html('<span class="chip {}">{}<span>{}{}</span></span>', kind, sign, text, strong)


@register.inclusion_tag("ui/notice.html")
def notice(kind: str, text: str, detail: str = "") -> dict[str, str]:
    """One message at the top of a page: what happened, what was kept, what to do next."""
    known = NOTICE_KINDS.get(kind, kind)
    return {"kind": known, "icon": NOTICE_ICONS.get(kind, "info-circle"), "text": text, "detail": detail}


@register.inclusion_tag("ui/road.html")
def road(road: Any, size: str = "large") -> dict[str, Any]:
    """The road from registration to flight; size 'small' for a line of a list."""
    return {"road": road, "size": size}


@register.inclusion_tag("ui/why.html")
def why(reason: Any) -> dict[str, Any]:
    """Why something is asked: an object with .text .rule .source .standing."""
    return {"why": reason}


@register.simple_tag
def submission_key() -> SafeString:
    """One key for one filling of a form, so that sending it twice makes one record."""
    return format_html('<input type="hidden" name="submission_key" value="{}">', uuid.uuid4().hex)


@register.inclusion_tag("ui/sort_header.html", takes_context=True)
def sort_header(context: dict[str, Any], key: str, text: str, amount: bool = False) -> dict[str, Any]:
    """A column's head that sorts by it: `?sort=key`, and `?sort=-key` the second time."""
    request: HttpRequest = context["request"]
    now = request.GET.get("sort", "")
    query = request.GET.copy()
    query["sort"] = f"-{key}" if now == key else key
    query.pop("page", None)
    direction = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    return {"text": text, "query": query.urlencode(), "direction": direction, "amount": amount}


@register.inclusion_tag("ui/pages.html", takes_context=True)
def pages(context: dict[str, Any], page_of_rows: Page[Any]) -> dict[str, Any]:
    """Which rows of how many, and the pages before and after."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    query.pop("page", None)
    return {"rows": page_of_rows, "query": query.urlencode()}


@register.simple_tag
def months() -> list[tuple[int, str]]:
    """The months by number and name."""
    return [(number, str(name)) for number, name in MONTHS.items()]


@register.filter
def field_template(kind: str) -> str:
    """The template of one type of question. KeyError by name rather than a field that silently looks like text."""
    if kind not in FIELD_TEMPLATES:
        raise KeyError(f"ui/form has no template for questions of type {kind!r}")
    return f"ui/form/{kind}.html"


@register.filter(expects_localtime=True)
def day(value: date | None) -> str:
    """A date that cannot be misread: 14 Mar 1992, 14 mars 1992."""
    return format_date(value, "d MMM y", locale=to_locale(get_language() or "en")) if value else ""


@register.filter
def role_name(code: str) -> str:
    """The role as people call it."""
    return navigation.role_name(code)


@register.filter
def purpose_name(code: str) -> str:
    """What somebody in a role acts for, as people say it."""
    return navigation.purpose_name(code)


@register.filter
def grouped(identifier: str) -> str:
    """A long identifier in groups of four, for reading aloud."""
    if "-" in identifier or " " in identifier:
        return identifier
    return " ".join(identifier[start : start + 4] for start in range(0, len(identifier), 4))


@register.filter
def has(values: Any, value: object) -> bool:
    """Whether a choice is among the chosen ones."""
    return str(value) in {str(one) for one in values or ()}
