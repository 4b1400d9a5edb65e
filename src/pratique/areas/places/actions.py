"""Importing figures and areas: all of a file or nothing of it, and twice is the same as once."""

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NoReturn

from django.utils.translation import gettext_lazy as _

from pratique.areas.places.models import AdministrativeArea, TbIncidence
from pratique.areas.places.permissions import Permission
from pratique.areas.places.queries.countries import country, read_table
from pratique.foundation.actions import Refusal, action, note
from pratique.foundation.actors.actor import Actor

# Columns of WHO's downloads (e_inc_...) and of the data repository of its yearly report (inc...).
_COLUMNS = (
    ("iso3", "year", "e_inc_100k", "e_inc_100k_lo", "e_inc_100k_hi"),
    ("iso3", "year", "inc", "inc.lo", "inc.hi"),
)
_LONGEST_FILE = 64 * 1024 * 1024
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What an import did: rows read, written and left as they were."""

    read: int
    added: int
    changed: int


@action("places.tb_incidence.import", needs=Permission.IMPORT)
def import_tb_incidence(*, by: Actor, content: bytes, source: str) -> Imported:
    """Take over WHO's estimates of tuberculosis incidence from its CSV file, plain or gzipped."""
    figures = list(_figures(content, source))
    imported = _keep(figures)
    note(
        subject="tb_incidence",
        after={"source": source, "sha256": hashlib.sha256(content).hexdigest(), "rows": imported.read},
    )
    return imported


@action("places.tb_incidence.load_demo", needs=Permission.IMPORT)
def load_demo_incidence(*, by: Actor) -> Imported:
    """Put the invented figures of the demo mission in place, marked as such."""
    rows = [
        TbIncidence(
            country=row["country"],
            year=int(row["year"]),
            per_100k=float(row["per_100k"]),
            low=float(row["low"]),
            high=float(row["high"]),
            source="Invented for the demo mission",
            is_demo=True,
        )
        for row in read_table("demo_tb_incidence.csv")
    ]
    return _keep(rows)


@action("places.administrative_area.import", needs=Permission.IMPORT)
def import_administrative_areas(*, by: Actor, content: bytes) -> Imported:
    """Take over areas from CSV: country, code, name and, where wanted, kind and parent (a code of an earlier row)."""
    rows = list(_rows(content, ("country", "code", "name")))
    known = {(area.country, area.code): area for area in AdministrativeArea.objects.all()}
    added = changed = 0
    for line, row in rows:
        place = (row["country"], row["code"])
        area = known.get(place, AdministrativeArea(country=place[0], code=place[1]))
        wanted = _area_values(line, row, known)
        if area.pk is not None and all(getattr(area, name) == value for name, value in wanted.items()):
            continue
        added, changed = added + (area.pk is None), changed + (area.pk is not None)
        for name, value in wanted.items():
            setattr(area, name, value)
        area.save()
        known[place] = area
    note(subject="administrative_areas", after={"sha256": hashlib.sha256(content).hexdigest(), "rows": len(rows)})
    return Imported(read=len(rows), added=added, changed=changed)


def _area_values(
    line: int, row: dict[str, str], known: dict[tuple[str, str], AdministrativeArea]
) -> dict[str, str | int | None]:
    if country(row["country"]) is None:
        _refuse_row(line, row["country"])
    if not row["code"] or len(row["code"]) > 16 or not row["name"] or len(row["name"]) > 120:
        _refuse_row(line, row["code"][:16])
    parent = known.get((row["country"], row["parent"])) if row.get("parent") else None
    if row.get("parent") and parent is None:
        _refuse_row(line, row["parent"][:16])
    return {"name": row["name"], "kind": row.get("kind", "")[:64], "parent_id": parent.pk if parent else None}


def _figures(content: bytes, source: str) -> Iterator[TbIncidence]:
    header = _header(_reader(content))
    columns = next((names for names in _COLUMNS if set(names) <= set(header)), None)
    if columns is None:
        raise Refusal(
            "places.tb_incidence.columns",
            _("This is not WHO's file of tuberculosis estimates: it needs the columns iso3, year and incidence."),
        )
    iso3, year, *rates = columns
    seen: set[tuple[str, str]] = set()
    for line, row in _rows(content, columns):
        place = (row[iso3], row[year])
        if place in seen:
            _refuse_row(line, " ".join(place))
        seen.add(place)
        if row[rates[0]] not in {"", "NA"}:
            yield _figure(line, *place, [row[name] for name in rates], source)


def _figure(line: int, iso3: str, year: str, rates: list[str], source: str) -> TbIncidence:
    found = country(iso3)
    if found is None or not found.is_country:
        _refuse_row(line, iso3)
    if not year.isascii() or not year.isdigit() or not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        _refuse_row(line, year)
    per_100k, low, high = (_rate(line, rate) for rate in rates)
    if per_100k is None or (low is not None and high is not None and low > high):
        _refuse_row(line, rates[0])
    return TbIncidence(country=iso3, year=int(year), per_100k=per_100k, low=low, high=high, source=source)


def _rate(line: int, text: str) -> float | None:
    if text in {"", "NA"}:
        return None
    try:
        rate = float(text)
    except ValueError:
        _refuse_row(line, text)
    if not 0 <= rate <= 100_000:
        _refuse_row(line, text)
    return rate


def _keep(figures: Iterable[TbIncidence]) -> Imported:
    held = {(row.country, row.year, row.is_demo): row for row in TbIncidence.objects.select_for_update()}
    values = ("per_100k", "low", "high", "source")
    added, changed, read = [], [], 0
    for figure in figures:
        read += 1
        earlier = held.get((figure.country, figure.year, figure.is_demo))
        if earlier is None:
            added.append(figure)
        elif any(getattr(earlier, name) != getattr(figure, name) for name in values):
            figure.pk = earlier.pk
            changed.append(figure)
    TbIncidence.objects.bulk_create(added, batch_size=2000)
    TbIncidence.objects.bulk_update(changed, values, batch_size=2000)
    return Imported(read=read, added=len(added), changed=len(changed))


def _rows(content: bytes, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    reader = _reader(content)
    if not set(columns) <= set(_header(reader)):
        raise Refusal(
            "places.import.columns",
            _("The first line of this file does not name the columns that are needed. Check that it is the one."),
            columns=list(columns),
        )
    try:
        for row in reader:
            if None in row or any(value is None for value in row.values()):
                _refuse_row(reader.line_num, "")
            yield reader.line_num, {name: value.strip() for name, value in row.items()}
    except csv.Error:
        _refuse_row(reader.line_num, "")


def _reader(content: bytes) -> "csv.DictReader[str]":
    return csv.DictReader(io.StringIO(_text(content)), strict=True)


def _header(reader: "csv.DictReader[str]") -> list[str]:
    try:
        return list(reader.fieldnames or ())
    except csv.Error:
        _refuse_row(1, "")


def _text(content: bytes) -> str:
    try:
        text = _plain(content).decode("utf-8-sig")
        if "\x00" in text:
            raise ValueError("NUL")
        return text
    except (ValueError, OSError, EOFError, zlib.error):
        raise Refusal(
            "places.import.unreadable",
            _("This file cannot be read as text in UTF-8 (plain or gzip). Download it again."),
        ) from None


def _plain(content: bytes) -> bytes:
    if not content.startswith(_GZIP):
        return content
    with gzip.GzipFile(fileobj=io.BytesIO(content)) as packed:
        plain = packed.read(_LONGEST_FILE + 1)
    if len(plain) > _LONGEST_FILE:
        raise Refusal("places.import.too_large", _("This file unpacks to more than 64 MB. Check that it is the one."))
    return plain


def _refuse_row(line: int, found: str) -> NoReturn:
    raise Refusal(
        "places.import.row",
        _("A line of this file holds a country, year or figure that cannot be. Nothing was taken over: correct it."),
        line=line,
        found=found[:40],
    )
