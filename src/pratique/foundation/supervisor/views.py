"""`/healthz`: this process answers. `/readyz`: everything it needs to work is there."""

from __future__ import annotations

import os
import time
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pratique.foundation.supervisor.heartbeat import FILE as HEARTBEAT
from pratique.foundation.supervisor.state import read_states

SILENT_AFTER = 15.0


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Liveness: nothing is looked at, so a slow database never makes a watcher restart a healthy process."""
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Readiness: database, storage and queue; the processes are shown, and none may be starting again."""
    data_dir = Path(settings.DATA_DIR)
    checks = {"database": database_answers(), "storage": storage_is_writable(data_dir), "queue": queue_moves(data_dir)}
    processes = {
        process.name: {"state": process.state, "restarts": process.restarts} for process in read_states(data_dir)
    }
    ready = all(checks.values()) and all(process["state"] == "running" for process in processes.values())
    answer = {"ready": ready, "checks": checks, "processes": processes}
    return JsonResponse(answer, status=200 if ready else 503)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except (DatabaseError, psycopg.Error):
        return False


def storage_is_writable(data_dir: Path) -> bool:
    return os.access(data_dir, os.W_OK | os.X_OK)


def queue_moves(data_dir: Path) -> bool:
    """Whether the worker has shown a sign of life within seconds."""
    try:
        return time.time() - (data_dir / HEARTBEAT).stat().st_mtime < SILENT_AFTER
    except FileNotFoundError:
        return False
