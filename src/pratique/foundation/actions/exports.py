"""The way out for audit records: a table, limited, and recorded itself."""

import csv
import io
from dataclasses import asdict

from pratique.foundation.actions.door import action, note
from pratique.foundation.actions.permissions import Permission
from pratique.foundation.actions.queries import AuditSearch, search_records, with_names
from pratique.foundation.actors.actor import Actor

ROWS_AT_MOST = 50_000
COLUMNS = [
    "at",
    "user_number",
    "user_name",
    "site_number",
    "role",
    "purpose",
    "action",
    "outcome",
    "refusal_code",
    "subject",
    "person",
    "uid",
]
# A spreadsheet would run what begins like this.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@action("actions.audit.export", needs=Permission.SEE_AUDIT)
def export_records(*, by: Actor, search: AuditSearch) -> str:
    """The records that fit as CSV, without their details; the newest 50,000 at most."""
    rows = with_names(list(search_records(by, search)[:ROWS_AT_MOST]))
    wanted = {name: value for name, value in asdict(search).items() if value}
    note(person=search.person, after={"search": wanted, "rows": len(rows)})
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        values = [str(getattr(row.record, name, row.staff_name)) for name in COLUMNS[1:]]
        writer.writerow([row.record.at.isoformat(), *map(_safe, values)])
    return text.getvalue()


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
