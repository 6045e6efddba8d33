"""What the mails of a workflow must fulfil: each placeholder stands for something."""

from collections.abc import Iterator

from workflows.engine.codec import Problem
from workflows.engine.field_checks import duplicates, untranslated
from workflows.engine.mail_texts import unknown_placeholders
from workflows.engine.transition_checks import MAIL, effects_of
from workflows.engine.workflow_spec import Mail, Transition, WorkflowSpec

#: what may stand in braces in any mail
PLACEHOLDERS = frozenset(
    {"reference", "subject", "title", "status_url"}
    | {"organisation", "stage", "next_date", "reason"}
)
ANSWER = "answers."

#: types of answers that read well inside a sentence
_SAYABLE = ("text", "long_text", "email", "phone", "number", "date")


def mail_problems(workflow: WorkflowSpec) -> Iterator[Problem]:
    """Yield what is wrong with the mails."""
    yield from duplicates("/mails", (mail.key for mail in workflow.mails))
    for index, mail in enumerate(workflow.mails):
        known = placeholders_of(workflow, mail.key)
        yield from _mail_problems(f"/mails/{index}", mail, known)


def placeholders_of(workflow: WorkflowSpec, mail: str) -> frozenset[str]:
    """Return what may stand in braces in that mail of the workflow."""
    senders = [
        source
        for _, effect, source in effects_of(workflow)
        if effect.kind == MAIL and effect.params.get("mail") == mail
    ]
    return PLACEHOLDERS | _common_answers(senders)


def _mail_problems(path: str, mail: Mail, known: frozenset[str]) -> Iterator[Problem]:
    for name, text in (("subject", mail.subject), ("body", mail.body)):
        yield from untranslated(f"{path}/{name}", text)
        for language, words in text.items():
            for placeholder in unknown_placeholders(words, known):
                yield Problem(
                    f"{path}/{name}/{language}",
                    "unknown_placeholder",
                    f"Nothing stands for {{{placeholder}}} in this mail.",
                )


def _common_answers(senders: list[Transition | None]) -> frozenset[str]:
    """Return the placeholders of answers that every sender of the mail has."""
    answers = [
        frozenset(
            f"{ANSWER}{field.key}"
            for field in (sender.fields if sender else ())
            if field.type in _SAYABLE
        )
        for sender in senders
    ]
    return frozenset.intersection(*answers) if answers else frozenset()
