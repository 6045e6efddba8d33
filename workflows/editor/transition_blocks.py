"""Blocks of transitions: a kind of block for each way in which one is set off."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail.blocks import BlockGroup

from workflows.editor.effect_blocks import DeedKinds, EffectKinds
from workflows.editor.field_blocks import KEY_HELP, FieldPart
from workflows.editor.leaves import LEFT_OUT, Choice, Key, Number, Texts, Truth
from workflows.editor.parts import Kinds, Part, PartList
from workflows.editor.reference_leaves import Condition, Reference, References, Target

UNITS = {
    "hour": _("hours"),
    "day": _("days"),
    "week": _("weeks"),
    "month": _("months"),
    "year": _("years"),
    "working_day": _("working days"),
    "working_hour": _("working hours"),
}
_WAY = ["label", "sources", "target"]


class OptionalPeriodPart(Part):
    """A length of time that may be missing."""

    amount = Number(_("How long"), most=1000)
    unit = Choice("", UNITS, always=True, plain="day")

    class Meta:
        label_format = "{amount} {unit}"
        form_classname = "struct-block definition-period"

    def to_spec(self, value: Any) -> Any:
        spec = super().to_spec(value)
        return spec if "amount" in spec else LEFT_OUT


class TransitionPart(Part):
    """What every transition has."""

    label = Texts(
        _("Name"), starred=True, help_text=_("What the button says."), always=True
    )
    sources = References(
        pgettext_lazy("a transition", "From"), "stage", starred=True, always=True
    )
    target = Target(
        pgettext_lazy("a transition", "To"),
        "stage",
        always=True,
        none=_("the case stays where it is"),
    )
    explanation = Texts(
        _("Explanation"), rows=2, help_text=_("Stands beside the button.")
    )
    guard = Condition(_("Only when"), "workflow")
    effects = EffectKinds(label=_("What follows"), required=False, collapsed=True)
    key = Key(_("Key"), kind="transition", help_text=KEY_HELP)

    spec_names: ClassVar = {"sources": "from", "target": "to"}


class FilledInPart(TransitionPart):
    """A transition that somebody chooses, with a small form."""

    fields = PartList(
        FieldPart(), label=_("What is asked"), required=False, collapsed=True
    )
    note = Choice(
        _("Note"),
        {
            "none": _("is not asked for"),
            "optional": _("may be written"),
            "required": _("must be written"),
        },
        plain="none",
    )
    within = OptionalPeriodPart(
        label=_("Only so long after the stage was entered"),
    )
    deed = DeedKinds(
        label=_("Something special"), required=False, max_num=1, collapsed=True
    )
    style = Choice(
        _("How the button looks"),
        {
            "primary": _("The usual next thing"),
            "secondary": _("Another possibility"),
            "danger": _("Ends or refuses something"),
        },
        plain="secondary",
    )


class PersonPart(FilledInPart):
    """Somebody of the staff does it."""

    roles = References(_("Who may do it"), "role", starred=True)
    not_same_actor_as = References(
        _("Not by whoever did"),
        "transition",
        help_text=_("Four eyes: another person must do this."),
    )
    second_factor = Truth(
        _("Must be confirmed with a second factor"),
        help_text=_(
            "Whoever does it gives a one-time code from an app of their own, beside "
            "being signed in. The history tells it, and the letter of an outcome that "
            "was approved by it."
        ),
    )
    completes_task = Truth(
        _("Completes the doer's own task"),
        help_text=_("In a parallel stage. The case stays until enough are done."),
    )
    returned_on = Reference(
        _("Question on which day the case came back"),
        "field",
        help_text=_(
            "Where another authority had the case: deadlines count from that day."
        ),
    )

    class Meta:
        icon = "user"
        label = _("By staff")
        label_format = "{label}: {sources} → {target}"
        form_layout = BlockGroup(
            children=[
                *_WAY,
                "roles",
                "completes_task",
                "fields",
                "note",
                "effects",
                BlockGroup(
                    heading=_("Conditions"),
                    children=[
                        "guard",
                        "not_same_actor_as",
                        "second_factor",
                        "within",
                        "returned_on",
                    ],
                    classname="collapsed",
                    label_format="",
                ),
            ],
            settings=["explanation", "style", "deed", "key"],
        )


class SubmitterPart(FilledInPart):
    """The submitter does it, on the status page."""

    resubmits = Truth(
        _("The submitter may correct the form"),
        help_text=_("What was sent before is kept; reviewers see the difference."),
    )

    fixed: ClassVar = {"trigger": "submitter"}

    class Meta:
        icon = "edit"
        label = _("By the submitter")
        label_format = "{label}: {sources} → {target}"
        form_layout = BlockGroup(
            children=[
                *_WAY,
                "resubmits",
                "fields",
                "note",
                "effects",
                BlockGroup(
                    heading=_("Conditions"),
                    children=["guard", "within"],
                    classname="collapsed",
                    label_format="",
                ),
            ],
            settings=["explanation", "style", "deed", "key"],
        )


class AutomaticTransitionPart(TransitionPart):
    """A branch or a parallel stage leads on by itself."""

    fixed: ClassVar = {"trigger": "automatic"}

    class Meta:
        icon = "cogs"
        label = _("By itself (from a branch or a parallel stage)")
        label_format = "{label}: {sources} → {target}"
        form_layout = BlockGroup(
            children=[*_WAY, "guard", "effects"], settings=["explanation", "key"]
        )


class TimerPart(TransitionPart):
    """A deadline has passed."""

    timer = Reference(_("Deadline that ends"), "deadline", starred=True)
    fixed: ClassVar = {"trigger": "timer"}

    class Meta:
        icon = "time"
        label = _("When a deadline ends")
        label_format = "{label}: {sources} → {target}"
        form_layout = BlockGroup(
            children=[*_WAY, "timer", "guard", "effects"],
            settings=["explanation", "key"],
        )


class TransitionKinds(Kinds):
    """The transitions, each by its trigger; automatic ones are tried in this order."""

    person = PersonPart()
    submitter = SubmitterPart()
    automatic = AutomaticTransitionPart()
    timer = TimerPart()
    always = True

    def kind_of(self, spec: Mapping[str, Any]) -> str:
        kind = str(spec.get("trigger", "person"))
        return kind if kind in self.child_blocks else "person"
