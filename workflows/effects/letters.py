"""A mail to the submitter as it is sent: the wording, filled in, in both forms."""

from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string

from workflows.effects.placeholders import placeholders
from workflows.engine.canonical import canonical, sha256_hex
from workflows.engine.mail_checks import placeholders_of
from workflows.engine.mail_texts import (
    fill,
    paragraphs,
    spoken,
    unknown_placeholders,
)
from workflows.engine.texts import say
from workflows.engine.workflow_spec import WorkflowSpec
from workflows.models import Case, Effect, MailTemplate


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Subject and body of a mail with their placeholders, and whose words they are."""

    subject: str
    body: str
    template: MailTemplate | None = None

    @property
    def sha256(self) -> str:
        return sha256_hex(canonical({"subject": self.subject, "body": self.body}))


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail ready to be sent, in one language."""

    mail: str
    language: str
    subject: str
    text: str
    html: str
    wording: Wording


def compose(case: Case, effect: Effect) -> Letter:
    """
    Write the mail that `params["mail"]` names in the submission's language.

    What people wrote is quoted: as text it is never read as a placeholder, and in
    the formatted part never as markup.
    """
    language = case.submission.language
    values = placeholders(case, effect)
    wording = _wording(case, effect)
    subject = " ".join(fill(wording.subject, values).split())
    text = fill(spoken(wording.body, values), values)
    shown = {
        "language": language,
        "subject": subject,
        "paragraphs": paragraphs(text),
        "link": values["status_url"],
        "organisation": say(settings.ORGANISATION_NAME, language),
    }
    return Letter(
        mail=effect.params["mail"],
        language=language,
        subject=subject,
        text=text,
        html=render_to_string("workflows/mail/letter.html", shown),
        wording=wording,
    )


def _wording(case: Case, effect: Effect) -> Wording:
    """Return the organisation's own wording, if there is one that fits, or the spec's."""
    version = effect.event.workflow_version
    key, language = effect.params["mail"], case.submission.language
    own = MailTemplate.objects.filter(
        workflow_id=version.workflow_id,
        mail=key,
        language__in=[language, language.partition("-")[0]],
    )
    for template in own.order_by("-language"):  # a variant before its base language
        if _fits(template, version.compiled):
            return Wording(
                subject=template.subject, body=template.body, template=template
            )
    mail = version.compiled.mail_by_key[key]
    return Wording(subject=say(mail.subject, language), body=say(mail.body, language))


def _fits(template: MailTemplate, workflow: WorkflowSpec) -> bool:
    """Tell whether the workflow has what every placeholder stands for."""
    known = placeholders_of(workflow, template.mail)
    return not unknown_placeholders(template.subject + template.body, known)
