"""A phone with an authenticator app, and a workflow that asks for its codes."""

import hashlib
import hmac
import struct
from base64 import b32decode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cms.accounts.models import User
from tests.drawn import a_workflow, arrow, question, stage
from workflows.actions.second_factors import begin_enrolment, finish_enrolment
from workflows.models import SecondFactor

#: of `make_person`
PASSWORD = "salasana-testi"


@dataclass
class App:
    """Knows the secret as it is shown to people, and counts by RFC 6238."""

    letters: str
    backup_codes: list[str]

    def code(self, at: datetime) -> str:
        """Return the six digits that the app shows at the moment."""
        step = int(at.timestamp()) // 30
        secret = b32decode(self.letters)
        digest = hmac.new(secret, struct.pack(">Q", step), hashlib.sha1).digest()
        offset = digest[-1] & 0xF
        number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
        return f"{number % 1_000_000:06}"

    def wrong_code(self, at: datetime) -> str:
        """Return six digits that the app shows at no moment near."""
        near = {self.code(at + timedelta(seconds=30 * n)) for n in range(-9, 10)}
        return next(one for one in map(str, range(100_000, 999_999)) if one not in near)


def enrol(user: User, *, at: datetime) -> App:
    """Take an app into use; its next code is half a minute later."""
    begun = begin_enrolment(user=user, password=PASSWORD, at=at)
    app = app_of(begun)
    app.backup_codes = finish_enrolment(user=user, code=app.code(at), at=at)
    return app


def app_of(begun: SecondFactor) -> App:
    return App(begun.secret_in_letters(), [])


def asking_for_codes() -> dict[str, Any]:
    """Draw a workflow in which approvers confirm what they approve and remark."""
    remarks = {"roles": ["approver"], "fields": [question("remarks")]}
    return a_workflow(
        [
            stage("desk", "work", role="reviewer"),
            stage("approval", "work", role="approver"),
            stage("done", "final"),
        ],
        [
            arrow("write", "desk", "approval", roles=["reviewer"]),
            arrow(
                "approve",
                "approval",
                "done",
                not_same_actor_as=["write"],
                second_factor=True,
                **remarks,
            ),
            arrow("remark", "approval", None, second_factor=True, **remarks),
        ],
    )
