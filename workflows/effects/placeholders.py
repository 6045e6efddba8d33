"""What the placeholders of a mail to the submitter stand for."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import override

from workflows.effects.status_links import status_url
from workflows.engine.calendars import FINLAND
from workflows.engine.texts import say
from workflows.models import Case, Deadline, Effect, EventAnswers


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
