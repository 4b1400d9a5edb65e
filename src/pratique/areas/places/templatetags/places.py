"""Countries by their names in templates."""

from django import template
from django.utils.translation import get_language

from pratique.areas.places.queries import country_name

register = template.Library()


@register.filter
def country(code: str) -> str:
    """The country as the reader calls it; nothing stays nothing."""
    return country_name(code, get_language() or "en") if code else ""
