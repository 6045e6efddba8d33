"""Changed answers at the desk: what the submitter changed, and from what."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from cms.accounts.models import User
from tests.cases import act
from tests.desk.conftest import Desk, text_of
from tests.desk.test_case_page import CASE_QUERIES
from workflows.actions.resubmissions import resubmit_draft, start_changes
from workflows.models import Case

Send = Callable[..., Case]


@pytest.fixture
def send_again(case: Case, people: dict[str, User], at: datetime) -> Send:
    """Return a way to have the submitter asked and to send other answers."""
    act(case, "take", people["registrar"], at=at)

    def send(day: int = 1, **answers: str) -> Case:
        later = at + timedelta(days=day)
        act(case, "ask_completion", people["reviewer"], at=later)
        draft = start_changes(
            case=Case.objects.get(pk=case.pk),
            transition="revise",
            typed={},
            language="fi",
            at=later,
        )
        draft.answers |= answers
        draft.save()
        return resubmit_draft(draft_id=draft.pk, at=later)

    return send


def test_the_page_shows_the_changed_words_among_the_others(
    send_again: Send, case: Case, at_desk: dict[str, Desk]
) -> None:
    send_again(
        proposal="Terveysaseman pihalle tarvitaan kolme penkkiä kyytiä odottaville.",
        theme="hospital",
    )

    page = text_of(at_desk["reviewer"].case(case))
    assert "What the submitter changed" in page
    assert (
        '<del><span class="w-sr-only">Removed: </span>penkkejä<span class="w-sr-only">'
    ) in page
    assert '<ins><span class="w-sr-only">Added: </span>kolme penkkiä<span' in page
    assert "<span> kyytiä odottaville.</span>" in page
    assert "Removed: </span>Health centres and dental care<span" in page


def test_each_time_is_shown_by_itself(
    send_again: Send, case: Case, at_desk: dict[str, Desk]
) -> None:
    send_again(area="Satama")
    send_again(day=2, area="Asema")

    page = text_of(at_desk["reviewer"].case(case))
    latest, first = page.split("Sent again")[1:]
    assert ("Satama" in latest, "Asema" in latest) == (True, True)
    assert ("Keskusta" in first, "Satama" in first) == (True, True)


def test_a_case_sent_once_shows_no_changes_and_costs_no_query(
    send_again: Send,
    case: Case,
    at_desk: dict[str, Desk],
    django_assert_num_queries: Callable,
) -> None:
    assert "What the submitter changed" not in text_of(at_desk["reviewer"].case(case))

    send_again(area="Satama")
    # the earlier answers, and the files of what was sent again
    with django_assert_num_queries(CASE_QUERIES + 2):
        at_desk["reviewer"].case(case)
