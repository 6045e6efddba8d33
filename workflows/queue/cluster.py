"""
A django-q2 cluster that dies as a whole rather than freeze.

A child killed by a signal may hold a multiprocessing lock for ever; the others
then wait on it while the main process looks alive. So any child that dies
otherwise than by returning takes the cluster down, and the supervisor starts a
clean one. Work in progress lies in the outbox, where its lease runs out.
"""

import logging
import os
import signal
from types import FrameType
from typing import Any

from django_q import cluster

from workflows.effects import outbox

logger = logging.getLogger(__name__)

#: seconds between two looks at whether the supervisor is still there
PARENT_CHECK_SECONDS = 1.0
#: tells a worker that its cluster is being stopped
STOP_SOON = signal.SIGUSR1


class CrashOnlySentinel(cluster.Sentinel):
    """A sentinel that replaces workers that finished, and never one that died."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The guard's own loop may be what waits on the dead child's lock; a signal
        # handler runs all the same. Forked children inherit it: see _look.
        self.pool: list[Any] = []
        self.monitor = self.pusher = None
        self.pid = os.getpid()
        signal.signal(signal.SIGCHLD, self._look)
        super().__init__(*args, **kwargs)

    def stop(self) -> None:
        """Have the workers stop after the effect in hand, not after their slice."""
        for worker in self.pool:
            if worker.is_alive():
                os.kill(worker.pid, STOP_SOON)
        super().stop()

    def reincarnate(self, process: Any) -> None:
        if died(process):
            self.crash()
        super().reincarnate(process)

    def crash(self) -> None:
        """Kill every child and leave without waiting for anything."""
        logger.critical("A worker process died; the cluster is started anew.")
        for child in self._children():
            child.kill()
        os._exit(1)

    def _look(self, signum: int, frame: FrameType | None) -> None:
        if os.getpid() == self.pid and any(map(died, self._children())):
            self.crash()

    def _children(self) -> list[Any]:
        return [child for child in (*self.pool, self.monitor, self.pusher) if child]


def died(process: Any) -> bool:
    """Tell whether the process ended otherwise than by returning."""
    return process.pid is not None and process.exitcode not in (None, 0)


def run() -> int:
    """
    Run the cluster that Q_CLUSTER_NAME names until it ends; return its exit code.

    SIGTERM and SIGINT let running tasks finish. So does the death of the parent,
    so that no cluster is left behind without a supervisor.
    """
    # Workers are forked from here and inherit the handler.
    signal.signal(STOP_SOON, lambda _number, _frame: outbox.stopping.set())
    cluster.Sentinel = CrashOnlySentinel
    running = cluster.Cluster()
    parent = os.getppid()
    running.start()
    sentinel = running.sentinel
    while sentinel.is_alive():
        sentinel.join(PARENT_CHECK_SECONDS)
        if os.getppid() != parent:
            running.stop()
    return int(sentinel.exitcode or 0)
