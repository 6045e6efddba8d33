"""Blocks of deadlines: with terms of their own, or by a shared rule."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail.blocks import BlockGroup

from workflows.editor.field_blocks import KEY_HELP
from workflows.editor.leaves import Choice, Key, Numbers, Texts
from workflows.editor.parts import Kinds, Part
from workflows.editor.reference_leaves import Reference, References
from workflows.editor.transition_blocks import OptionalPeriodPart

_WHEN = ["counts_from", "during", "reason"]


class DeadlinePart(Part):
    """A date by which a case must have left some stages."""

    label = Texts(_("Name"), starred=True, always=True)
    during = References(
        _("While the case is in"),
        "stage",
        starred=True,
        always=True,
        help_text=_("The deadline is met when the case has left all of these."),
    )
    counts_from = Choice(
        _("Counted from"),
        {
            "arrival": _("the arrival of the submission"),
            "entry": _("the entry into the first of these stages"),
        },
        always=True,
        plain="entry",
    )
    reason = Texts(
        _("Why this date, for the resident"), starred=True, rows=2, always=True
    )
    warn = Numbers(
        _("Warn after, in percents of the time"),
        help_text=_(
            "For instance: 50, 80. Empty: as the rule says, or 50 and 80. 0: never."
        ),
    )
    on_return = Choice(
        _("When another authority has sent the case back"),
        {
            "": _("as usual: a promise goes on, a period of the law keeps its start"),
            "goes_on": _("it goes on with what was left; the time away is not counted"),
            "same_start": _("it counts from the same start, as if never away"),
            "anew": _("the whole period counts from the day of the return"),
        },
        plain="",
    )
    key = Key(_("Key"), kind="deadline", help_text=KEY_HELP)


class OwnDeadlinePart(DeadlinePart):
    """Says its terms itself."""

    period = OptionalPeriodPart(label=_("How long"))
    clock = Choice(
        _("How the time is counted"),
        {
            "service": _("Service promise: stands still while the submitter is asked"),
            "statutory": _("By the law: calendar time, never stops"),
        },
        always=True,
        plain="service",
    )
    basis = Texts(
        _("Basis, for staff"),
        starred=True,
        rows=2,
        help_text=_("Statute, rule of the organisation or service promise."),
    )
    calendar = Choice(
        _("When the last day is a day off"),
        {
            "fi": _("it moves on by Finnish law"),
            "eu": _("it moves on by EU law"),
            "none": _("it stays"),
        },
        plain="fi",
    )
    extended = OptionalPeriodPart(label=_("May be extended once, to"))

    class Meta:
        icon = "time"
        label = _("Deadline")
        label_format = "{label}: {period}"
        form_layout = BlockGroup(
            children=["label", "period", "clock", *_WHEN, "basis"],
            settings=["calendar", "extended", "warn", "on_return", "key"],
        )


class SharedDeadlinePart(DeadlinePart):
    """Has the terms of a rule that several workflows share."""

    rule = Reference(_("Rule"), "rule", starred=True, always=True)

    class Meta:
        icon = "link"
        label = _("Deadline by a shared rule")
        label_format = "{label}: {rule}"
        form_layout = BlockGroup(
            children=["label", "rule", *_WHEN], settings=["warn", "on_return", "key"]
        )


class DeadlineKinds(Kinds):
    """The deadlines."""

    own = OwnDeadlinePart()
    shared = SharedDeadlinePart()

    def kind_of(self, spec: Mapping[str, Any]) -> str:
        return "shared" if "rule" in spec else "own"
