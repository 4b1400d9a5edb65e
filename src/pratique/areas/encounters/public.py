"""What other areas may use of encounters."""

from pratique.areas.encounters.actions import close_encounter, discard_draft, open_encounter, save_draft, submit_form
from pratique.areas.encounters.models import Encounter, Entry, Finding
from pratique.areas.encounters.permissions import Permission
from pratique.areas.encounters.queries.answers import typed_answers
from pratique.areas.encounters.queries.contacts import current_entry, encounter_by_number, entries_for, entry_by_number
from pratique.areas.encounters.queries.findings import facts_for_forms, finding_history
from pratique.areas.encounters.queries.station import StationForm, station_form

__all__ = [
    "Encounter",
    "Entry",
    "Finding",
    "Permission",
    "StationForm",
    "close_encounter",
    "current_entry",
    "discard_draft",
    "encounter_by_number",
    "entries_for",
    "entry_by_number",
    "facts_for_forms",
    "finding_history",
    "open_encounter",
    "save_draft",
    "station_form",
    "submit_form",
    "typed_answers",
]
