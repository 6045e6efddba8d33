"""Things to do that do nothing, for each of the queues that a bench compares."""

from datetime import datetime

from procrastinate import App, BaseConnector

from workflows.effects import outbox, registry
from workflows.models import Effect

KIND = QUEUE = "bench"


@registry.register(KIND, queue=QUEUE)
def do_nothing(effect: Effect, *, at: datetime) -> None:
    with outbox.finish(effect, at=at):
        pass


def nothing() -> None:
    """Do nothing, as a bare django-q2 task."""


def procrastinate_app(connector: BaseConnector) -> App:
    """Return procrastinate with one task, which does nothing."""
    app = App(connector=connector)
    app.task(name="nothing")(_nothing)
    return app


async def _nothing() -> None:
    pass
