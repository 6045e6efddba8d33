"""
One process of a bench: `python -m tests.benches.node ROLE`.

A worker works until it is told to stop. An asker commits an effect now and then and
prints how long after its commit each one was begun, in milliseconds.
"""

import asyncio
import json
import os
import random
import sys
import time
import uuid
from datetime import timedelta

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from procrastinate import PsycopgConnector  # noqa: E402

from tests.benches import noops  # noqa: E402
from workflows.effects import outbox  # noqa: E402
from workflows.models import CaseEvent, Effect  # noqa: E402
from workflows.queue import cluster  # noqa: E402

#: jobs that procrastinate's one worker does at a time; more or fewer are slower
CONCURRENCY = 10


def work() -> int:
    return cluster.run()


def work_for_procrastinate() -> int:
    async def run() -> None:
        connector = PsycopgConnector(conninfo=os.environ["BENCH_CONNINFO"])
        app = noops.procrastinate_app(connector)
        async with app.open_async():
            await app.run_worker_async(concurrency=CONCURRENCY)

    asyncio.run(run())
    return 0


def ask(times: int) -> int:
    waits = [_wait_for_one() for _ in range(times + 1)]
    sys.stdout.write(json.dumps(waits[1:]))
    return 0


def _wait_for_one() -> float:
    time.sleep(random.uniform(0.3, 0.7))
    event = CaseEvent.objects.get()
    with transaction.atomic():
        effect = Effect.objects.create(
            id=uuid.uuid4(),
            case_id=event.case_id,
            event=event,
            ordinal=_next_ordinal(),
            kind=noops.KIND,
            queue=noops.QUEUE,
            not_before=timezone.now() - timedelta(seconds=1),
        )
        outbox.wake_after_commit([noops.QUEUE])
        committing = timezone.now()
    while True:
        effect.refresh_from_db()
        if effect.done_at is not None:
            return (effect.done_at - committing) / timedelta(milliseconds=1)
        time.sleep(0.02)


def _next_ordinal() -> int:
    last = Effect.objects.order_by("-ordinal").values_list("ordinal", flat=True)
    return (last.first() or 0) + 1


ROLES = {"worker": work, "procrastinate": work_for_procrastinate}

if __name__ == "__main__":
    role, *rest = sys.argv[1:]
    sys.exit(ask(int(rest[0])) if role == "asker" else ROLES[role]())
