"""What the user may do with a case, and what somebody else must."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from workflows.actions.actors import Actor
from workflows.actions.situations import REFUSALS, situation
from workflows.desk.addresses import transition_url
from workflows.desk.words import said
from workflows.engine.decisions import Reason, why_not
from workflows.engine.workflow_spec import Transition, Trigger
from workflows.errors import WorkflowError
from workflows.models import Case

if TYPE_CHECKING:
    from cms.accounts.models import User


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A transition as a button; with a reason, as text that says why not."""

    label: str
    explanation: str
    style: str
    url: str
    #: does something built in (joins, splits, links, turns or extends the case)
    is_rare: bool
    withheld_because: str = ""

    @property
    def place(self) -> tuple[bool, bool, bool]:
        """What usually comes next first; what cannot be done, and what ends, last."""
        return (
            self.style != "primary",
            bool(self.withheld_because),
            self.style == "danger",
        )


def offers(*, case: Case, user: "User", at: datetime) -> Sequence[Offer]:
    """
    Return the transitions of the user's roles from where the case is.

    What usually comes next is first. Those of other roles are left out; those refused for another reason (four eyes,
    a condition) come with it.
    """
    leaving = [
        one
        for one in case.workflow_version.compiled.leaving(case.stage)
        if one.trigger is Trigger.PERSON
    ]
    facts = situation(case, Actor.person(user), at, *leaving)
    decided = [(one, why_not(one, facts)) for one in leaving]
    offered = [
        _offer(case, one, reason)
        for one, reason in decided
        if reason is not Reason.NOT_YOUR_ROLE
    ]
    return sorted(offered, key=lambda offer: offer.place)


def refusal(
    *, case: Case, transition: Transition, user: "User", at: datetime
) -> WorkflowError | None:
    """Return why the user may not do this now, or nothing. A hint: `fire` decides."""
    reason = why_not(transition, situation(case, Actor.person(user), at, transition))
    return REFUSALS[reason]() if reason else None


def _offer(case: Case, transition: Transition, reason: Reason | None) -> Offer:
    return Offer(
        label=said(transition.label),
        explanation=said(transition.explanation),
        style=transition.style,
        url=transition_url(case.pk, transition.key),
        is_rare=transition.deed is not None,
        withheld_because=str(REFUSALS[reason].message) if reason else "",
    )
