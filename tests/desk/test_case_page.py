"""The page of a case: what it shows, and what it costs."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection
from django.http import HttpRequest
from django.test.utils import CaptureQueriesContext

import pytest
from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from cms.accounts.models import User
from tests.cases import ANSWERS, WRITTEN, act, bring_to
from tests.desk.conftest import Desk, text_of
from workflows.desk import case_panels
from workflows.models import Case, Deadline, Effect, Task

#: who asks (4), Wagtail's frame (4), then the case, its events, deadlines, effects,
#: attachments, outcome, roles and last actors; open tasks, names of their roles, the
#: user's roles and colleagues; and that the case was read
CASE_QUERIES = 22


def test_the_page_shows_what_was_sent_and_marks_what_is_personal(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    page = text_of(at_desk["registrar"].case(case))

    assert ANSWERS["proposal"] in page
    assert "Health centres and dental care" in page
    assert "Secret until somebody has written a public version of it." in page
    assert page.count('class="desk-mark"') >= 3


def test_the_page_says_the_next_date_and_why(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    response = at_desk["registrar"].case(case)

    page = text_of(response)
    assert response.context["next_due"].label == "Handling begins"
    assert "Why this date?" in page
    assert "5 working days" in page
    assert "Counted from the arrival of the submission." in page
    assert "Administrative rules: within one month the maker is told" in page


def test_a_clock_that_stands_still_says_how_much_is_left(
    case: Case, people: dict[str, User], at_desk: dict[str, Desk], at: datetime
) -> None:
    bring_to(case, "review", people, at=at)
    act(case, "ask_completion", people["reviewer"], at=at)

    page = text_of(at_desk["reviewer"].case(case))

    assert Deadline.objects.get(case=case, key="review").days_left == 30
    assert "30 working days are left" in page


def test_what_is_seldom_done_with_a_case_is_below_what_usually_is(
    case: Case, people: dict[str, User], at_desk: dict[str, Desk], at: datetime
) -> None:
    bring_to(case, "review", people, at=at)

    response = at_desk["reviewer"].case(case)

    usual = [one.label for one in response.context["offers"]]
    rare = [one.label for one in response.context["rare_offers"]]
    assert "Merge into another case" in rare
    assert "Ask for more information" in usual
    assert "Transfer to another authority" in usual[-2:]
    page = text_of(response)
    assert page.index(usual[-1]) < page.index("More actions") < page.index(rare[0])


def test_the_approver_reads_what_will_be_published(
    case: Case, people: dict[str, User], at_desk: dict[str, Desk], at: datetime
) -> None:
    bring_to(case, "approval", people, at=at)

    for page in (
        text_of(at_desk["approver"].case(case)),
        text_of(at_desk["approver"].get("desk_cases:transition", case.pk, "approve")),
    ):
        assert "Written for this case" in page
        assert all(written in page for written in WRITTEN["respond"].values())


def test_the_page_says_whether_the_resident_was_told(
    case: Case, at_desk: dict[str, Desk], at: datetime
) -> None:
    Effect.objects.filter(case=case).update(state=Effect.State.DONE, done_at=at)

    page = text_of(at_desk["registrar"].case(case))

    assert f"We have received your initiative ({case.reference})" in page
    assert "10/03/2026 12:00" in page


def test_a_mail_without_an_address_says_so(
    case: Case, at_desk: dict[str, Desk], at: datetime
) -> None:
    Effect.objects.filter(case=case).update(
        state=Effect.State.SKIPPED, done_at=at, error="no-address"
    )

    page = text_of(at_desk["registrar"].case(case))

    assert "The submitter gave no e-mail address." in page


def test_what_the_submitter_typed_is_shown_as_text(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    submission = case.submission
    submission.answers = {**submission.answers, "proposal": "<script>x</script>"}
    submission.subject = "<b>lihava</b>"
    submission.save()

    page = text_of(at_desk["registrar"].case(case))

    assert "<script>x" not in page
    assert "<b>lihava" not in page


def test_the_page_of_a_case_costs_the_same_however_long_its_history(
    case: Case, people: dict[str, User], at_desk: dict[str, Desk], at: datetime
) -> None:
    bring_to(case, "follow_up", people, at=at)
    desk = at_desk["reviewer"]
    desk.case(case)
    with CaptureQueriesContext(connection) as few:
        desk.case(case)
    for _ in range(4):
        act(case, "note_follow_up", people["reviewer"], at=at)

    with CaptureQueriesContext(connection) as many:
        desk.case(case)

    assert len(many) == len(few) <= CASE_QUERIES


@pytest.fixture
def extra_panel() -> Iterator[str]:
    class Extra(Component):
        def render_html(self, parent_context: object = None) -> str:
            return "a word from elsewhere"

    def panel(case: Case, request: HttpRequest) -> Component | None:
        return Extra() if case.stage == "received" else None

    case_panels.register_case_panel(panel)
    yield "a word from elsewhere"
    case_panels._panels.remove(panel)


def test_other_apps_add_their_panels_where_they_have_something_to_say(
    case: Case,
    people: dict[str, User],
    at_desk: dict[str, Desk],
    extra_panel: str,
    at: datetime,
) -> None:
    assert extra_panel in text_of(at_desk["reviewer"].case(case))

    act(case, "take", people["registrar"], at=at)

    assert extra_panel not in text_of(at_desk["reviewer"].case(case))


@pytest.mark.parametrize("model", [Case, Task])
def test_wagtail_is_told_that_rows_are_seen_by_units_and_changed_by_nobody(
    model: type[Case] | type[Task],
    case: Case,
    reviewer: User,
    outsider: User,
    superuser: User,
    registrar: User,
) -> None:
    policy = policy_registry.get_by_type(model)
    row = case if model is Case else case.tasks.get()

    assert policy.user_has_permission_for_instance(registrar, "view", row)
    assert not policy.user_has_permission_for_instance(outsider, "view", row)
    for action in ("add", "change", "delete"):
        assert not policy.user_has_permission(superuser, action)
