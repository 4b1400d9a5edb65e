"""Links to things, not to pages: the table of pages is filled where the program is composed."""

from django import template

from pratique.foundation.ui.navigation import address_of

register = template.Library()


@register.simple_tag
def link_to(kind: str, number: object) -> str:
    """The address of the page about a thing: `{% link_to 'person' person.number %}`."""
    return address_of(kind, number)
