"""Mails to submitters: the organisation's own wording, and what was sent."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from csp.decorators import csp_update
from wagtail.models import PreviewableMixin, RevisionMixin

from workflows.engine.mail_checks import placeholders_of
from workflows.engine.mail_texts import (
    fill,
    has_loose_brace,
    paragraphs,
    placeholders_in,
    spoken,
    unknown_placeholders,
)
from workflows.engine.texts import say
from workflows.models.cases import Case
from workflows.models.definitions import Workflow
from workflows.models.effects import Effect
from workflows.models.mail_samples import samples
from workflows.models.sealing import SealedField
from workflows.models.submissions import Submission


class MailTemplate(RevisionMixin, PreviewableMixin, models.Model):
    """
    One mail of a workflow in one language, as the organisation words it.

    Used instead of the words in the workflow's definition, in every version of it
    that has what the placeholders stand for.
    """

    workflow = models.ForeignKey(
        Workflow, on_delete=models.CASCADE, related_name="mail_templates"
    )
    #: key of the mail in the workflow
    mail = models.SlugField(_("mail"), max_length=60)
    language = models.CharField(_("language"), max_length=12)
    subject = models.CharField(_("subject line"), max_length=200)
    body = models.TextField(_("text"), max_length=10_000)

    class Meta:
        verbose_name = _("wording of a mail")
        verbose_name_plural = _("wordings of mails")
        constraints = [
            models.UniqueConstraint(
                fields=["workflow", "mail", "language"],
                name="mail_template_once",
                violation_error_message=_(
                    "This mail has a wording of its own in this language already."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.subject

    def clean(self) -> None:
        """Refuse placeholders that stand for nothing, naming them."""
        super().clean()
        version = self.workflow.versions.newest_first().first()
        if version is None or self.mail not in version.compiled.mail_by_key:
            raise ValidationError(gettext("The workflow has no such mail."))
        known = placeholders_of(version.compiled, self.mail)
        faults = {
            name: sentences
            for name in ("subject", "body")
            if (sentences := _faults(getattr(self, name), known))
        }
        if faults:
            raise ValidationError(faults)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [("letter", _("Formatted")), ("plain", _("Plain text"))]

    @method_decorator(csp_update({"style-src": ["'unsafe-inline'"]}))
    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return the preview; a mail carries its style in itself."""
        response: HttpResponse = super().serve_preview(request, mode_name)
        return response

    def get_preview_template(self, _request: HttpRequest, mode_name: str) -> str:
        return f"workflows/mail/{mode_name}.html"

    def get_preview_context(
        self, _request: HttpRequest, _mode_name: str
    ) -> dict[str, Any]:
        named = placeholders_in(f"{self.subject} {self.body}")
        values = samples(self.language, named)
        text = fill(spoken(self.body, values), values)
        return {
            "language": self.language,
            "subject": fill(self.subject, values),
            "text": text,
            "paragraphs": paragraphs(text),
            "link": values["status_url"],
            "organisation": say(settings.ORGANISATION_NAME, self.language),
        }


def _faults(text: str, known: frozenset[str]) -> list[str]:
    allowed = ", ".join(f"{{{name}}}" for name in sorted(known))
    sentences = [
        gettext("Nothing stands for {%(name)s} in this mail. You can use: %(allowed)s.")
        % {"name": name, "allowed": allowed}
        for name in unknown_placeholders(text, known)
    ]
    if has_loose_brace(text):
        sentences.append(
            gettext(
                "A brace has no pair. Braces are only for placeholders. You can use: "
                "%(allowed)s."
            )
            % {"allowed": allowed}
        )
    return sentences


class SentMailQuerySet(models.QuerySet["SentMail"]):
    def of_case(self, case: Case) -> list["SentMail"]:
        """Return what was sent of the case, the latest first, ready to be opened."""
        found = list(self.filter(case=case).order_by("-tried_at", "-pk"))
        for mail in found:
            mail.case = case  # whose submission, with the key, is loaded
        return found


class SentMail(models.Model):
    """
    One mail to the submitter: what it said, and how far it got.

    `letter` is what was sent, sealed: {"to", "subject", "text"}.
    """

    class State(models.TextChoices):
        SENDING = "sending", _("handed to the mail server, no answer")
        SENT = "sent", _("taken by the mail server")
        FAILED = "failed", _("not taken by the mail server yet")
        REFUSED = "refused", _("address refused by the mail server")
        RETURNED = "returned", _("came back: not delivered")

    effect = models.OneToOneField(
        Effect, on_delete=models.PROTECT, primary_key=True, related_name="sent_mail"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sent_mails")
    #: key of the mail in the workflow
    mail = models.CharField(max_length=60)
    language = models.CharField(max_length=12)
    #: of the wording with its placeholders: says which words without quoting them
    wording_sha256 = models.CharField(max_length=64)
    #: the organisation's own wording; none when the workflow's was used
    template = models.ForeignKey(
        MailTemplate,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    letter = SealedField(empty=dict)
    state = models.CharField(
        _("state"), max_length=8, choices=State.choices, default=State.SENDING
    )
    #: the mail server's or the returned mail's code, for instance 550 or 5.1.1
    code = models.CharField(max_length=20, blank=True)
    #: a try ended without an answer before this one: it may have arrived twice
    is_doubtful = models.BooleanField(default=False)
    tried_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    #: how often it came back; a new sending gets a Message-ID of its own
    returns = models.PositiveSmallIntegerField(default=0)

    objects = SentMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("sent mail")
        verbose_name_plural = _("sent mails")

    def __str__(self) -> str:
        return f"{self.mail} {self.effect_id}"

    @property
    def key_holder(self) -> Submission:
        return self.case.submission
