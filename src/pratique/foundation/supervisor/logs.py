"""Logs as JSON lines: record identifiers, never names, documents, answers or results."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

OURS = "pratique"
# What `logger.info("...", extra={...})` may carry into a line: identifiers and figures.
KNOWN_EXTRAS = ("person", "case", "site", "user", "certificate", "subject", "action", "code", "status", "milliseconds")


class JsonLines(logging.Formatter):
    """One record, one line.

    The message of an exception and the arguments of other people's log calls may quote what somebody typed, so
    neither is written: an exception shows its type and its frames, a foreign record shows its template.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": message_of(record),
        }
        line |= {name: getattr(record, name) for name in KNOWN_EXTRAS if hasattr(record, name)}
        if "status_code" in record.__dict__:
            line["status"] = record.__dict__["status_code"]
        request = getattr(record, "request", None)
        if request is not None:
            line |= {"method": getattr(request, "method", ""), "path": getattr(request, "path", "")}
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = kinds_of(record.exc_info[1])
            line["frames"] = frames_of(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=str)


def message_of(record: logging.LogRecord) -> str:
    """Our own messages whole; of others the template, before anything was put into it."""
    if record.name == OURS or record.name.startswith(f"{OURS}."):
        return record.getMessage()
    return str(record.msg)


def kinds_of(error: BaseException | None) -> list[str]:
    """The types of an exception and of those it came from."""
    kinds: list[str] = []
    while error is not None and len(kinds) < 8:
        kinds.append(f"{type(error).__module__}.{type(error).__qualname__}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return kinds


def frames_of(trace: TracebackType | None) -> list[str]:
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]


def logging_settings() -> dict[str, Any]:
    """Django's LOGGING: everything to standard error as JSON lines; nothing by mail; sign-in names not at all."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "pratique.foundation.supervisor.logs.JsonLines"}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["lines"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            OURS: {"handlers": [], "level": "INFO", "propagate": True},
            # django-axes writes the name that was typed at sign-in into its messages; the audit trail has the attempt.
            "axes": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }
