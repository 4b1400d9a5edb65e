"""The actor: who acts, where, in which role, for what purpose. Every action and query asks for one."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from pratique.foundation.actors.models import Site


class Purpose(StrEnum):
    """Why somebody looks or writes; recorded with each act."""

    ASSESSMENT = "assessment"
    CARE = "care"
    ADMINISTRATION = "administration"
    PRIVACY = "privacy"
    SYSTEM = "system"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """One person (or the system) acting in one role at one site."""

    user_id: int | None
    user_number: str
    user_name: str
    site_id: int | None
    site_number: str
    role: str
    purpose: Purpose
    zone: str = "UTC"
    language: str = "en"
    permissions: frozenset[str] = field(default=frozenset(), repr=False)
    may_everything: bool = False
    at: datetime | None = None

    def may(self, permission: str) -> bool:
        """Whether this actor's role holds the permission."""
        return self.may_everything or str(permission) in self.permissions

    def now(self) -> datetime:
        """The instant, in UTC; a fixed one where somebody acts as of another time, as the demo mission's people do."""
        return self.at or datetime.now(UTC)

    def today(self) -> date:
        """The date at the actor's site."""
        return self.now().astimezone(ZoneInfo(self.zone)).date()

    @classmethod
    def system(cls, *, name: str, site: "Site | None" = None) -> Self:
        """The software itself: the worker, a command of the local administrator."""
        return cls(
            user_id=None,
            user_number="",
            user_name=name,
            site_id=site.pk if site else None,
            site_number=site.number if site else "",
            zone=site.zone if site else "UTC",
            role="system",
            purpose=Purpose.SYSTEM,
            may_everything=True,
        )
