"""
Effects that do nothing: ours, bare django-q2 tasks, and procrastinate.

All run in worker processes of their own on the bench's database, one worker each,
in turns. Tasks and effects are committed at once, and the clock runs while the
middle eight tenths of them are worked off.
"""

import contextlib
import json
import os
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from statistics import median

from django.db import connection, transaction
from django.utils import timezone

from django_q.brokers.orm import ORM
from django_q.models import OrmQ
from django_q.tasks import async_task
from procrastinate import App, SyncPsycopgConnector

from participation.actions.setup import create_roles, install_channel
from tests.benches import noops
from tests.benches.findings import Findings, Goal, Row
from tests.benches.nodes import conninfo, process, shared_database
from tests.benches.transitions import AT, _form, _start
from workflows.effects import outbox
from workflows.models import CaseEvent, Effect, Unit

OURS, Q2 = "Osallistu", "bare django-q2 tasks"
ONE, TWO = "Osallistu, one node of two", "Osallistu, two nodes"
PROCRASTINATE = "procrastinate"

SIZES = (500, 2_000, 8_000)
COMPARED = 1_000
#: wake-ups for two nodes: each takes up to three at a time and needs one
WAKES = 8
#: how long one fill may take before the bench gives up
PATIENCE_SECONDS = 120
REDIS = "redis://127.0.0.1:6379/15"


def measure(*, rounds: int) -> Findings:
    """Compare effects per second, on one node and on two, and the wait at idle."""
    rounds = min(rounds, 7)
    create_roles()
    unit = Unit.objects.create(key="bench", name="Bench")
    channel = install_channel(key="initiative", unit=unit, by=None, at=AT)
    _start(channel, _form(channel))
    Effect.objects.all().delete()
    findings = Findings(bench="effects")
    with shared_database():
        rates = _rates(rounds)
        sizes = _growth(rounds)
        waits = _waits(rounds * 4)
    findings.rows = [
        *(_rate_row(name, median(taken), rates) for name, taken in rates.items()),
        *_growth_rows(sizes),
        *(Row(case=name, median=ms, unit="ms") for name, ms in waits.items()),
    ]
    findings.goals = _goals(rates, waits)
    return findings


def _rates(rounds: int) -> dict[str, list[float]]:
    """Return effects or tasks per second of each contender, round by round."""
    contenders: dict[str, Callable[[], float]] = {
        Q2: partial(_rate, _fill_q2, OrmQ.objects.count, COMPARED),
        OURS: partial(_rate, partial(_fill, 1), _unfinished, COMPARED),
    }
    rates: dict[str, list[float]] = {name: [] for name in contenders}
    with contextlib.ExitStack() as stack:
        stack.enter_context(process("worker"))
        if connection.vendor == "postgresql":
            app = _procrastinate()
            stack.callback(app.close)
            stack.enter_context(process("procrastinate"))
            defer, jobs = partial(_fill_procrastinate, app), partial(_unfinished_jobs)
            contenders[PROCRASTINATE] = partial(_rate, defer, jobs, COMPARED)
            rates[PROCRASTINATE] = []
        for turn in range(rounds + 1):
            for name, contender in contenders.items():
                rate = contender()
                if turn:
                    rates[name].append(rate)
        if connection.vendor == "postgresql":
            rates[ONE], rates[TWO] = _with_another_node(rounds)
    return rates


def _with_another_node(rounds: int) -> tuple[list[float], list[float]]:
    """Return the rates of one node and of two, in turns, when there are two."""
    alone, together = [], []
    with process("worker"):
        time.sleep(5)
        for _ in range(rounds + 1):
            # A single wake-up reaches a single node.
            alone.append(_rate(partial(_fill, 1), _unfinished, COMPARED))
            together.append(_rate(partial(_fill, WAKES), _unfinished, COMPARED))
    return alone[1:], together[1:]


def _growth(rounds: int) -> dict[int, float]:
    with process("worker"):
        return {
            size: median(
                1000 / _rate(partial(_fill, 1), _unfinished, size)
                for _ in range(min(rounds, 3))
            )
            for size in SIZES
        }


def _waits(times: int) -> dict[str, float]:
    """Return the median wait at idle, with each broker that there is."""
    waits = {"commit to execution, embedded": _wait(times, {})}
    if connection.vendor == "postgresql":
        redis = {"REDIS_URL": os.environ.get("BENCH_REDIS_URL", REDIS)}
        waits["commit to execution, Redis wake-ups"] = _wait(times, redis)
    return waits


def _wait(times: int, environment: dict[str, str]) -> float:
    with process("worker", environment=environment):
        time.sleep(5)
        with process("asker", str(times), environment=environment) as asker:
            printed, _ = asker.communicate(timeout=PATIENCE_SECONDS)
    return median(json.loads(printed))


def _rate(fill: Callable[[int], None], left: Callable[[], int], size: int) -> float:
    """Fill the queue and return how many per second the worker does of it."""
    fill(size)
    started = ended = 0.0
    give_up = time.monotonic() + PATIENCE_SECONDS
    first = last = 0
    while (now := time.monotonic()) < give_up:
        remaining = left()
        if not started and remaining <= size * 0.9:
            started, first = now, remaining
        if remaining <= size * 0.1:
            ended, last = now, remaining
            break
        time.sleep(0.01)
    while left() and time.monotonic() < give_up:
        time.sleep(0.05)
    return (first - last) / (ended - started)


def _rate_row(name: str, rate: float, rates: dict[str, list[float]]) -> Row:
    return Row(
        case=name,
        median=rate,
        unit="per second",
        ratio=rate / median(rates[Q2]),
        ratio_to="bare tasks",
    )


def _growth_rows(sizes: dict[int, float]) -> list[Row]:
    smallest = sizes[SIZES[0]]
    return [
        Row(
            case=f"{OURS}, {size} waiting: one effect",
            median=ms,
            unit="ms",
            ratio=ms / smallest,
            ratio_to=f"with {SIZES[0]}",
        )
        for size, ms in sizes.items()
    ]


def _goals(rates: dict[str, list[float]], waits: dict[str, float]) -> list[Goal]:
    ours = median(rates[OURS])

    def over(name: str, by: float, limit: float, goal: str) -> Goal:
        value = by / median(rates[name])
        return Goal(goal=goal, value=value, limit=limit, at_least=True)

    goals = [over(Q2, ours, 0.95, "ours over bare django-q2 tasks")]
    if PROCRASTINATE in rates:
        two = median(rates[TWO])
        goals += [
            over(PROCRASTINATE, ours, 1, "ours over procrastinate"),
            over(ONE, two, 1.7, "two nodes over one"),
        ]
    limits = (150, 30)
    return goals + [
        Goal(goal=f"{name}, ms", value=ms, limit=limit)
        for (name, ms), limit in zip(waits.items(), limits, strict=False)
    ]


@transaction.atomic
def _fill(wakes: int, size: int) -> None:
    Effect.objects.all().delete()
    event = CaseEvent.objects.get()
    due = timezone.now() - timedelta(minutes=1)
    Effect.objects.bulk_create(
        Effect(
            case_id=event.case_id,
            event=event,
            ordinal=ordinal,
            kind=noops.KIND,
            queue=noops.QUEUE,
            not_before=due,
        )
        for ordinal in range(size)
    )
    for _ in range(wakes):
        outbox.wake_after_commit([noops.QUEUE])


def _unfinished() -> int:
    return Effect.objects.filter(state__in=Effect.OPEN_STATES).count()


@transaction.atomic
def _fill_q2(size: int) -> None:
    broker = ORM()
    for _ in range(size):
        async_task("tests.benches.noops.nothing", q_options={"broker": broker})


def _procrastinate() -> App:
    app = noops.procrastinate_app(SyncPsycopgConnector(conninfo=conninfo()))
    app.open()
    app.schema_manager.apply_schema()
    return app


def _fill_procrastinate(app: App, size: int) -> None:
    app.configure_task("nothing").batch_defer(*({} for _ in range(size)))


def _unfinished_jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from procrastinate_jobs where status in ('todo', 'doing')"
        )
        return int(cursor.fetchone()[0])
