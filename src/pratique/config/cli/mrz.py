"""`pratique mrz read`: machine-readable zones from a file or standard input, as JSON lines; no database, no Django."""

import argparse
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pratique.foundation.trouble import Trouble
from pratique.rules.mrz import MrzDate, MrzFields, MrzProblem, MrzReading, Span, problem_sentence, read_all

LARGEST_FILE = 4_000_000
LONGEST_SHOWN = 500
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF", b"%PDF", b"\x00\x00\x00")
_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


class Unreadable(Trouble):
    """The input is nothing that this command can read."""

    exit_code = 2


def register(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    read = commands.add_parser("read", help="read every zone of a text; one JSON line for each")
    read.add_argument("file", help="a text file with the lines, or - for standard input")
    read.add_argument(
        "--on", type=date.fromisoformat, help="the day that decides centuries (YYYY-MM-DD), default today"
    )
    read.set_defaults(run=run_read)


def run_read(arguments: argparse.Namespace) -> int:
    """Exit code 0 when every zone is clean, 1 when any has a problem, 2 when the input cannot be read."""
    text = _text(_content(arguments.file))
    readings = read_all(text, on=arguments.on or datetime.now(UTC).date())
    for reading in readings:
        print(json.dumps(as_json(reading), ensure_ascii=False))
    return 0 if all(reading.is_clean for reading in readings) else 1


def as_json(reading: MrzReading) -> dict[str, Any]:
    """The reading as plain JSON; lines and characters count from 0, and an end is not included."""
    return {
        "kind": reading.kind,
        "fields": None if reading.fields is None else _fields(reading.fields),
        "checks": [
            {
                "name": check.name,
                "ok": check.ok,
                "printed": check.printed,
                "computed": check.computed,
                "at": _span(check.at),
                "covers": [_span(span) for span in check.covers],
            }
            for check in reading.checks
        ],
        "problems": [_problem(problem) for problem in reading.problems],
        "suggestions": [
            {
                "at": _span(suggestion.span),
                "found": suggestion.found,
                "proposed": suggestion.proposed,
                "repairs": suggestion.repairs,
            }
            for suggestion in reading.suggestions
        ],
        "lines": reading.lines if len("".join(reading.lines)) <= LONGEST_SHOWN else [],
    }


def _fields(fields: MrzFields) -> dict[str, Any]:
    return {
        "document_code": fields.document_code,
        "issuing_state": fields.issuing_state,
        "document_number": fields.document_number,
        "surname": fields.surname,
        "given_names": fields.given_names,
        "names_truncated": fields.names_truncated,
        "nationality": fields.nationality,
        "birth_date": _iso(fields.birth_date),
        "sex": fields.sex,
        "expiry_date": _iso(fields.expiry_date),
        "optional_data": fields.optional_data,
        "optional_data_2": fields.optional_data_2,
    }


def _iso(value: MrzDate | None) -> str | None:
    return value.iso if value else None


def _problem(problem: MrzProblem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "field": problem.field,
        "at": None if problem.span is None else _span(problem.span),
        "found": problem.found,
        "expected": problem.expected,
        "sentence": problem_sentence(problem, "en"),
    }


def _span(span: Span) -> dict[str, int]:
    return {"line": span.line, "start": span.start, "end": span.end}


def _content(name: str) -> bytes:
    try:
        if name == "-":
            return sys.stdin.buffer.read(LARGEST_FILE + 1)
        with Path(name).open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Unreadable(f"The file cannot be read: {error.strerror}.") from error


def _text(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise Unreadable("The input is too large to be machine-readable lines. Give only the lines of the documents.")
    if content.startswith(_PICTURES):
        raise Unreadable("Pictures cannot be read yet: type or paste the lines at the foot of the document.")
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("latin-1")
