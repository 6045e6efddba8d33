"""Was the resident told, when and what? The page of the case says."""

from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.db import connection

from cms.accounts.models import User
from tests.cases import act
from tests.desk.conftest import Desk, text_of
from workflows.desk.sent_mails import masked
from workflows.effects import outbox
from workflows.effects.status_links import status_token
from workflows.models import Case, SentMail


def test_the_case_says_what_was_sent_and_when(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    outbox.drain(["mail"])

    page = text_of(at_desk["reviewer"].case(case))

    assert "What the submitter was told" in page
    assert f"Olemme saaneet aloitteesi ({case.reference})" in page
    assert "taken by the mail server" in page
    assert "r…@example.org" in page
    assert "Seuraava päivä, joka kannattaa muistaa: 17. maaliskuuta 2026" in page


def test_staff_read_the_mail_without_the_link_of_its_receiver(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    outbox.drain(["mail"])

    page = text_of(at_desk["reviewer"].case(case))

    assert status_token(case) in SentMail.objects.get().letter["text"]
    assert status_token(case) not in page
    assert "/status/…/" in page


def test_before_the_first_mail_it_says_that_nothing_was_sent(
    case: Case, at_desk: dict[str, Desk]
) -> None:
    assert "Nothing yet." in text_of(at_desk["reviewer"].case(case))


def test_without_an_address_it_says_so(case: Case, at_desk: dict[str, Desk]) -> None:
    case.submission.email = ""
    case.submission.save()

    page = text_of(at_desk["reviewer"].case(case))

    assert "no e-mail address was given" in page


def test_what_was_sent_is_kept_sealed(case: Case) -> None:
    outbox.drain(["mail"])

    with connection.cursor() as cursor:
        cursor.execute("select * from workflows_sentmail")
        row = str(
            [
                bytes(one) if isinstance(one, memoryview) else one
                for one in cursor.fetchone()
            ]
        )

    assert "resident@" not in row
    assert "aloitteesi" not in row
    assert SentMail.objects.get().letter["to"] == "resident@example.org"


def test_a_mail_is_the_same_as_text_and_formatted(
    case: Case,
    people: dict[str, User],
    at: datetime,
    mailoutbox: list[EmailMultiAlternatives],
) -> None:
    act(case, "take", people["registrar"], at=at, estimate="<script>kesä</script>")
    outbox.drain(["mail"])

    mail = mailoutbox[-1]
    html = mail.alternatives[0].content
    assert "<script>kesä" in mail.body
    assert "<script>" not in html
    assert "&lt;script&gt;kesä" in html
    assert '<html lang="fi">' in html
    kept = case.sent_mails.latest("tried_at").letter["text"]
    assert kept == mail.body


def test_few_people_have_an_address_so_short_that_it_is_not_masked() -> None:
    assert masked("ab@example.org") == "a…@example.org"
    assert masked("") == ""
