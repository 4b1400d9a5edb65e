"""Writing: contacts, drafts, submitted forms and the findings that they give."""

from pratique.areas.encounters.actions.contacts import close_encounter, open_encounter
from pratique.areas.encounters.actions.drafts import discard_draft, forget_drafts, save_draft
from pratique.areas.encounters.actions.entries import submit_form

__all__ = ["close_encounter", "discard_draft", "forget_drafts", "open_encounter", "save_draft", "submit_form"]
