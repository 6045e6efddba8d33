"""Blocks of stages: a kind of block for each kind of stage."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wagtail.blocks import BlockGroup

from workflows.editor.field_blocks import KEY_HELP
from workflows.editor.leaves import Key, Quorum, Texts, Truth, Words
from workflows.editor.parts import Kinds, Part, PartList
from workflows.editor.reference_leaves import Reference

_PUBLIC = ["public_label", "explanation"]


class StagePart(Part):
    """What every stage has."""

    label = Texts(_("Name"), starred=True, help_text=_("What staff read."), always=True)
    public_label = Texts(
        _("Name for the resident"),
        starred=True,
        help_text=_("Read on the page where the resident follows the case."),
        always=True,
    )
    explanation = Texts(
        _("What happens now, for the resident"), starred=True, rows=2, always=True
    )
    takes_place = Truth(
        _("Takes a place"),
        help_text=_("A case in this stage counts against the places of its channel."),
    )
    waits_for_place = Truth(
        _("Waits for a place"),
        help_text=_("When a place is freed, the first case here is offered it."),
    )
    key = Key(_("Key"), kind="stage", help_text=KEY_HELP)


class WorkPart(StagePart):
    """A role owes something."""

    role = Reference(_("Whose turn it is"), "role", starred=True)
    fixed: ClassVar = {"kind": "work"}

    class Meta:
        icon = "user"
        label = _("Work by staff")
        label_format = "{label}"
        form_layout = BlockGroup(
            children=["label", "role", *_PUBLIC],
            settings=["takes_place", "waits_for_place", "key"],
        )


class WaitPart(StagePart):
    """The submitter owes something."""

    fixed: ClassVar = {"kind": "wait"}

    class Meta:
        icon = "time"
        label = _("Waiting for the submitter")
        label_format = "{label}"
        form_layout = BlockGroup(
            children=["label", *_PUBLIC],
            settings=["takes_place", "waits_for_place", "key"],
        )


class TaskPart(Part):
    """One of the tasks of a parallel stage."""

    label = Texts(_("Task"), starred=True)
    role = Reference(_("Whose task it is"), "role", starred=True, always=True)
    key = Key(_("Key"), kind="task", help_text=KEY_HELP)

    class Meta:
        icon = "user"
        label = _("Task")
        label_format = "{label}"
        form_layout = BlockGroup(children=["label", "role"], settings=["key"])


class ParallelPart(StagePart):
    """Several owe something at once."""

    tasks = PartList(TaskPart(), label=_("Tasks"), required=False)
    quorum = Quorum(
        _("Goes on when"),
        {
            "all": _("all tasks are done"),
            "any": _("one task is done"),
            **{
                str(n): format_lazy(pgettext_lazy("tasks", "{n} tasks are done"), n=n)
                for n in range(1, 21)
            },
        },
        plain="all",
        help_text=_(
            "Then the first transition “by itself” from here whose condition holds "
            "is taken."
        ),
    )
    fixed: ClassVar = {"kind": "parallel"}

    class Meta:
        icon = "group"
        label = _("Parallel work by several")
        label_format = "{label}"
        form_layout = BlockGroup(
            children=["label", "tasks", "quorum", *_PUBLIC],
            settings=["takes_place", "waits_for_place", "key"],
        )


class AutomaticPart(StagePart):
    """Nobody owes anything: a condition leads on at once."""

    fixed: ClassVar = {"kind": "automatic"}

    class Meta:
        icon = "cogs"
        label = _("Branch by conditions")
        label_format = "{label}"
        form_layout = BlockGroup(
            children=["label", *_PUBLIC],
            settings=["takes_place", "waits_for_place", "key"],
        )


class FinalPart(StagePart):
    """The case is closed."""

    result = Words(
        _("Result"),
        help_text=_("For statistics, for instance: answered, rejected, withdrawn."),
    )
    away = Truth(
        _("Another authority has the case, and may send it back"),
        help_text=_(
            "Our deadlines end here. A transition from here takes a returned case back;"
            " each deadline says how it is counted then."
        ),
    )
    fixed: ClassVar = {"kind": "final"}

    class Meta:
        icon = "check"
        label = _("End of the case")
        label_format = "{label}"
        form_layout = BlockGroup(
            children=["label", *_PUBLIC, "result", "away"],
            settings=["takes_place", "waits_for_place", "key"],
        )


class StageKinds(Kinds):
    """The stages, each by its kind."""

    work = WorkPart()
    wait = WaitPart()
    parallel = ParallelPart()
    automatic = AutomaticPart()
    final = FinalPart()
    always = True

    def kind_of(self, spec: Mapping[str, Any]) -> str:
        kind = str(spec.get("kind", "work"))
        return kind if kind in self.child_blocks else "work"
