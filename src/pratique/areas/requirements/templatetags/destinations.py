"""Destinations by their names in templates."""

from django import template
from django.utils.translation import get_language

from pratique.areas.requirements.queries.book import destination_name

register = template.Library()


@register.filter
def destination(code: str) -> str:
    """The destination as the reader calls it: United Kingdom for UK."""
    return destination_name(code, (get_language() or "en").split("-")[0])
