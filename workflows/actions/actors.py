"""Who acts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from workflows.engine.confirmations import Confirmation
from workflows.engine.workflow_spec import Trigger
from workflows.models import CaseEvent

if TYPE_CHECKING:
    from cms.accounts.models import User


@dataclass(frozen=True)
class Actor:
    """A member of staff, the resident behind the status link, or nobody."""

    trigger: Trigger
    user: "User | None" = None
    #: the second factor that the person gave for what they do now
    confirmation: Confirmation | None = None

    @classmethod
    def person(cls, user: "User", *, confirmation: Confirmation | None = None) -> Self:
        return cls(Trigger.PERSON, user, confirmation)

    @classmethod
    def submitter(cls) -> Self:
        return cls(Trigger.SUBMITTER)

    @classmethod
    def system(cls, trigger: Trigger = Trigger.TIMER) -> Self:
        """Return the one who acts when a deadline has passed or a stage leads on."""
        return cls(trigger)

    @property
    def kind(self) -> CaseEvent.ActorKind:
        if self.trigger in (Trigger.PERSON, Trigger.SUBMITTER):
            return CaseEvent.ActorKind(self.trigger.value)
        return CaseEvent.ActorKind.SYSTEM

    @property
    def user_id(self) -> int | None:
        return None if self.user is None else self.user.pk
