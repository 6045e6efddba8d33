"""Changed answers from many tabs, and against a decision: threads on PostgreSQL."""

from datetime import datetime
from functools import partial

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import act, make_case
from tests.workflows.test_races import THREADS, at_once
from workflows.actions.resubmissions import resubmit_draft, start_changes
from workflows.errors import WrongStage
from workflows.models import Case, CaseEvent, Draft, Submission

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_changed_answers_sent_from_many_tabs_replace_the_earlier_ones_once(
    channel: Channel, people: dict[str, User], at: datetime
) -> None:
    case = make_case(channel, at=at)
    act(case, "take", people["registrar"], at=at)
    act(case, "ask_completion", people["reviewer"], at=at)
    case = Case.objects.get(pk=case.pk)

    begun = at_once(
        [
            lambda: start_changes(
                case=case, transition="revise", typed={}, language="fi", at=at
            )
        ]
        * THREADS
    )
    draft = Draft.objects.get(case=case)
    draft.answers["proposal"] = "Viisi penkkiä."
    draft.save()
    sent = at_once([lambda: resubmit_draft(draft_id=draft.pk, at=at)] * THREADS)

    assert {one.pk for one in begun if isinstance(one, Draft)} == {draft.pk}
    assert all(isinstance(one, Case) for one in sent)
    assert case.events.filter(transition="revise").count() == 1
    assert Submission.objects.line_of(case).count() == 2


def test_a_decision_and_changed_answers_have_one_winner(
    channel: Channel, people: dict[str, User], at: datetime
) -> None:
    for _ in range(10):
        case = make_case(channel, at=at)
        act(case, "take", people["registrar"], at=at)
        act(case, "ask_completion", people["reviewer"], at=at)
        case = Case.objects.get(pk=case.pk)
        draft = start_changes(
            case=case, transition="revise", typed={}, language="fi", at=at
        )
        draft.answers["proposal"] = "Viisi penkkiä."
        draft.save()

        sent, gone_on = at_once(
            [
                partial(resubmit_draft, draft_id=draft.pk, at=at),
                partial(act, case, "go_on", people["reviewer"], at=at),
            ]
        )

        was_sent = isinstance(sent, Case)
        assert {type(sent), type(gone_on)} in (
            {Case, WrongStage},
            {WrongStage, CaseEvent},
        )
        assert Submission.objects.line_of(case).count() == 1 + was_sent
        draft.refresh_from_db()
        assert (draft.state == Draft.State.SUBMITTED) is was_sent
