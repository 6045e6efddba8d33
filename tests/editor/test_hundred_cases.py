"""A published workflow is redrawn in the editor amid a hundred running cases."""

from datetime import datetime, timedelta
from typing import Any

from django.test import Client

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import WAY, act, bring_to, make_case
from tests.editor.conftest import PUBLISH, said, save
from workflows.actions.audits import Audit
from workflows.actions.reminders import pass_time
from workflows.models import Case, CaseEvent, Deadline, Effect, Task

#: where the cases stand when the editor publishes
STAGES = ("received", "review", "hearing", "response", "approval", "publication")


@pytest.fixture
def running(channel: Channel, people: dict[str, User], at: datetime) -> list[Case]:
    """Return a hundred cases, spread over the stages of the way."""
    cases = [make_case(channel, at=at) for _ in range(100)]
    return [
        bring_to(case, STAGES[number % len(STAGES)], people, at=at)
        for number, case in enumerate(cases)
    ]


def everything() -> list[Any]:
    """Return every row that a case consists of, as the database has it."""
    models = (Case, Task, Deadline, CaseEvent, Effect)
    return [list(model.objects.order_by("pk").values()) for model in models]


def finish(case: Case, people: dict[str, User], *, at: datetime) -> Case:
    """Take the case the rest of its way, from wherever it stands."""
    ways = case.workflow_version.compiled.transition_by_key
    for transition, role in WAY:
        if case.stage in ways[transition].sources:
            act(case, transition, people[role], at=at)
            case.refresh_from_db()
    return case


def redrawn(spec: Any) -> Any:
    """Turn the workflow inside out: other roles, names, ways, times and mails."""
    stages = [
        {**one, "label": said("Muutettu"), "public_label": said("Muutettu")}
        for one in spec["stages"]
    ]
    for one in stages:
        if one["key"] == "review":
            one["role"] = "publisher"
    transitions = [
        {**one, "label": said("Muutettu"), "roles": ["publisher"], "effects": []}
        if one["key"] in dict(WAY)
        else one
        for one in spec["transitions"]
        if one["key"] != "note_hearing"
    ]
    deadlines = [
        {**one, "period": {"amount": 1, "unit": "day"}}
        if one.get("clock") == "service"
        else one
        for one in spec["deadlines"]
    ]
    sent = [{**one, "body": said("Muutettu {reference}")} for one in spec["mails"]]
    return {
        **spec,
        "mails": sent,
        "stages": stages,
        "transitions": transitions,
        "deadlines": deadlines,
    }


def test_nothing_that_runs_changes_when_its_workflow_is_redrawn_and_published(
    channel: Channel,
    running: list[Case],
    browser_of_administrator: Client,
    people: dict[str, User],
    at: datetime,
) -> None:
    workflow, before = channel.procedure.workflow, everything()

    save(browser_of_administrator, workflow, redrawn(workflow.spec), **PUBLISH)

    workflow.refresh_from_db()
    assert workflow.versions.count() == 2
    assert workflow.spec["transitions"][0]["label"] == said("Muutettu")
    assert everything() == before
    # A day that would end the new deadlines ends none of the old ones.
    pass_time(at=at + timedelta(days=2))
    assert not Deadline.objects.exclude(missed_at=None).exists()
    for case in running:
        closed = finish(case, people, at=at + timedelta(days=2))
        assert (closed.stage, closed.workflow_version.number) == ("closed", 1)
    answered = CaseEvent.objects.filter(transition="publish", case__in=running)
    assert answered.count() == 100
    assert (
        Effect.objects.filter(event__in=answered, kind="publish_outcome").count() == 100
    )
    assert list(Audit().findings()) == []


def test_who_comes_after_it_follows_the_new_drawing(
    channel: Channel,
    browser_of_administrator: Client,
    people: dict[str, User],
    at: datetime,
) -> None:
    workflow = channel.procedure.workflow
    save(browser_of_administrator, workflow, redrawn(workflow.spec), **PUBLISH)

    case = make_case(channel, at=at)
    act(case, "take", people["publisher"], at=at)

    case.refresh_from_db()
    assert case.workflow_version.number == 2
    assert case.tasks.get(done_at=None).role == "publisher"
    assert not case.effects.filter(event__transition="take").exists()
