"""Putting a form and a workflow together as a channel, changing and ending it."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from participation.models import Channel
from workflows.actions.actors import Actor
from workflows.actions.places import change_places
from workflows.engine.conditions import variables
from workflows.errors import WorkflowError
from workflows.models import Case, Draft, Procedure, Role

if TYPE_CHECKING:
    from cms.accounts.models import User

#: facts that need no question of the form
_OWN_FACTS = ("case.", "tasks.")


class ChannelInUse(WorkflowError):
    """
    A channel that something needs can't be deleted.

    :param cases: how many cases and unfinished drafts came through it
    :param pages: how many pages of the site host it
    """

    code = "channel_in_use"
    status = 409
    message = _("This channel is in use and can't be deleted.")

    def __init__(self, *, cases: int, pages: int) -> None:
        super().__init__()
        self.cases, self.pages = cases, pages


@transaction.atomic
def save_channel(
    *,
    procedure: Procedure,
    readers: Iterable[Role],
    publishes_outcomes: bool,
    by: "User | None",
    at: datetime,
    yearly_list: str = "",
) -> Channel:
    """
    Save the channel of the procedure, new or changed.

    What runs stays on the versions it began with. Where there are more places than
    before, those who wait for one move up.

    :param yearly_list: a value of `Channel.YearlyList`
    :raises django.core.exceptions.ValidationError: if form and workflow don't work
        together, by the names of the procedure's fields
    """
    if problems := mismatches(procedure):
        raise ValidationError(problems)
    procedure.full_clean()
    if procedure.pk is not None:
        actor = Actor.system() if by is None else Actor.person(by)
        change_places(procedure=procedure, places=procedure.places, actor=actor, at=at)
    procedure.save()
    procedure.readers.set(readers)
    channel, _created = Channel.objects.update_or_create(
        procedure=procedure,
        defaults={
            "publishes_outcomes": publishes_outcomes,
            "yearly_list": yearly_list,
        },
    )
    return channel


def mismatches(procedure: Procedure) -> dict[str, str]:
    """Return why form and workflow don't work together, by the procedure's fields."""
    form = procedure.form.versions.newest_first().first()
    workflow = procedure.workflow.versions.newest_first().first()
    problems = {}
    if form is None:
        problems["form"] = gettext("This form has not been published yet.")
    if workflow is None:
        problems["workflow"] = gettext("This workflow has not been published yet.")
    if form is None or workflow is None:
        return problems
    asked = {field.key for field in form.compiled.fields()}
    missing = {
        fact
        for transition in workflow.compiled.transitions
        for fact in variables(transition.guard)
        if not fact.startswith(_OWN_FACTS) and fact not in asked
    }
    if missing:
        sentence = gettext(
            "The conditions of this workflow look at questions that the form does not "
            "ask: %(questions)s."
        )
        problems["workflow"] = sentence % {"questions": ", ".join(sorted(missing))}
    return problems


@transaction.atomic
def delete_channel(*, channel: Channel) -> None:
    """
    Delete a channel through which nothing has come, with its procedure.

    :raises ChannelInUse: if something has, or a page hosts it
    """
    procedure = Procedure.objects.select_for_update().get(pk=channel.pk)
    if cases := came_through(procedure):
        raise ChannelInUse(cases=cases, pages=0)
    try:
        channel.delete()
        procedure.delete()
    except ProtectedError as protected:
        pages = len(protected.protected_objects)
        raise ChannelInUse(cases=0, pages=pages) from protected


def came_through(procedure: Procedure) -> int:
    """Return how many cases and unfinished drafts the procedure has."""
    drafts = Draft.objects.filter(procedure=procedure)
    unsent = drafts.exclude(state=Draft.State.SUBMITTED).count()
    return Case.objects.filter(procedure=procedure).count() + unsent
