"""Blocks of questions: in a form, and in the small form of a transition."""

from django.utils.translation import gettext_lazy as _

from wagtail.blocks import BlockGroup

from workflows.editor.leaves import Choice, Endings, Key, Number, Texts, Truth, Words
from workflows.editor.parts import Part, PartList
from workflows.editor.reference_leaves import Condition

FIELD_TYPES = {
    "text": _("One line of text"),
    "long_text": _("Long text"),
    "email": _("E-mail address"),
    "phone": _("Telephone number"),
    "number": _("Number"),
    "date": _("Date"),
    "choice": _("Choose one"),
    "choices": _("Choose several"),
    "confirm": _("Tick to confirm"),
    "files": _("Files"),
    "case": _("Reference of another case"),
}

KEY_HELP = _(
    "Made from the label when you leave this empty. Small letters, digits and "
    "underscores. Do not change it once it is published."
)


class OptionPart(Part):
    """One answer of a choice."""

    label = Texts(_("Answer"), starred=True)
    hint = Texts(_("Explanation below the answer"))
    value = Key(_("Key"), kind="option", help_text=KEY_HELP)

    class Meta:
        icon = "radio-full"
        label = _("Answer")
        label_format = "{label}"
        form_layout = BlockGroup(children=["label"], settings=["hint", "value"])


_SETTINGS = [
    "hint",
    "personal",
    "max_length",
    "min_length",
    "autocomplete",
    "accept",
    "max_bytes",
    "key",
]


class FieldPart(Part):
    """One question of the small form of a transition."""

    label = Texts(_("Question"), starred=True)
    type = Choice(_("Kind of answer"), FIELD_TYPES, always=True, plain="text")
    hint = Texts(_("Help below the question"))
    required = Truth(_("Must be answered"), plain=True)
    personal = Truth(
        _("Tells something of a person"),
        help_text=_("Such an answer can't reach anything public."),
    )
    options = PartList(
        OptionPart(), label=_("Answers to choose from"), required=False, collapsed=True
    )
    max_length = Number(
        _("Longest answer"),
        help_text=_("Characters; of files, how many."),
        most=100_000,
    )
    min_length = Number(_("Shortest answer"), most=100_000)
    autocomplete = Words(
        _("What the browser may fill in"),
        help_text=_("For instance “email”, “name” or “tel”."),
    )
    accept = Endings(_("Endings of files"), help_text=_("For instance: pdf, jpg, png"))
    max_bytes = Number(_("Largest file, in bytes"), most=1_073_741_824)
    key = Key(_("Key"), kind="field", help_text=KEY_HELP)

    class Meta:
        icon = "edit"
        label = _("Question")
        label_format = "{label}"
        form_layout = BlockGroup(
            children=["label", "type", "required", "options"], settings=_SETTINGS
        )


class FormFieldPart(FieldPart):
    """One question of a form, which may depend on earlier answers."""

    visible_when = Condition(_("Shown only when"), "form")

    class Meta:
        form_layout = BlockGroup(
            children=["label", "type", "required", "options", "visible_when"],
            settings=_SETTINGS,
        )
