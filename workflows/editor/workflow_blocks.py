"""The block of a whole workflow."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from wagtail.blocks import BlockGroup

from workflows.editor.deadline_blocks import DeadlineKinds
from workflows.editor.effect_blocks import EffectKinds
from workflows.editor.field_blocks import KEY_HELP
from workflows.editor.leaves import Key, Texts
from workflows.editor.parts import Part, PartList, Root
from workflows.editor.reference_leaves import Reference
from workflows.editor.stage_blocks import StageKinds
from workflows.editor.transition_blocks import TransitionKinds


class MailPart(Part):
    """A message to the submitter."""

    subject = Texts(_("Subject"), starred=True, always=True)
    body = Texts(
        _("Text"),
        starred=True,
        rows=8,
        always=True,
        help_text=_(
            "In braces stands what is filled in: {reference}, {subject}, {title}, "
            "{status_url}, {organisation}, {stage}, {next_date}, {reason}, and "
            "{answers.KEY} for an answer of the transition that sends the mail."
        ),
    )
    key = Key(_("Key"), kind="mail", help_text=KEY_HELP)

    class Meta:
        icon = "mail"
        label = _("Mail")
        label_format = "{subject}"
        form_layout = BlockGroup(children=["subject", "body"], settings=["key"])


class WorkflowPart(Root):
    """A workflow, as its schema has it, without its key."""

    title = Texts(_("Name"), starred=True, always=True)
    stages = StageKinds(
        label=_("Stages"),
        required=False,
        collapsed=True,
        help_text=_("Where a case can be."),
    )
    start = Reference(_("A new case begins in"), "stage", starred=True, always=True)
    transitions = TransitionKinds(
        label=_("Transitions"),
        required=False,
        collapsed=True,
        help_text=_("What takes a case from one stage to another, and who may do it."),
    )
    deadlines = DeadlineKinds(
        label=_("Deadlines"),
        required=False,
        collapsed=True,
        help_text=_("By which date a case must have left its stages, and why."),
    )
    mails = PartList(
        MailPart(),
        label=_("Mails to the submitter"),
        required=False,
        collapsed=True,
    )
    on_start = EffectKinds(
        label=_("What follows when something arrives"), required=False, collapsed=True
    )

    fixed: ClassVar[dict[str, Any]] = {"schema": 1, "kind": "workflow"}
