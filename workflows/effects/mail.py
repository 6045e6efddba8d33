"""Mail to the submitter, written in the workflow version of the case."""

import re
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.formats import date_format
from django.utils.translation import override

from workflows.effects import outbox, registry
from workflows.effects.status_links import status_url
from workflows.engine.calendars import FINLAND
from workflows.engine.texts import say
from workflows.models import Case, Deadline, Effect, EventAnswers

_PLACEHOLDER = re.compile(r"\{([a-z0-9_.]+)\}")


@registry.register("mail", queue="mail")
def send_mail(effect: Effect, *, at: datetime) -> None:
    """
    Send the mail that `params["mail"]` names to the case's submitter.

    The Message-ID is the effect's id: when a worker dies between sending and noting
    it, the repeat can be recognised by whoever receives it.
    """
    case = (
        Case.objects.select_related("submission__form_version", "workflow_version")
        .defer("submission__answers")
        .get(pk=effect.case_id)
    )
    submission = case.submission
    if not submission.email:
        with outbox.finish(effect, at=at, skipped_because="no-address"):
            return
    mail = effect.event.workflow_version.compiled.mail_by_key[effect.params["mail"]]
    values = placeholders(case, effect)
    subject = fill(say(mail.subject, submission.language), values)
    EmailMessage(
        subject=" ".join(subject.split()),
        body=fill(spoken(say(mail.body, submission.language), values), values),
        to=[submission.email],
        headers={
            "Message-ID": f"<{effect.pk}@{_domain()}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": submission.language,
        },
    ).send()
    with outbox.finish(effect, at=at):
        pass


def placeholders(case: Case, effect: Effect) -> dict[str, str]:
    """Return what each placeholder stands for in mails of the effect's event."""
    language, event = case.submission.language, effect.event
    workflow = effect.event.workflow_version.compiled
    values = {
        "reference": case.reference,
        "subject": case.submission.subject,
        "title": say(case.submission.form_version.compiled.title, language),
        "status_url": status_url(case, language=language),
        "organisation": say(settings.ORGANISATION_NAME, language),
        "stage": say(workflow.stage_by_key[event.to_stage].public_label, language),
        **_next_date(case, effect, language),
    }
    written = EventAnswers.objects.with_key().filter(event_id=effect.event_id)
    answers = written.first()
    for key, answer in (answers.answers if answers else {}).items():
        values[f"answers.{key}"] = str(answer)
    return values


def fill(text: str, values: Mapping[str, str]) -> str:
    """
    Return the text with its placeholders filled in, in one pass.

    What a value itself holds is never read as a placeholder; an unknown one, which
    publishing refuses, becomes empty.
    """
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], ""), text)


def spoken(text: str, values: Mapping[str, str]) -> str:
    """
    Return the text without the lines that have nothing to say.

    Such a line has placeholders, and every one of them is empty: a case that has
    been closed has no next date. The blank line after it goes as well.
    """
    lines = iter(text.splitlines(keepends=True))
    kept = []
    for line in lines:
        named = _PLACEHOLDER.findall(line)
        if not named or any(values.get(name) for name in named):
            kept.append(line)
        elif (following := next(lines, "")).strip():
            kept.append(following)
    return "".join(kept)


def _next_date(case: Case, effect: Effect, language: str) -> dict[str, str]:
    # As it was when the event happened: the mail may go out much later.
    deadline = Deadline.objects.next_as_of(case, effect.event.at)
    if deadline is None or deadline.due_at is None:
        return {"next_date": "", "reason": ""}
    rule = effect.event.workflow_version.compiled.deadline_by_key.get(deadline.key)
    if rule is None:  # the case had gone on in another workflow by then
        return {"next_date": "", "reason": ""}
    with override(language):
        day = date_format(deadline.due_at.astimezone(FINLAND), "DATE_FORMAT")
    return {"next_date": day, "reason": say(rule.reason, language)}


def _domain() -> str:
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip("> ")
