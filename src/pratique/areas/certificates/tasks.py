"""What the worker does for certificates."""

from datetime import timedelta
from typing import Final

from pratique.areas.certificates.actions import refresh_trust_list
from pratique.foundation.actors.actor import Actor
from pratique.foundation.keys.signing import newest_trust_list

_OLD: Final = timedelta(hours=24)


def keep_trust_list_fresh() -> bool:
    """Sign a new list when the newest is a day old, so that its date says how much a verifier may rely on it."""
    by = Actor.system(name="worker")
    newest = newest_trust_list()
    if newest is None or by.now() - newest.issued_at < _OLD:
        return False
    refresh_trust_list(by=by)
    return True
