"""Reading the audit trail: by person, by member of staff, by deed, by outcome, by days; newest first."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from pratique.foundation.actions.models import AuditPayload, AuditRecord
from pratique.foundation.actions.permissions import Permission
from pratique.foundation.actions.refusal import refuse_not_found, refuse_not_permitted
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.models import User

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class AuditSearch:
    """What somebody looks for; empty means any."""

    person: str = ""
    staff: str = ""
    action: str = ""
    outcome: str = ""
    subject: str = ""
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, kw_only=True)
class AuditRow:
    """One line of the list: a record with the name of who acted."""

    record: AuditRecord
    staff_name: str


@dataclass(frozen=True, kw_only=True)
class Change:
    """One value before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class AuditDetails:
    """One record with its details, if they were not erased."""

    row: AuditRow
    payload: AuditPayload
    changes: list[Change]
    sequence: int | None


def search_records(by: Actor, search: AuditSearch) -> QuerySet[AuditRecord]:
    """The records this actor may see that fit, newest first."""
    return _visible(by).filter(_wanted(search, by.zone)).order_by("-id")


def page_of_records(by: Actor, search: AuditSearch, *, before: int | None = None) -> list[AuditRow]:
    """One page, older than the record `before`; a page more than full has one row more."""
    records = search_records(by, search)
    if before is not None:
        records = records.filter(id__lt=before)
    return with_names(list(records[: PAGE + 1]))


def audit_details(by: Actor, uid: str) -> AuditDetails:
    """One record with what changed."""
    record = _visible(by).filter(uid=uid).select_related("payload").first() or refuse_not_found()
    seal = getattr(record, "seal", None)
    return AuditDetails(
        row=with_names([record])[0],
        payload=record.payload,
        changes=_changes(record.payload.body),
        sequence=seal.sequence if seal else None,
    )


def staff_names(by: Actor) -> list[tuple[str, str]]:
    """Number and name of everybody who ever had an account, to choose from."""
    if not by.may(Permission.SEE_AUDIT):
        refuse_not_permitted()
    return list(User.objects.order_by("name", "pk").values_list("number", "name"))


def with_names(records: list[AuditRecord]) -> list[AuditRow]:
    """Records with the names of the staff who acted."""
    numbers = {record.user_number for record in records if record.user_number}
    names = dict(User.objects.filter(number__in=numbers).values_list("number", "name"))
    return [AuditRow(record=record, staff_name=names.get(record.user_number, "")) for record in records]


def _visible(by: Actor) -> QuerySet[AuditRecord]:
    """Shielded compartments are absent for those who may not see them, not hidden."""
    if not by.may(Permission.SEE_AUDIT):
        refuse_not_permitted()
    records = AuditRecord.objects.all()
    return records if by.may(Permission.SEE_SHIELDED) else records.filter(compartment="")


def _wanted(search: AuditSearch, zone: str) -> Q:
    wanted = Q()
    columns = {
        "person": "person",
        "staff": "user_number",
        "action": "action",
        "outcome": "outcome",
        "subject": "subject",
    }
    for name, column in columns.items():
        value = getattr(search, name)
        if value:
            wanted &= Q(**{column: value})
    if search.first_day:
        wanted &= Q(at__gte=_midnight(search.first_day, zone))
    if search.last_day and search.last_day < date.max:
        wanted &= Q(at__lt=_midnight(search.last_day + timedelta(days=1), zone))
    return wanted


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))


def _changes(body: str | None) -> list[Change]:
    """What the payload says, a line for each value; the salt means nothing to a reader."""
    kept: dict[str, Any] = json.loads(body) if body else {}
    before, after = kept.pop("before", {}), kept.pop("after", {})
    kept.pop("salt", None)
    changes = [
        Change(name=name, before=_shown(before.get(name)), after=_shown(after.get(name)))
        for name in sorted(before.keys() | after.keys())
    ]
    return changes + [Change(name=name, before="", after=_shown(value)) for name, value in sorted(kept.items())]


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
