"""How the work stands, in the text format that Prometheus reads. Numbers only."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain

from django.db.models import Count, Min

from workflows.models import Case, Deadline, Digest, Effect, Task, WebhookEndpoint
from workflows.models.digests import MAX_ATTEMPTS

#: a name, its meaning, and samples: labels and a value
Figure = tuple[str, str, list[tuple[str, float]]]

_more: list[Callable[[datetime], Iterator[Figure]]] = []


def add_figures(
    figures: Callable[[datetime], Iterator[Figure]],
) -> Callable[[datetime], Iterator[Figure]]:
    """Let the decorated function, of another app, add figures to ours."""
    _more.append(figures)
    return figures


def exposition(*, at: datetime) -> str:
    """Return every figure with its meaning."""
    lines: list[str] = []
    every = chain(_figures(at), *(figures(at) for figures in _more))
    for name, meaning, samples in every:
        lines += [
            f"# HELP osallistu_{name} {meaning}",
            f"# TYPE osallistu_{name} gauge",
        ]
        lines += [f"osallistu_{name}{labels} {value}" for labels, value in samples]
    return "\n".join(lines) + "\n"


def _figures(at: datetime) -> Iterator[Figure]:
    unsettled = Effect.objects.exclude(state__in=Effect.SETTLED_STATES)
    by_kind = unsettled.values_list("state", "kind").order_by("state", "kind")
    due = Effect.objects.due_at(at)
    oldest = due.aggregate(at=Min("not_before"))["at"]
    yield (
        "effects",
        "Effects that are not done, by state and kind; dead ones are incidents.",
        [
            (f'{{state="{state}",kind="{kind}"}}', count)
            for state, kind, count in by_kind.annotate(count=Count("pk"))
        ],
    )
    yield _one(
        "effects_oldest_due_seconds",
        "For how long the effect that waited longest has been due.",
        max((at - oldest).total_seconds(), 0) if oldest else 0,
    )
    yield _one(
        "effects_failing",
        "Effects that failed and will be tried again.",
        unsettled.filter(state=Effect.State.WAITING, attempts__gt=0).count(),
    )
    armed = Deadline.objects.filter(state=Deadline.State.ARMED, due_at__lt=at)
    yield _one("deadlines_overdue", "Running deadlines that passed.", armed.count())
    yield _one("tasks_open", "Tasks that nobody did yet.", Task.objects.open().count())
    yield _one("cases_open", "Cases that are not closed.", Case.objects.open().count())
    failing = WebhookEndpoint.objects.filter(is_active=True).exclude(failing_since=None)
    yield _one("webhooks_failing", "Systems that take no messages.", failing.count())
    lost = Digest.objects.filter(settled_at=None, attempts__gte=MAX_ATTEMPTS)
    yield _one("digests_given_up", "Daily mails that could not be sent.", lost.count())


def _one(name: str, meaning: str, value: float) -> Figure:
    return name, meaning, [("", value)]
