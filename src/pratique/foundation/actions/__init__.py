"""The one door for writes: permitted, all or nothing, recorded."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pratique.foundation.actions.door import action, note, record_read
    from pratique.foundation.actions.refusal import Refusal
    from pratique.foundation.actions.versions import Versioned, change, changed, locked

__all__ = ["Refusal", "Versioned", "action", "change", "changed", "locked", "note", "record_read"]

# The package is a Django app: it may not import its models before the registry of apps is ready.
_PLACES = {
    "action": "door",
    "note": "door",
    "record_read": "door",
    "Refusal": "refusal",
    "Versioned": "versions",
    "change": "versions",
    "changed": "versions",
    "locked": "versions",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
