"""The block of a whole form."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from wagtail.blocks import BlockGroup

from workflows.editor.field_blocks import KEY_HELP, FormFieldPart
from workflows.editor.leaves import Key, Texts
from workflows.editor.parts import Part, PartList, Root
from workflows.editor.reference_leaves import Condition, Reference


class StepPart(Part):
    """One page of the form."""

    title = Texts(_("Heading of the page"), starred=True, always=True)
    intro = Texts(_("Text above the questions"), rows=2)
    fields = PartList(
        FormFieldPart(), label=_("Questions"), required=False, collapsed=True
    )
    visible_when = Condition(_("Shown only when"), "form")
    key = Key(_("Key"), kind="step", help_text=KEY_HELP)

    class Meta:
        icon = "doc-empty"
        label = _("Page")
        label_format = "{title}"
        form_layout = BlockGroup(
            children=["title", "intro", "fields", "visible_when"], settings=["key"]
        )


class FormPart(Root):
    """A form, as its schema has it, without its key."""

    title = Texts(_("Name"), starred=True, always=True)
    steps = PartList(
        StepPart(),
        label=_("Pages"),
        required=False,
        collapsed=True,
        help_text=_("The resident fills in one page at a time, in this order."),
    )
    subject = Reference(
        _("Question that names the case"),
        "field",
        help_text=_("Its answer is shown in lists. Without one, the form's name is."),
    )
    email = Reference(
        _("Question with the e-mail address"),
        "field",
        help_text=_("Through it the submitter is told what happens."),
    )
    declaration = Texts(_("Text above the button that sends"), rows=2)
    what_next = Texts(_("What happens next, on the receipt"), rows=3)

    fixed: ClassVar[dict[str, Any]] = {"schema": 1, "kind": "form"}
