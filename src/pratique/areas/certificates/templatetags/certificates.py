"""Words of certificates in templates."""

from django import template
from django.utils.translation import get_language

register = template.Library()


@register.filter
def in_language(texts: dict[str, str]) -> str:
    """The text in the language of the page; English when there is none."""
    return texts.get(get_language() or "en") or texts["en"]
