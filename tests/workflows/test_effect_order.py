"""Effects that wait for another one of their event."""

from datetime import datetime

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from cms.accounts.models import User
from tests.cases import bring_to
from tests.workflows.claiming import claim
from workflows.effects import outbox
from workflows.models import Case, CaseEvent, Effect


@pytest.fixture
def published(case: Case, people: dict[str, User], at: datetime) -> CaseEvent:
    """Return the event whose mail and report wait for the publication."""
    bring_to(case, "follow_up", people, at=at)
    Effect.objects.exclude(event__transition="publish").update(state="done")
    return case.events.get(transition="publish")


def test_an_effect_waits_for_the_one_it_comes_after(
    published: CaseEvent, at: datetime
) -> None:
    assert claim(["mail", "report"], at=at) is None

    first = claim(["default"], at=at)

    assert first is not None
    assert first.kind == "publish_outcome"
    assert claim(["mail", "report"], at=at) is None


def test_it_is_woken_when_the_first_one_is_done(
    published: CaseEvent,
    at: datetime,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    messages: list[list[str]] = []
    monkeypatch.setattr(outbox, "wake", lambda queues: messages.append(list(queues)))
    first = claim(["default"], at=at)
    assert first is not None

    with (
        django_capture_on_commit_callbacks(execute=True),
        outbox.finish(first, at=at),
    ):
        pass

    assert messages == [["mail", "report"]]
    followers = [claim(["mail", "report"], at=at) for _ in range(2)]
    assert {one.kind for one in followers if one} == {"mail", "render_report"}


def test_it_goes_on_waiting_while_the_first_one_needs_a_person(
    published: CaseEvent, at: datetime
) -> None:
    Effect.objects.filter(kind="publish_outcome").update(state="dead")
    assert claim(["mail", "report"], at=at) is None

    Effect.objects.filter(kind="publish_outcome").update(state="skipped")

    assert claim(["mail", "report"], at=at) is not None
