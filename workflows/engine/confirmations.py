"""That a person confirmed with a second factor who they are, before they act."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

#: how long a confirmation holds: long enough for one request, too short for two
HOLDS_FOR = timedelta(minutes=2)


class Method(StrEnum):
    """With what a person confirmed."""

    APP = "app"  # a code of an authenticator app (TOTP, RFC 6238)
    BACKUP_CODE = "backup_code"  # one of the codes kept for when the app is lost


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """A second factor that was given and found right; it holds no secret."""

    person_id: int
    method: Method
    at: datetime

    def holds_for(self, person_id: int | None, *, at: datetime) -> bool:
        """Tell whether the person confirmed this, and did so just now."""
        is_fresh = timedelta() <= at - self.at <= HOLDS_FOR
        return self.person_id == person_id and is_fresh

    def told(self) -> dict[str, str]:
        """Return what an event keeps of it."""
        return {"method": self.method.value, "at": self.at.isoformat()}
