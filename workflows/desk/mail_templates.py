"""The organisation's own wordings of the mails, edited in the admin."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet

from workflows.desk.words import WORKFLOW, said
from workflows.engine.mail_checks import PLACEHOLDERS
from workflows.engine.texts import say
from workflows.models import MailTemplate, Workflow, WorkflowVersion


def mail_choices() -> list[tuple[str, str]]:
    """Return every mail of the newest workflows, as "workflow:mail"."""
    choices = []
    for version in _newest_versions():
        title = said(version.compiled.title)
        for mail in version.compiled.mails:
            key = f"{version.workflow.key}:{mail.key}"
            choices.append((key, f"{title}: {said(mail.subject)}"))
    return choices


def _newest_versions() -> list[WorkflowVersion]:
    versions = (
        WorkflowVersion.objects.select_related("workflow")
        .defer("spec")
        .order_by("workflow__key", "number")
    )
    return list({version.workflow_id: version for version in versions}.values())


#: what any mail may have; the answers of a small form depend on the mail
PLACEHOLDER_HELP = format_lazy(
    _("Filled in when the mail is sent: {names}. An empty line parts paragraphs."),
    names=", ".join(f"{{{name}}}" for name in sorted(PLACEHOLDERS)),
)


class MailTemplateForm(WagtailAdminModelForm):
    """One mail in one language; which one is chosen once."""

    which = forms.ChoiceField(label=_("Mail"), choices=mail_choices)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        template = self.instance
        if template.pk:
            self.initial["which"] = f"{template.workflow.key}:{template.mail}"
            self.fields["which"].disabled = self.fields["language"].disabled = True
        else:
            self.fields["subject"].required = self.fields["body"].required = False
            self.fields["which"].help_text = _(
                "Leave the subject line and the text empty to begin with the words "
                "that are in use now."
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if which := cleaned.get("which"):
            workflow, _colon, self.instance.mail = which.partition(":")
            self.instance.workflow = Workflow.objects.get(key=workflow)
            if not (cleaned.get("subject") or cleaned.get("body")):
                cleaned |= self._words_in_use(cleaned.get("language", ""))
        for name in ("subject", "body"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("This field is required."))
        return cleaned

    def _words_in_use(self, language: str) -> dict[str, str]:
        version = self.instance.workflow.versions.newest_first()[0]
        mail = version.compiled.mail_by_key[self.instance.mail]
        return {
            "subject": say(mail.subject, language),
            "body": say(mail.body, language),
        }

    def _get_validation_exclusions(self) -> set[str]:
        # Set from `which`, and so to be checked with the rest.
        excluded: set[str] = super()._get_validation_exclusions()
        return excluded - {"workflow", "mail"}


def _workflow_title(template: MailTemplate) -> str:
    version = template.workflow.versions.newest_first()[0]
    return said(version.compiled.title)


def _language_name(template: MailTemplate) -> str:
    return str(get_language_info(template.language)["name_translated"])


class MailTemplateViewSet(SnippetViewSet):
    """Mails whose words the organisation changed; the others are as shipped."""

    model = MailTemplate
    icon = "mail"
    menu_label = _("Wordings of mails")
    menu_name = "mail-templates"
    menu_order = 910
    add_to_settings_menu = True
    list_display = [
        "subject",
        Column("workflow", label=WORKFLOW, accessor=_workflow_title),
        Column("language", label=_("Language"), accessor=_language_name),
    ]
    list_filter = ["language"]
    ordering = ["workflow", "mail", "language"]
    edit_handler = ObjectList(
        [
            FieldPanel("which"),
            FieldPanel("language"),
            FieldPanel("subject"),
            FieldPanel("body", help_text=PLACEHOLDER_HELP),
        ],
        base_form_class=MailTemplateForm,
    )
