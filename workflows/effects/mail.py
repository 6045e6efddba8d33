"""Sending mail to the submitter, and noting how far each one got."""

import smtplib
from datetime import datetime

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction

from workflows.effects import outbox, registry
from workflows.effects.claims import still_ours
from workflows.effects.letters import Letter, compose
from workflows.effects.notices import message_id
from workflows.models import Case, Effect, SentMail

#: from here on a code of SMTP says that trying again is of no use
PERMANENT = 500

State = SentMail.State


@registry.register("mail", queue="mail")
def send_mail(effect: Effect, *, at: datetime) -> None:
    """
    Send the mail that `params["mail"]` names to the case's submitter.

    The Message-ID is the effect's id: when a worker dies between sending and noting
    it, the repeat can be recognised by whoever receives it. A mail that must not
    come twice has `params["if_unsure"]` "hold" and waits for a person instead.

    :raises outbox.Undoable: if the address is refused for good, or the mail is to be
        held because nobody knows whether it went out
    """
    case = (
        Case.objects.select_related("submission__form_version", "workflow_version")
        .defer("submission__answers")
        .get(pk=effect.case_id)
    )
    if not case.submission.email:
        with outbox.finish(effect, at=at, skipped_because="no-address"):
            return
    letter = compose(case, effect)
    sent = _begun(effect, case, letter, at)
    _send(_message(letter, to=case.submission.email, sent=sent), sent)
    with outbox.finish(effect, at=at):
        _note(sent, State.SENT, sent_at=at)


def _begun(effect: Effect, case: Case, letter: Letter, at: datetime) -> SentMail:
    """Note, before anything leaves, what is about to be sent."""
    with transaction.atomic():
        # Fenced: a worker that was taken for dead must not touch the mail's state.
        if not still_ours(effect).select_for_update().exists():
            raise outbox.LeaseLost
        sent = SentMail.objects.filter(effect=effect).first() or SentMail(effect=effect)
        is_unsure = sent.state == State.SENDING and sent.tried_at is not None
        if is_unsure and effect.params.get("if_unsure") == "hold":
            raise outbox.Undoable("mail-unsure")
        sent.case, sent.mail, sent.language = case, letter.mail, letter.language
        sent.wording_sha256 = letter.wording.sha256
        sent.template = letter.wording.template
        sent.letter = {
            "to": case.submission.email,
            "subject": letter.subject,
            "text": letter.text,
        }
        sent.state, sent.code, sent.tried_at = State.SENDING, "", at
        sent.is_doubtful = sent.is_doubtful or is_unsure
        sent.save()
    return sent


def _message(letter: Letter, *, to: str, sent: SentMail) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=[to],
        headers={
            "Message-ID": message_id_of(sent),
            "Auto-Submitted": "auto-generated",
            "Content-Language": letter.language,
        },
    )
    message.attach_alternative(letter.html, "text/html")
    return message


def message_id_of(sent: SentMail) -> str:
    """Return the mail's Message-ID: the same at every try until it comes back."""
    again = f".{sent.returns}" if sent.returns else ""
    return message_id(f"{sent.effect_id}{again}")


def _send(message: EmailMultiAlternatives, sent: SentMail) -> None:
    """Hand the mail over; note what is known when the server does not take it."""
    try:
        # Apart from the sending: what fails here has sent nothing for certain.
        connection = get_connection()
        connection.open()
    except OSError:
        _note(sent, State.FAILED)
        raise
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as refusal:
        code = min(answer[0] for answer in refusal.recipients.values())
        is_final = code >= PERMANENT
        _note(sent, State.REFUSED if is_final else State.FAILED, code=str(code))
        if is_final:
            raise outbox.Undoable("mail-refused") from None
        raise
    except smtplib.SMTPResponseException as answer:
        _note(sent, State.FAILED, code=str(answer.smtp_code))
        raise
    finally:
        connection.close()


def _note(sent: SentMail, state: State, **more: object) -> None:
    SentMail.objects.filter(pk=sent.pk, tried_at=sent.tried_at).update(
        state=state, **more
    )
