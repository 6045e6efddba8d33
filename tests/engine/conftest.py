"""Characters of the engine's tests: one small form and one small workflow."""

from datetime import date
from typing import Any

import pytest
from hypothesis import settings

from tests.drawn import arrow, options, question, stage, text

settings.register_profile("house", derandomize=True, deadline=None, database=None)
settings.load_profile("house")

TODAY = date(2026, 3, 20)


@pytest.fixture
def form_json() -> dict[str, Any]:
    """Give a form that may be published, with one condition on a field and one on a step."""
    wants_answer = {"==": [{"var": "wants_answer"}, "yes"]}
    return {
        "schema": 1,
        "kind": "form",
        "key": "idea",
        "title": text("Idea"),
        "subject": "headline",
        "email": "address",
        "steps": [
            {
                "key": "idea",
                "title": text("Your idea"),
                "fields": [
                    question("headline", max_length=100),
                    question("concerns", "choice", options=options("service", "place")),
                    question("wants_answer", "choice", options=options("yes", "no")),
                    question("day", "date", required=False),
                    question("people", "number", required=False),
                    question(
                        "topics", "choices", required=False, options=options("roads")
                    ),
                ],
            },
            {
                "key": "where",
                "title": text("Where"),
                "visible_when": {"==": [{"var": "concerns"}, "place"]},
                "fields": [question("place"), question("photos", "files")],
            },
            {
                "key": "you",
                "title": text("You"),
                "fields": [
                    question("name", personal=True),
                    question(
                        "address", "email", personal=True, visible_when=wants_answer
                    ),
                ],
            },
        ],
    }


@pytest.fixture
def workflow_json() -> dict[str, Any]:
    """Give a workflow that may be published: reviewed, answered or asked for more."""
    return {
        "schema": 1,
        "kind": "workflow",
        "key": "idea",
        "title": text("Idea"),
        "start": "review",
        "stages": [
            stage("review", "work", role="reviewer"),
            stage("asked", "wait"),
            stage("answered", "final", result="answered"),
        ],
        "transitions": [
            arrow("ask", "review", "asked", roles=["reviewer"]),
            arrow("tell", "asked", "review", trigger="submitter"),
            arrow(
                "answer",
                "review",
                "answered",
                roles=["reviewer"],
                fields=[question("reply", "long_text")],
                not_same_actor_as=["ask"],
                effects=[
                    {"kind": "mail", "params": {"mail": "reply"}},
                    {"kind": "publish", "params": {"answers": "answer"}},
                ],
            ),
        ],
        "deadlines": [
            {
                "key": "first_answer",
                "clock": "statutory",
                "period": {"amount": 1, "unit": "month"},
                "during": ["review", "asked"],
                "counts_from": "arrival",
                "label": text("First answer"),
                "reason": text("You get an answer within a month."),
                "basis": text("A rule."),
            }
        ],
        "mails": [
            {
                "key": "received",
                "subject": text("Received: {reference}"),
                "body": text("{subject} {title} {status_url} {organisation}"),
            },
            {
                "key": "reply",
                "subject": text("Reply"),
                "body": text("{answers.reply} {stage} {next_date} {reason}"),
            },
        ],
        "on_start": [{"kind": "mail", "params": {"mail": "received"}}],
    }
