"""Walks the whole audit trail and names the first break in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from django.db import connection, models

from pratique.foundation.actions.audit import digest
from pratique.foundation.actions.chain import FIRST_HASH, chain_hash, record_digest
from pratique.foundation.actions.heads import noted_heads
from pratique.foundation.actions.models import AuditErasureRule, AuditPayload, AuditRecord, AuditSeal
from pratique.foundation.actions.protection import first_weakness

UNSEALED_GRACE = timedelta(seconds=60)
ERASE = "actions.audit.erase"
CHUNK = 2000
M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a look at the whole chain found. `first_break` is empty when nothing is broken."""

    sealed: int
    unsealed: int
    head: str
    first_break: str

    @property
    def ok(self) -> bool:
        return not self.first_break


@dataclass(frozen=True, kw_only=True)
class _Link:
    """A seal with the record and the payload it should have; None where one is gone."""

    seal: AuditSeal
    record: AuditRecord | None
    payload: AuditPayload | None


def verify(*, now: datetime | None = None) -> Verdict:
    """Look at every seal in order, then at the tail, at what waits unsealed, and at what guards the tables."""
    heads = {head.sequence: head.hash for head in noted_heads()}
    erasures = _Erasures()
    sealed, previous, found = 0, FIRST_HASH, ""
    for link in _links():
        found = _break_at(link, expected=sealed + 1, previous=previous, noted=heads, erasures=erasures)
        if found:
            break
        sealed, previous = sealed + 1, link.seal.hash
    found = found or _cut_tail(sealed, heads) or _never_sealed(now or datetime.now(UTC)) or first_weakness()
    unsealed = AuditRecord.objects.filter(seal=None).count()
    return Verdict(sealed=sealed, unsealed=unsealed, head=previous, first_break=found)


class _Erasures:
    """By which rules a payload may be gone, and which erasures the trail itself records."""

    def __init__(self) -> None:
        self._years = dict(AuditErasureRule.objects.values_list("code", "after_years"))
        self._recorded = set(
            AuditRecord.objects.filter(action=ERASE, outcome=AuditRecord.Outcome.DONE).values_list("subject", flat=True)
        )

    def problem(self, record: AuditRecord, payload: AuditPayload) -> str:
        if payload.erased_by_rule not in self._years or payload.erased_at is None:
            return "was removed without a rule"
        years = self._years[payload.erased_by_rule]
        if years is None:
            return "" if record.uid.hex in self._recorded else "was erased without a record of who erased it"
        if payload.erased_at < record.at + timedelta(days=365 * years):
            return f"was erased before {years} years had passed"
        return ""


def _break_at(link: _Link, *, expected: int, previous: str, noted: dict[int, str], erasures: _Erasures) -> str:
    seal, record = link.seal, link.record
    if seal.sequence != expected:
        return f"seal {expected} is missing"
    if record is None:
        return f"the record of seal {expected} is missing"
    if seal.previous_hash != previous:
        return f"seal {expected} does not follow the one before it"
    if record_digest(record) != seal.record_digest:
        return f"the record of seal {expected} was changed"
    if chain_hash(sequence=expected, of_record=seal.record_digest, previous=previous) != seal.hash:
        return f"seal {expected} was changed"
    if noted.get(expected, seal.hash) != seal.hash:
        return f"the chain up to seal {expected} is another than the one noted in the data folder"
    return _payload_break(link, record, erasures)


def _payload_break(link: _Link, record: AuditRecord, erasures: _Erasures) -> str:
    payload, place = link.payload, f"the payload of seal {link.seal.sequence}"
    if payload is None:
        return f"{place} is missing"
    if payload.body is None:
        problem = erasures.problem(record, payload)
        return f"{place} {problem}" if problem else ""
    return "" if digest(payload.body) == record.payload_digest else f"{place} was changed"


def _cut_tail(sealed: int, heads: dict[int, str]) -> str:
    newest = max(heads, default=0)
    return f"the trail ends at seal {sealed}, but seal {newest} was noted in the data folder" if newest > sealed else ""


def _never_sealed(now: datetime) -> str:
    late = AuditRecord.objects.filter(seal=None, at__lt=now - UNSEALED_GRACE).order_by("id").first()
    return f"record {late.uid} of {late.at.isoformat()} was never sealed" if late else ""


def _links() -> Iterator[_Link]:
    """Every seal in order. Outer joins, since what is gone must show; keyed pages, since the trail is long."""
    columns = [
        [field.column for field in model._meta.concrete_fields] for model in (AuditSeal, AuditRecord, AuditPayload)
    ]
    listed = ", ".join(f'{alias}."{column}"' for alias, names in zip("srp", columns, strict=True) for column in names)
    query = (
        f"SELECT {listed} FROM actions_auditseal s LEFT JOIN actions_auditrecord r ON r.id = s.record_id "  # noqa: S608
        "LEFT JOIN actions_auditpayload p ON p.record_id = s.record_id WHERE s.sequence > %s "
        f"ORDER BY s.sequence LIMIT {CHUNK}"
    )
    ends = [len(columns[0]), len(columns[0]) + len(columns[1])]
    after = -1
    while True:
        with connection.cursor() as cursor:
            cursor.execute(query, [after])
            rows = cursor.fetchall()
        for row in rows:
            seal = _made(AuditSeal, row[: ends[0]])
            if seal is not None:
                record, payload = row[ends[0] : ends[1]], row[ends[1] :]
                yield _Link(seal=seal, record=_made(AuditRecord, record), payload=_made(AuditPayload, payload))
        if len(rows) < CHUNK:
            return
        after = rows[-1][0]


def _made(model: type[M], values: tuple[object, ...]) -> M | None:
    if values[0] is None:
        return None
    return model.from_db("default", [field.attname for field in model._meta.concrete_fields], values)
