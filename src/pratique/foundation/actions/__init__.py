"""The one door for writes: permitted, all or nothing, recorded."""

from pratique.foundation.actions.door import action, note, record_read
from pratique.foundation.actions.refusal import Refusal

__all__ = ["Refusal", "action", "note", "record_read"]
