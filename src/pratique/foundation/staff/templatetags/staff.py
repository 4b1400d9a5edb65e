"""How roles are called on staff pages."""

from django import template

from pratique.foundation.ui.navigation import role_name as name_of_role

register = template.Library()


@register.filter
def role_name(code: str) -> str:
    """The role as people call it."""
    return name_of_role(code)
