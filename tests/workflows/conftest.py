"""Systems that listen to us, a case for a dossier, and mails that do as told."""

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from cms.accounts.models import User
from participation.actions.outcomes import publish_outcome
from tests.cases import WAY, act, bring_to, make_case
from tests.kept_files import keep_file
from tests.workflows.claiming import Doing
from tests.workflows.dossiers import FILE, loaded
from tests.workflows.receivers import Receiver
from workflows.actions.anchors import add_anchor
from workflows.effects import outbox, registry
from workflows.models import Case, Effect, WebhookEndpoint


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOK_PRIVATE_ADDRESSES = True
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def endpoint(receiver: Receiver, db: None) -> WebhookEndpoint:
    return WebhookEndpoint.objects.create(name="Case management", url=receiver.url)


@pytest.fixture
def rich(case: Case, people: dict[str, User], at: datetime) -> Case:
    """Return an answered case with a file; its last event is under no anchor."""
    keep_file(
        content=FILE, name="../../piha kartta.pdf", at=at, submission=case.submission
    )
    bring_to(case, "review", people, at=at)
    add_anchor(at=at)
    make_case(case.procedure.channel, at=at)
    published = [step for step, _ in WAY].index("publish") + 1
    for transition, role in WAY[1:published]:
        act(case, transition, people[role], at=at)
    answered = case.events.get(transition="respond")
    approved = case.events.get(transition="approve")
    publish_outcome(case=case, answered=answered, approved=approved, at=at)
    add_anchor(at=at)
    act(case, "note_follow_up", people["reviewer"], at=at)
    return loaded(case)


@pytest.fixture
def doing(monkeypatch: pytest.MonkeyPatch) -> Doing:
    """Have mails do as told; return what was begun."""

    def replace(action: Callable[[Effect], None]) -> list[Effect]:
        begun: list[Effect] = []

        def handler(effect: Effect, *, at: datetime) -> None:
            begun.append(effect)
            action(effect)
            with outbox.finish(effect, at=at):
                pass

        kind = registry.Kind(
            name="mail", handler=handler, queue="mail", lease=timedelta(seconds=60)
        )
        monkeypatch.setitem(registry._kinds, "mail", kind)
        return begun

    return replace
