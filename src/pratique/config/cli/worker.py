"""`pratique worker`: seals the audit trail, keeps house, shows that it lives; started by `pratique run`."""

from __future__ import annotations

import argparse
import signal
import threading

from pratique.config.cli.local import add_data_dir, existing_folder_of, start_django
from pratique.foundation.database.lifeline import watch_parent
from pratique.foundation.supervisor.heartbeat import beat

BEAT_EVERY = 3.0
# A task that is still at work when the worker is told to stop is broken off: its transaction leaves nothing.
WAIT_FOR_A_TASK = 2.0


def register(parser: argparse.ArgumentParser) -> None:
    add_data_dir(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    data_dir = existing_folder_of(arguments)
    watch_parent()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    start_django(data_dir)
    from django.conf import settings
    from django.utils.module_loading import import_string

    from pratique.foundation.actions.sealing import seal_forever
    from pratique.foundation.jobs.periodic import repeat_forever

    sealer = threading.Thread(target=seal_forever, args=[stop], name="sealer")
    tasks = import_string(settings.PERIODIC_TASKS)()
    keeper = threading.Thread(target=repeat_forever, args=[tasks, stop], name="housekeeping", daemon=True)
    sealer.start()
    keeper.start()
    while not stop.is_set() and sealer.is_alive() and keeper.is_alive():
        beat(data_dir)
        stop.wait(BEAT_EVERY)
    stop.set()
    sealer.join()
    keeper.join(WAIT_FOR_A_TASK)
    return 0
