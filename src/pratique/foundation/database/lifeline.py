"""A child that outlives its parent would hold ports, locks and connections: so it ends with it."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
import time

PR_SET_PDEATHSIG = 1


def end_with_parent(number: int = signal.SIGINT) -> None:
    """Linux sends this signal to us when the parent dies; runs between fork and exec, in any program."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)


def watch_parent(number: int = signal.SIGTERM) -> None:
    """The portable half, for our own Python processes: notice within half a second that the parent has changed."""
    end_with_parent(number)
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), number)
        time.sleep(5)
        os._exit(1)

    threading.Thread(target=watch, name="watch-parent", daemon=True).start()
