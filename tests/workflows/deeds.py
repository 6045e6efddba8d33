"""A workflow with every deed, and cases that follow it."""

from datetime import datetime
from typing import Any

from tests.drawn import a_workflow, arrow, question, send_in, stage, text
from workflows.models import Case, Procedure

MAIL = {
    "key": "answer",
    "subject": text("Vastaus {reference}"),
    "body": text("{answers.reply}"),
}
MONTH = {
    "key": "answer",
    "clock": "statutory",
    "period": {"amount": 1, "unit": "month"},
    "during": ["work"],
    "counts_from": "arrival",
    "label": text("Answer"),
    "reason": text("Within a month."),
    "basis": text("A rule."),
}


def with_deeds(key: str) -> dict[str, Any]:
    other = question("other", "case")
    reply = question("reply", "long_text")
    named = {"fields": [other], "roles": ["reviewer"]}
    return a_workflow(
        [
            stage("work", "work", role="reviewer"),
            stage("done", "final"),
            stage("merged", "final"),
        ],
        [
            arrow(
                "answer",
                "work",
                "done",
                roles=["reviewer"],
                fields=[reply],
                effects=[{"kind": "mail", "params": {"mail": "answer"}}],
            ),
            arrow(
                "add",
                "work",
                None,
                trigger="submitter",
                fields=[reply],
                effects=[{"kind": "mail", "params": {"mail": "answer"}}],
            ),
            arrow(
                "merge",
                "work",
                "merged",
                deed={"kind": "merge", "params": {"field": "other"}},
                **named,
            ),
            arrow(
                "link",
                "work",
                None,
                deed={"kind": "link", "params": {"field": "other"}},
                **named,
            ),
            arrow("split", "work", None, roles=["reviewer"], deed={"kind": "split"}),
            arrow(
                "retype",
                "work",
                None,
                roles=["reviewer"],
                deed={"kind": "retype", "params": {"procedure": "complaint"}},
                effects=[{"kind": "mail", "params": {"mail": "retyped"}}],
            ),
        ],
        key=key,
        mails=[MAIL, {**MAIL, "key": "retyped", "body": text("Nyt muistutus.")}],
        deadlines=[MONTH],
    )


def two(procedure: Procedure, at: datetime) -> tuple[Case, Case]:
    return send_in(procedure, at=at), send_in(procedure, at=at)
