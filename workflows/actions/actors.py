"""Who acts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from workflows.engine.workflow_spec import Trigger
from workflows.models import CaseEvent

if TYPE_CHECKING:
    from cms.accounts.models import User


@dataclass(frozen=True)
class Actor:
    """A member of staff, or the resident behind the status link."""

    trigger: Trigger
    user: "User | None" = None

    @classmethod
    def person(cls, user: "User") -> Self:
        return cls(Trigger.PERSON, user)

    @classmethod
    def submitter(cls) -> Self:
        return cls(Trigger.SUBMITTER)

    @property
    def kind(self) -> CaseEvent.ActorKind:
        return CaseEvent.ActorKind(self.trigger.value)

    @property
    def user_id(self) -> int | None:
        return None if self.user is None else self.user.pk
