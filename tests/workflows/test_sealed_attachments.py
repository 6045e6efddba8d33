"""Files of residents: readable with the key of their submission, and not without."""

import hashlib
import logging
from datetime import datetime
from io import StringIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.management import call_command

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import act, make_draft
from tests.kept_files import keep_file
from tests.workflows.traces import FILE, FILE_NAME, dumped, stored
from workflows.actions.actors import Actor
from workflows.actions.draft_files import attach_file
from workflows.actions.erasure import erase_submission
from workflows.actions.keys import rewrap_keys
from workflows.actions.resubmissions import resubmit_draft, start_changes
from workflows.actions.submissions import submit_draft
from workflows.effects import outbox
from workflows.engine.sealing import Unreadable
from workflows.forms.downloads import download_of
from workflows.models import Attachment, Case, Draft, Submission
from workflows.models.drafts import private_storage
from workflows.models.submissions import ErasureBasis


@pytest.fixture
def draft(channel: Channel, at: datetime) -> Draft:
    """Return a draft with a file."""
    draft = make_draft(channel, at=at)
    questions = draft.form_version.compiled.fields()
    spec = next(one for one in questions if one.key == "attachments")
    upload = ContentFile(FILE, name=FILE_NAME)
    attach_file(draft_id=draft.pk, spec=spec, upload=upload, at=at)
    return draft


def lies_in_clear() -> bool:
    """Tell whether the file's words, or its name, can be read where it lies."""
    if any(b"Merkkisisalto" in content for content in stored(private_storage())):
        return True
    kept = [row for row in dumped() if "workflows_attachment" in row]
    assert kept
    return any(FILE_NAME.lower() in row for row in kept)


def content_of(file: Attachment) -> bytes:
    with file.open() as opened:
        return opened.read()


def test_a_file_is_sealed_from_the_moment_it_arrives(draft: Draft) -> None:
    assert not lies_in_clear()
    kept = Attachment.objects.get()
    assert (kept.name, content_of(kept)) == (FILE_NAME, FILE)


def test_the_submission_s_key_alone_opens_what_was_sent(
    draft: Draft, at: datetime
) -> None:
    case = submit_draft(draft_id=draft.pk, at=at)

    kept = Attachment.objects.get()
    assert (kept.name, content_of(kept)) == (FILE_NAME, FILE)
    assert kept.key_id == ""
    assert not lies_in_clear()
    Submission.objects.filter(pk=case.submission_id).update(wrapped_key=b"", key_id="")
    gone = Attachment.objects.get()
    assert gone.name == ""
    with pytest.raises(Unreadable):
        gone.open()


def test_earlier_answers_keep_their_files_when_the_form_is_sent_again(
    draft: Draft, people: dict[str, User], at: datetime
) -> None:
    case = submit_draft(draft_id=draft.pk, at=at)
    act(case, "take", people["registrar"], at=at)
    act(case, "ask_completion", people["reviewer"], at=at)
    changes = start_changes(
        case=Case.objects.get(pk=case.pk),
        transition="revise",
        typed={},
        language="fi",
        at=at,
    )
    changes.answers["proposal"] = "Toinen ehdotus"
    changes.save()

    resubmit_draft(draft_id=changes.pk, at=at)

    earlier, standing = Submission.objects.line_of(case)
    for one in (earlier, standing):
        assert content_of(one.attachments.get()) == FILE
    Submission.objects.filter(pk=earlier.pk).update(wrapped_key=b"", key_id="")
    with pytest.raises(Unreadable):
        Attachment.objects.get(submission=earlier.pk).open()
    assert content_of(Attachment.objects.get(submission=standing.pk)) == FILE


def test_both_halves_of_a_split_case_have_the_files_until_the_last_is_erased(
    draft: Draft, people: dict[str, User], protector: User, at: datetime
) -> None:
    first = submit_draft(draft_id=draft.pk, at=at)
    act(first, "take", people["registrar"], at=at)
    act(first, "split", people["reviewer"], at=at, parts="Penkit ja valot")
    second = Case.objects.exclude(pk=first.pk).get()
    of_second = Attachment.objects.get(submission=second.submission_id)

    assert (of_second.name, content_of(of_second)) == (FILE_NAME, FILE)
    for case, left in ((first, 1), (second, 0)):
        act(case, "withdraw", None, at=at)
        erase_submission(
            case_id=case.pk,
            basis=ErasureBasis.REQUEST,
            actor=Actor.person(protector),
            at=at,
        )
        outbox.drain(["default"])
        assert len(list(stored(private_storage()))) == left
        if left:
            assert content_of(Attachment.objects.get(pk=of_second.pk)) == FILE


def test_a_download_is_what_was_sent(draft: Draft, at: datetime) -> None:
    submit_draft(draft_id=draft.pk, at=at)

    answer = download_of(Attachment.objects.get())

    assert b"".join(answer) == FILE  # type: ignore[arg-type]
    assert answer["Content-Length"] == str(len(FILE))
    assert FILE_NAME in answer["Content-Disposition"]


def test_a_file_that_somebody_exchanged_is_not_handed_out(
    case: Case, at: datetime
) -> None:
    mine = keep_file(content=b"mine", name="a.pdf", at=at, submission=case.submission)
    other = keep_file(content=b"other", name="b.pdf", at=at, submission=case.submission)
    Attachment.objects.filter(pk=mine.pk).update(file=other.file.name)

    with pytest.raises(Unreadable):
        content_of(Attachment.objects.get(pk=mine.pk))


def test_a_new_master_key_wraps_the_files_of_drafts_too(
    draft: Draft, settings: Any
) -> None:
    (old,) = settings.MASTER_KEYS.items()
    settings.MASTER_KEYS = {"next": b"n" * 32, old[0]: old[1]}

    assert rewrap_keys().done == 1

    settings.MASTER_KEYS = {"next": b"n" * 32}
    assert content_of(Attachment.objects.get()) == FILE


# --- what an earlier version kept in clear ------------------------------------------


@pytest.fixture
def plain(case: Case, at: datetime) -> Attachment:
    return Attachment.objects.create(
        submission=case.submission,
        field_key="attachments",
        file=ContentFile(FILE, name="x"),
        clear_name=FILE_NAME,
        content_type="application/pdf",
        size_bytes=len(FILE),
        sha256=hashlib.sha256(FILE).hexdigest(),
        uploaded_at=at,
    )


def test_a_file_kept_in_clear_can_still_be_read(plain: Attachment) -> None:
    kept = Attachment.objects.get()

    assert (kept.name, content_of(kept)) == (FILE_NAME, FILE)


def test_files_kept_in_clear_are_sealed_by_a_command(
    plain: Attachment, django_capture_on_commit_callbacks: Any
) -> None:
    assert lies_in_clear()

    said = StringIO()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("seal_files", stdout=said)

    assert not lies_in_clear()
    kept = Attachment.objects.get()
    assert (kept.name, content_of(kept), kept.key_id) == (FILE_NAME, FILE, "")
    assert len(list(stored(private_storage()))) == 1
    assert "1" in said.getvalue()


def test_a_file_that_is_gone_keeps_no_other_from_being_sealed(
    plain: Attachment, case: Case, at: datetime, caplog: Any
) -> None:
    caplog.set_level(logging.CRITICAL)
    plain.file.storage.delete(plain.file.name or "")

    with pytest.raises(SystemExit):
        call_command("seal_files", stdout=StringIO(), stderr=StringIO())

    assert Attachment.objects.get().clear_name == FILE_NAME
