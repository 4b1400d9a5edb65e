"""Where pages are: links by kind of thing, so that a lower area can point at a page of a higher one; and the rail."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from pratique.foundation.actors.actor import Actor

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the rail, shown to those who hold the permission."""

    text: "_StrOrPromise"
    page: str
    icon: str
    needs: str = ""


@dataclass(frozen=True, kw_only=True)
class RailLink:
    """An entry as this page shows it."""

    text: "_StrOrPromise"
    address: str
    icon: str
    is_current: bool


def _table() -> ModuleType:
    return import_module(settings.NAVIGATION)


def address_of(kind: str, number: object) -> str:
    """The address of the page about that thing. KeyError for a kind nobody announced."""
    return reverse(_table().PAGES[kind], args=[number])


def role_name(code: str) -> str:
    """The role as people call it, in the language of the page."""
    return str(_table().ROLE_NAMES.get(code, code))


def purpose_name(code: str) -> str:
    """What a role acts for as people say it; the program itself has purposes that nobody named."""
    return str(_table().PURPOSE_NAMES.get(code, code))


def address_or_nothing(name: str) -> str:
    """The address of a named page, empty where the program is composed without it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def rail(actor: Actor, path: str) -> list[RailLink]:
    """The pages that this actor may open; the one that holds the present page is marked."""
    entries: Sequence[Entry] = _table().ENTRIES
    permitted = [
        (entry, address_or_nothing(entry.page)) for entry in entries if not entry.needs or actor.may(entry.needs)
    ]
    present = [(entry, address) for entry, address in permitted if address]
    around = [address for _, address in present if path == address or (address != "/" and path.startswith(address))]
    current = max(around, key=len, default="")
    return [
        RailLink(text=entry.text, address=address, icon=entry.icon, is_current=address == current)
        for entry, address in present
    ]
