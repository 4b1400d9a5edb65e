"""What other areas may use of encounters."""

from pratique.areas.encounters.actions import close_encounter, discard_draft, open_encounter, save_draft, submit_form
from pratique.areas.encounters.models import Encounter, Entry, Finding
from pratique.areas.encounters.permissions import Permission
from pratique.areas.encounters.queries.answers import draft_version, typed_answers
from pratique.areas.encounters.queries.contacts import (
    contact_of_latest_entry,
    contact_of_today,
    current_entries,
    current_entry,
    encounter_by_number,
    entries_for,
    entry_by_number,
    first_entry_on,
)
from pratique.areas.encounters.queries.findings import facts_for_forms, finding_history, recorded_facts
from pratique.areas.encounters.queries.integrity import encounter_problems
from pratique.areas.encounters.queries.station import station_form
from pratique.areas.encounters.queries.station_parts import StationForm

__all__ = [
    "Encounter",
    "Entry",
    "Finding",
    "Permission",
    "StationForm",
    "close_encounter",
    "contact_of_latest_entry",
    "contact_of_today",
    "current_entries",
    "current_entry",
    "discard_draft",
    "draft_version",
    "encounter_by_number",
    "encounter_problems",
    "entries_for",
    "entry_by_number",
    "facts_for_forms",
    "finding_history",
    "first_entry_on",
    "open_encounter",
    "recorded_facts",
    "save_draft",
    "station_form",
    "submit_form",
    "typed_answers",
]
