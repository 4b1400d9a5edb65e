"""What the worker does for encounters."""

from datetime import timedelta
from typing import Final

from pratique.areas.encounters.actions import forget_drafts
from pratique.foundation.actors.actor import Actor

# Nobody comes back to a half-typed form after this; what was submitted is kept for ever.
_KEPT: Final = timedelta(days=90)


def forget_old_drafts() -> int:
    """Forget what was typed and left; gives how many drafts."""
    by = Actor.system(name="housekeeping")
    return forget_drafts(by=by, before=by.now() - _KEPT)
