"""A draft becomes one case."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from participation.models import Channel
from tests.cases import make_case, make_draft
from tests.kept_files import keep_file
from workflows.actions.submissions import submit_draft
from workflows.errors import DraftExpired, DraftIncomplete, ProcedureClosed
from workflows.models import Attachment, Case, Draft, Submission


def test_sending_freezes_the_answers_and_empties_the_draft(
    channel: Channel, at: datetime
) -> None:
    draft = make_draft(channel, at=at)

    case = submit_draft(draft_id=draft.pk, at=at)

    draft.refresh_from_db()
    assert case.submission.answers["title"] == "Penkkejä terveysaseman pihalle"
    assert case.submission.subject == "Penkkejä terveysaseman pihalle"
    assert case.submission.email == "resident@example.org"
    assert (draft.state, draft.answers, draft.typed) == ("submitted", {}, {})


def test_sending_again_returns_the_same_case(channel: Channel, at: datetime) -> None:
    draft = make_draft(channel, at=at)

    first = submit_draft(draft_id=draft.pk, at=at)
    again = submit_draft(draft_id=draft.pk, at=at + timedelta(minutes=1))

    assert again == first
    assert Case.objects.count() == Submission.objects.count() == 1


def test_answers_of_steps_that_do_not_apply_are_not_sent(
    channel: Channel, at: datetime
) -> None:
    draft = make_draft(channel, at=at, service_used="Neuvola", ground="resident")

    case = submit_draft(draft_id=draft.pk, at=at)

    assert "service_used" not in case.submission.answers


def test_a_file_for_a_question_that_does_not_apply_is_not_kept(
    channel: Channel, at: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    draft = make_draft(channel, at=at)
    attachment = keep_file(
        content=b"x",
        name="suunnitelma.pdf",
        at=at,
        draft=draft,
        field_key="no_longer_asked",
    )

    with django_capture_on_commit_callbacks(execute=True):
        submit_draft(draft_id=draft.pk, at=at)

    assert not Attachment.objects.exists()
    assert not attachment.file.storage.exists(attachment.file.name)


def test_a_step_that_came_up_later_must_be_filled_in(
    channel: Channel, at: datetime
) -> None:
    draft = make_draft(channel, at=at, ground="organisation")

    with pytest.raises(DraftIncomplete) as refused:
        submit_draft(draft_id=draft.pk, at=at)

    assert refused.value.step == "organisation"
    assert not Case.objects.exists()


def test_an_expired_draft_is_refused(channel: Channel, at: datetime) -> None:
    draft = make_draft(channel, at=at)

    with pytest.raises(DraftExpired):
        submit_draft(draft_id=draft.pk, at=at + timedelta(days=30))

    assert Draft.objects.get().state == "open"


def test_nothing_is_received_after_closing(channel: Channel, at: datetime) -> None:
    draft = make_draft(channel, at=at)
    channel.procedure.closes_at = at
    channel.procedure.save()

    with pytest.raises(ProcedureClosed):
        submit_draft(draft_id=draft.pk, at=at)


def test_references_run_without_gaps_within_a_year(
    channel: Channel, at: datetime
) -> None:
    new_year_in_finland = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)
    moments = (at, at, new_year_in_finland)

    references = [make_case(channel, at=moment).reference for moment in moments]

    assert references == ["OSA-2026-1", "OSA-2026-2", "OSA-2027-1"]


def test_a_case_keeps_the_versions_it_began_with(
    channel: Channel, at: datetime
) -> None:
    case = make_case(channel, at=at)
    versions = channel.procedure.workflow.versions
    newer = versions.newest_first()[0]
    newer.pk, newer.number, newer.sha256 = None, 2, "0" * 64
    newer.save(force_insert=True)

    later = make_case(channel, at=at)

    case.refresh_from_db()
    assert case.workflow_version.number == 1
    assert later.workflow_version.number == 2
