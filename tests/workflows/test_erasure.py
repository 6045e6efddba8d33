"""An erased person is nowhere any more, and the history still holds."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.mail import EmailMessage

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import act, make_draft
from tests.kept_files import keep_file
from tests.workflows.traces import FILE, FILE_NAME, TYPED, stored, traces
from workflows.actions import remains
from workflows.actions.actors import Actor
from workflows.actions.anchors import add_anchor
from workflows.actions.audits import Audit
from workflows.actions.draft_files import attach_file
from workflows.actions.effects import retry_effect, skip_effect
from workflows.actions.erasure import erase_submission
from workflows.actions.resubmissions import resubmit_draft, start_changes
from workflows.actions.submissions import submit_draft
from workflows.effects import outbox
from workflows.errors import AlreadyErased, CaseStillOpen, NotYourRole
from workflows.models import Attachment, Case, Draft, Effect, EventAnswers, Submission
from workflows.models.drafts import private_storage
from workflows.models.submissions import ErasureBasis


def change_answers(case: Case, people: dict[str, User], *, at: datetime) -> None:
    """Send the form again, be asked once more, and leave a second try unsent."""
    for sends in (True, False):
        act(case, "ask_completion", people["reviewer"], at=at)
        draft = start_changes(
            case=Case.objects.get(pk=case.pk),
            transition="revise",
            typed={"idea": {key: [typed] for key, typed in TYPED.items()}},
            language="fi",
            at=at,
        )
        draft.answers["proposal"] = "Merkkikorjaus"
        draft.save()
        if sends:
            resubmit_draft(draft_id=draft.pk, at=at)


@pytest.fixture
def closed(channel: Channel, people: dict[str, User], at: datetime) -> Case:
    """Return a closed case into which much was written, with a file and mails sent."""
    draft = make_draft(channel, at=at, **TYPED)
    draft.typed = {"idea": {key: [typed] for key, typed in TYPED.items()}}
    draft.save()
    questions = draft.form_version.compiled.fields()
    spec = next(one for one in questions if one.key == "attachments")
    upload = ContentFile(FILE, name=FILE_NAME)
    attach_file(draft_id=draft.pk, spec=spec, upload=upload, at=at)
    case = submit_draft(draft_id=draft.pk, at=at)
    act(case, "take", people["registrar"], at=at, estimate="Merkkiarvio")
    act(case, "ask_completion", people["reviewer"], at=at, request="Merkkipyyntö")
    act(case, "complete", None, at=at, reply="Merkkivastaus")
    outbox.drain(["mail"])
    change_answers(case, people, at=at)
    act(case, "withdraw", None, at=at)
    effect = Effect.objects.filter(case=case, state=Effect.State.WAITING).first()
    assert effect is not None
    actor = Actor.person(people["registrar"])
    skip_effect(effect_id=effect.pk, reason="Merkkisyy", actor=actor, at=at)
    retry_effect(effect_id=effect.pk, actor=actor, at=at)
    case.refresh_from_db()
    return case


def erase(case: Case, user: User | None, *, at: datetime) -> None:
    erase_submission(
        case_id=case.pk,
        basis=ErasureBasis.REQUEST,
        actor=Actor.submitter() if user is None else Actor.person(user),
        at=at,
    )


def test_nothing_of_an_erased_person_is_left_anywhere(
    closed: Case, protector: User, at: datetime, caplog: Any
) -> None:
    caplog.set_level(logging.DEBUG)
    assert traces()

    erase(closed, protector, at=at)
    outbox.drain(["default", "mail"])

    assert traces() == []
    assert list(stored(private_storage())) == []
    assert "merkki" not in caplog.text.lower()


def test_the_history_holds_after_an_erasure(
    closed: Case, protector: User, at: datetime
) -> None:
    add_anchor(at=at)

    erase(closed, protector, at=at)

    assert list(Audit().findings()) == []
    event = closed.events.latest("seq")
    assert (event.type, event.actor, event.at) == ("erased", protector, at)
    # One as it was sent, one sent again, one in the changes that were not sent.
    assert event.data == {"basis": "request", "files": 3}


def test_the_key_is_gone_and_every_reading_is_empty(
    closed: Case, protector: User, at: datetime
) -> None:
    erase(closed, protector, at=at)

    submission = Submission.objects.get(pk=closed.submission_id)
    assert (bytes(submission.wrapped_key), submission.key_id) == (b"", "")
    assert submission.data_key() is None
    assert (submission.email, submission.subject) == ("", "")
    assert submission.answers == submission.figures
    assert submission.figures["theme"] == "health_centre"
    assert {str(one.answers) for one in EventAnswers.objects.with_key()} == {"{}"}
    assert submission.erased_at == at


def test_a_copy_made_before_opens_no_more(
    closed: Case, protector: User, at: datetime
) -> None:
    copy = Submission.objects.values("answers").get(pk=closed.submission_id)
    erase(closed, protector, at=at)
    Submission.objects.filter(pk=closed.submission_id).update(**copy)

    assert "proposal" not in Submission.objects.get(pk=closed.submission_id).answers


def test_no_mail_goes_out_any_more(
    closed: Case, protector: User, at: datetime, mailoutbox: list[EmailMessage]
) -> None:
    sent = len(mailoutbox)
    erase(closed, protector, at=at)

    outbox.drain(["mail"])

    assert len(mailoutbox) == sent
    assert not Effect.objects.filter(case=closed, kind="mail", state="waiting").exists()


def test_a_storage_that_is_away_for_a_while_keeps_no_file(
    closed: Case, protector: User, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    erase(closed, protector, at=at)
    with monkeypatch.context() as away:
        away.setattr(type(private_storage()), "delete", _fail)
        outbox.drain(["default"])
    effect = Effect.objects.get(case=closed, kind="delete_files")
    assert effect.state == Effect.State.WAITING

    Effect.objects.filter(pk=effect.pk).update(not_before=at - timedelta(days=1))
    outbox.drain(["default"])

    assert list(stored(private_storage())) == []


def _fail(*_: Any) -> None:
    raise OSError


def test_only_those_who_may_erase(
    closed: Case, people: dict[str, User], at: datetime
) -> None:
    for user in [*people.values(), None]:
        with pytest.raises(NotYourRole):
            erase(closed, user, at=at)

    assert Submission.objects.get(pk=closed.submission_id).email == TYPED["email"]


def test_an_open_case_is_not_erased(case: Case, protector: User, at: datetime) -> None:
    with pytest.raises(CaseStillOpen):
        erase(case, protector, at=at)

    assert Submission.objects.get(pk=case.submission_id).erased_at is None


def test_nobody_is_erased_twice(closed: Case, protector: User, at: datetime) -> None:
    erase(closed, protector, at=at)

    with pytest.raises(AlreadyErased):
        erase(closed, protector, at=at)

    assert closed.events.filter(type="erased").count() == 1


def test_other_people_keep_what_is_theirs(
    closed: Case, case: Case, protector: User, at: datetime
) -> None:
    keep_file(content=b"toinen", name="toinen.pdf", at=at, submission=case.submission)

    erase(closed, protector, at=at)
    outbox.drain(["default"])

    assert Submission.objects.get(pk=case.submission_id).answers["name"]
    assert len(list(stored(private_storage()))) == 1
    kept = Attachment.objects.get()
    assert (kept.name, kept.open().read()) == ("toinen.pdf", b"toinen")
    assert Draft.objects.filter(pk=case.draft_id).exists()


def test_other_apps_erase_with_it(
    closed: Case, protector: User, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Case] = []
    monkeypatch.setattr(remains, "_erasers", [])
    remains.register_eraser(told.append)
    remains.register_eraser(told.append)

    erase(closed, protector, at=at)

    assert told == [closed]
