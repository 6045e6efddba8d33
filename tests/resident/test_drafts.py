"""The actions on drafts, without a browser."""

import errno
from datetime import timedelta
from functools import partial
from uuid import uuid4

from django.core.files.base import ContentFile

import pytest

from tests.resident.walker import PDF
from workflows import errors
from workflows.actions.draft_expiry import erase_expired
from workflows.actions.draft_files import attach_file, remove_file
from workflows.actions.drafts import (
    complete_step,
    discard_draft,
    reopen_steps,
    save_typed,
    start_draft,
)
from workflows.engine.form_spec import FieldSpec
from workflows.models import Attachment, Draft, Procedure
from workflows.models.drafts import private_storage


@pytest.fixture
def draft(channel, at):
    draft, _secret = start_draft(procedure=channel.procedure, language="fi", at=at)
    return draft


@pytest.fixture
def attachments(draft) -> FieldSpec:
    fields = draft.form_version.compiled.fields()
    return next(one for one in fields if one.key == "attachments")


def upload(name: str = "a.pdf", content: bytes = PDF) -> ContentFile:
    return ContentFile(content, name)


def test_a_draft_opens_with_its_secret_only(channel, at):
    draft, secret = start_draft(procedure=channel.procedure, language="sv", at=at)

    assert draft.opens_with(secret)
    assert not draft.opens_with("")
    assert not draft.opens_with(secret[:-1])
    assert secret not in str(Draft.objects.values().get())
    assert draft.expires_at == at + timedelta(days=30)


def test_a_form_that_was_never_published_cannot_be_started(channel, at):
    channel.procedure.form.versions.all().delete()

    with pytest.raises(errors.ProcedureClosed):
        start_draft(procedure=channel.procedure, language="fi", at=at)


def test_saving_moves_the_day_until_which_a_draft_is_kept(draft, at):
    later = at + timedelta(days=10)

    saved = save_typed(
        draft_id=draft.pk,
        step="topic",
        typed={"area": ["x"], "unknown": ["y"]},
        language="sv",
        at=later,
    )

    assert saved.expires_at == later + timedelta(days=30)
    assert saved.typed == {"topic": {"area": ["x"]}}
    assert saved.language == "sv"


def test_every_change_of_a_draft_is_refused_when_it_is_over(draft, attachments, at):
    changes = [
        partial(save_typed, step="topic", typed={}, language="fi"),
        partial(complete_step, step="topic", typed={}, answers={}, language="fi"),
        partial(reopen_steps, steps=["topic"]),
        partial(attach_file, spec=attachments, upload=upload()),
        partial(remove_file, attachment_id=uuid4()),
    ]

    for change in changes:
        with pytest.raises(errors.DraftMissing):
            change(draft_id=uuid4(), at=at)
        with pytest.raises(errors.DraftExpired):
            change(draft_id=draft.pk, at=draft.expires_at)
    Draft.objects.update(state="submitted")
    for change in changes:
        with pytest.raises(errors.DraftSubmitted):
            change(draft_id=draft.pk, at=at)
    Draft.objects.update(state="open")
    Procedure.objects.update(closes_at=at)
    for change in changes:
        with pytest.raises(errors.ProcedureClosed):
            change(draft_id=draft.pk, at=at)
    assert not Attachment.objects.exists()


def test_a_refused_file_leaves_nothing_in_the_storage(draft, attachments, at):
    storage = Attachment._meta.get_field("file").storage
    kept = attach_file(draft_id=draft.pk, spec=attachments, upload=upload(), at=at)
    folder = kept.file.name.rsplit("/", 2)[0]
    files = _count(storage, folder)

    with pytest.raises(errors.DraftExpired):
        attach_file(
            draft_id=draft.pk,
            spec=attachments,
            upload=upload("b.pdf", PDF + b"b"),
            at=at + timedelta(days=40),
        )
    again = attach_file(draft_id=draft.pk, spec=attachments, upload=upload(), at=at)

    assert again == kept
    assert _count(storage, folder) == files


def test_removed_and_discarded_files_leave_the_storage(
    draft, attachments, at, django_capture_on_commit_callbacks
):
    first = attach_file(draft_id=draft.pk, spec=attachments, upload=upload(), at=at)
    second = attach_file(
        draft_id=draft.pk, spec=attachments, upload=upload("b.pdf"), at=at
    )
    storage = first.file.storage

    with django_capture_on_commit_callbacks(execute=True):
        remove_file(draft_id=draft.pk, attachment_id=first.pk, at=at)
    assert not storage.exists(first.file.name)
    assert storage.exists(second.file.name)

    with django_capture_on_commit_callbacks(execute=True):
        discard_draft(draft_id=draft.pk)
    assert not storage.exists(second.file.name)
    assert not Draft.objects.exists()


def test_files_show_in_the_answers_as_they_are_now(draft, attachments, at):
    kept = attach_file(draft_id=draft.pk, spec=attachments, upload=upload(), at=at)
    with_it = Draft.objects.get().answers["attachments"]
    remove_file(draft_id=draft.pk, attachment_id=kept.pk, at=at)

    assert with_it == [kept.described()]
    assert Draft.objects.get().answers["attachments"] == []


def test_a_file_name_loses_its_folders_and_what_cannot_be_printed(
    draft, attachments, at
):
    file = upload()
    file.name = "C:\\omat\\su\u202enni\x07telma.pdf"

    kept = attach_file(draft_id=draft.pk, spec=attachments, upload=file, at=at)

    assert kept.name == "sunnitelma.pdf"
    assert "sunnitelma" not in kept.file.name


def test_an_expired_draft_can_be_discarded_but_a_sent_one_cannot(draft):
    Draft.objects.update(state="submitted")
    with pytest.raises(errors.DraftSubmitted):
        discard_draft(draft_id=draft.pk)

    Draft.objects.update(state="open", expires_at=draft.created_at)
    discard_draft(draft_id=draft.pk)

    with pytest.raises(errors.DraftMissing):
        discard_draft(draft_id=draft.pk)


def _count(storage, folder: str) -> int:
    folders, files = storage.listdir(folder)
    return len(files) + sum(_count(storage, f"{folder}/{one}") for one in folders)


def test_answers_are_erased_when_their_time_has_run_out(
    draft, attachments, channel, at, django_capture_on_commit_callbacks
):
    save = partial(save_typed, step="topic", typed={"area": ["x"]}, language="fi")
    save(draft_id=draft.pk, at=at)
    kept = attach_file(draft_id=draft.pk, spec=attachments, upload=upload(), at=at)
    other, _secret = start_draft(
        procedure=channel.procedure, language="fi", at=at + timedelta(days=5)
    )
    save(draft_id=other.pk, at=at + timedelta(days=5))

    with django_capture_on_commit_callbacks(execute=True):
        erased = erase_expired(at=at + timedelta(days=31))
    again = erase_expired(at=at + timedelta(days=31))
    draft.refresh_from_db()
    other.refresh_from_db()

    assert (erased, again) == (1, 0)
    assert (draft.typed, draft.answers) == ({}, {})
    assert not Attachment.objects.exists()
    assert not kept.file.storage.exists(kept.file.name)
    assert other.typed == {"topic": {"area": ["x"]}}


def test_drafts_that_expired_long_ago_and_only_they_are_forgotten(channel, at):
    old, _secret = start_draft(procedure=channel.procedure, language="fi", at=at)
    sent, _secret = start_draft(procedure=channel.procedure, language="fi", at=at)
    Draft.objects.filter(pk=sent.pk).update(state="submitted")

    erase_expired(at=at + timedelta(days=43))
    assert Draft.objects.filter(pk=old.pk).exists()

    erase_expired(at=at + timedelta(days=45))
    assert list(Draft.objects.all()) == [sent]


def test_a_full_disk_refuses_the_file_and_keeps_the_answers(
    draft, attachments, at, monkeypatch
):
    def full(*_args, **_more):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(private_storage(), "save", full)
    before = Draft.objects.get().answers

    with pytest.raises(errors.FileNotKept) as refused:
        attach_file(draft_id=draft.pk, spec=attachments, upload=upload(), at=at)

    assert "a.pdf" in str(refused.value)
    assert Draft.objects.get().answers == before
    assert not Attachment.objects.exists()
