"""What the frame of every page shows: who is signed in, where, and which pages are open to her."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language_info

from pratique.foundation.actors.actor import Actor
from pratique.foundation.ui.navigation import RailLink, address_or_nothing, rail, role_name


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of a few values in a menu of the top bar."""

    value: str
    text: str
    detail: str
    is_current: bool


@dataclass(frozen=True)
class Frame:
    """The frame of one page. Everything is worked out when a template asks, so that fragments pay nothing."""

    request: HttpRequest

    @property
    def actor(self) -> Actor | None:
        """Who is signed in, if anybody."""
        return getattr(self.request, "actor", None)

    @property
    def entries(self) -> list[RailLink]:
        """The lines of the rail."""
        return rail(self.actor, self.request.path) if self.actor else []

    @property
    def assignments(self) -> list[Choice]:
        """The roles and sites that she may take today."""
        actor = self.actor
        if actor is None:
            return []
        return [
            Choice(
                value=str(assignment.pk),
                text=role_name(assignment.role),
                detail=assignment.site.name,
                is_current=(assignment.site_id, assignment.role) == (actor.site_id, actor.role),
            )
            for assignment in getattr(self.request, "assignments", [])
        ]

    @property
    def current(self) -> Choice | None:
        """The role in which and the site where she acts now."""
        return next((choice for choice in self.assignments if choice.is_current), None)

    @property
    def languages(self) -> list[Choice]:
        """The languages of the interface, each in its own words."""
        now = getattr(self.request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
        return [
            Choice(
                value=code,
                text=get_language_info(code)["name_local"].capitalize(),
                detail=code.upper(),
                is_current=code == now,
            )
            for code, _ in settings.LANGUAGES
        ]

    @property
    def language(self) -> Choice:
        """The language of this page."""
        return next((choice for choice in self.languages if choice.is_current), self.languages[0])

    @property
    def zone(self) -> str:
        """The time zone of the site, for the clock."""
        return timezone.get_current_timezone_name()

    @property
    def addresses(self) -> dict[str, str]:
        """Pages that the frame points at, empty where the program is composed without them."""
        names = {
            "search": "desk:search",
            "language": "set_language",
            "assignment": "actors:choose_assignment",
            "sign_out": "account_logout",
            "account": "actors:account",
            "again": "again",
            "signed_in": "ui:signed_in",
        }
        return {key: address_or_nothing(name) for key, name in names.items()}


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the frame under the name `page`."""
    return {"page": Frame(request)}
