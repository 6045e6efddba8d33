"""One code typed in many browsers at once, and two beginnings: real threads."""

from datetime import datetime, timedelta
from functools import partial

import pytest

from cms.accounts.models import User
from tests.authenticators import PASSWORD, enrol
from tests.workflows.test_races import THREADS, at_once
from workflows.actions.second_factors import begin_enrolment, confirm
from workflows.engine.confirmations import Confirmation
from workflows.errors import TooManyTries, WrongCode
from workflows.models import SecondFactor

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("kind", ["app", "backup"])
def test_of_many_who_send_one_code_one_confirms(
    kind: str, approver: User, at: datetime
) -> None:
    app = enrol(approver, at=at)
    later = at + timedelta(minutes=5)
    code = app.code(later) if kind == "app" else app.backup_codes[0]

    results = at_once([partial(confirm, user=approver, code=code, at=later)] * THREADS)

    won = [one for one in results if isinstance(one, Confirmation)]
    lost = [one for one in results if not isinstance(one, Confirmation)]
    assert len(won) == 1, results
    assert all(isinstance(one, WrongCode | TooManyTries) for one in lost), results


def test_who_begins_twice_at_once_has_begun_once(approver: User, at: datetime) -> None:
    begin = partial(begin_enrolment, user=approver, password=PASSWORD, at=at)

    results = at_once([begin] * THREADS)

    assert all(isinstance(one, SecondFactor) for one in results), results
    assert SecondFactor.objects.pending_at(at).count() == 1
