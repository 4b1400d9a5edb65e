"""`pratique worker`: seals the audit trail and shows that it lives; started by `pratique run`."""

from __future__ import annotations

import argparse
import signal
import threading

from pratique.config.cli.local import add_data_dir, existing_folder_of, start_django
from pratique.foundation.database.lifeline import watch_parent
from pratique.foundation.supervisor.heartbeat import beat

BEAT_EVERY = 3.0


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
    from pratique.foundation.actions.sealing import seal_forever

    sealer = threading.Thread(target=seal_forever, args=[stop], name="sealer")
    sealer.start()
    while not stop.is_set() and sealer.is_alive():
        beat(data_dir)
        stop.wait(BEAT_EVERY)
    stop.set()
    sealer.join()
    return 0
