"""An anchor waits for the events that are being written, and misses none."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection, transaction

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import act, make_case
from workflows.actions.anchors import add_anchor
from workflows.actions.audits import Audit
from workflows.models import Anchor, CaseEvent


def in_thread(work: Callable[[], Any]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_event_that_commits_late_is_under_the_anchor(
    channel: Channel, registrar: User, at: datetime
) -> None:
    slow, quick = make_case(channel, at=at), make_case(channel, at=at)
    written, go_on = threading.Event(), threading.Event()

    def act_slowly() -> None:
        with transaction.atomic():
            act(slow, "take", registrar, at=at)
            written.set()
            go_on.wait(5)

    writer = in_thread(act_slowly)
    assert written.wait(5)
    # Its id is higher than the slow one's, and it is there first.
    act(quick, "take", registrar, at=at)
    anchoring = in_thread(lambda: add_anchor(at=at))
    anchoring.join(0.5)
    assert anchoring.is_alive()
    go_on.set()
    writer.join()
    anchoring.join()

    assert Anchor.objects.get().count == CaseEvent.objects.count() == 4
    assert list(Audit().findings()) == []


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_does_not_end_only_postpones_the_anchor(
    channel: Channel, registrar: User, at: datetime
) -> None:
    case = make_case(channel, at=at)
    written, go_on = threading.Event(), threading.Event()

    def act_slowly() -> None:
        with transaction.atomic():
            act(case, "take", registrar, at=at)
            written.set()
            go_on.wait(20)

    writer = in_thread(act_slowly)
    assert written.wait(5)
    with pytest.raises(OperationalError):
        add_anchor(at=at)
    go_on.set()
    writer.join()

    anchor = add_anchor(at=at)

    assert anchor is not None
    assert anchor.count == 2
