"""Where a procedure's form lives on a site; the site builds it, the views use it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from workflows.models import Draft, Procedure


@dataclass(frozen=True, kw_only=True)
class Door:
    """
    The addresses of one procedure under the page that hosts it.

    The engine's views know no pages; the site hands them a door.
    """

    procedure: Procedure
    #: the hosting page's address, with a slash at the end
    home_url: str
    #: what the site's templates need, for instance the page
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def start_url(self) -> str:
        return f"{self.home_url}start/"

    def step_url(self, draft: Draft, step: str) -> str:
        return f"{self.home_url}form/{draft.pk}/{step}/"

    def check_url(self, draft: Draft) -> str:
        return f"{self.home_url}form/{draft.pk}/check/"

    def received_url(self, draft: Draft) -> str:
        return f"{self.home_url}received/{draft.pk}/"
