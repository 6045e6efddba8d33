"""Mails in the organisation's own words, edited in the admin."""

from django.core.mail import EmailMessage

import pytest

from participation.models import Channel
from tests.desk.conftest import Desk, text_of
from workflows.effects import outbox
from workflows.models import Case, MailTemplate, Workflow

TEMPLATES = "/admin/snippets/workflows/mailtemplate/"
BODY = "Hei,\n\nviestisi {reference} on perillä.\n\n{status_url}\n"


@pytest.fixture
def form() -> dict[str, str]:
    return {
        "which": "initiative:received",
        "language": "fi",
        "subject": "Perillä: {reference}",
        "body": BODY,
    }


def make_template(**changes: str) -> MailTemplate:
    words = {"language": "fi", "subject": "Perillä: {reference}", "body": BODY}
    return MailTemplate.objects.create(
        workflow=Workflow.objects.get(key="initiative"),
        mail="received",
        **{**words, **changes},
    )


def test_the_next_mail_has_the_words_that_an_editor_wrote(
    boss: Desk, form: dict[str, str], case: Case, mailoutbox: list[EmailMessage]
) -> None:
    response = boss.client.post(f"{TEMPLATES}add/", form)

    assert response.status_code == 302
    outbox.drain(["mail"])
    assert mailoutbox[0].subject == f"Perillä: {case.reference}"
    assert f"viestisi {case.reference} on perillä." in mailoutbox[0].body
    sent = case.sent_mails.get()
    assert sent.template == MailTemplate.objects.get()


def test_editing_begins_with_the_words_in_use(
    boss: Desk, form: dict[str, str], channel: Channel
) -> None:
    boss.client.post(f"{TEMPLATES}add/", {**form, "subject": "", "body": ""})

    template = MailTemplate.objects.get()
    assert template.subject == "Olemme saaneet aloitteesi ({reference})"
    assert "Seuraava päivä" in template.body


@pytest.mark.parametrize("field", ["subject", "body"])
def test_an_unknown_placeholder_is_refused_by_its_name(
    boss: Desk, form: dict[str, str], channel: Channel, field: str
) -> None:
    form[field] = "Hei {referense}"

    page = text_of(boss.client.post(f"{TEMPLATES}add/", form))

    assert "Nothing stands for {referense} in this mail." in page
    assert "{reference}, {stage}, {status_url}" in page
    assert not MailTemplate.objects.exists()


def test_an_answer_of_another_transition_is_unknown(
    boss: Desk, form: dict[str, str], channel: Channel
) -> None:
    form["body"] = "Käsittelijä: {answers.handled_by}"
    refused = boss.client.post(f"{TEMPLATES}add/", form)
    taken = boss.client.post(f"{TEMPLATES}add/", {**form, "which": "initiative:taken"})

    assert "{answers.handled_by}" in text_of(refused)
    assert taken.status_code == 302


def test_a_brace_without_its_pair_is_refused(
    boss: Desk, form: dict[str, str], channel: Channel
) -> None:
    form["body"] = "Hei {reference"

    assert "A brace has no pair." in text_of(boss.client.post(f"{TEMPLATES}add/", form))


def test_a_mail_has_one_wording_in_a_language(
    boss: Desk, form: dict[str, str], channel: Channel
) -> None:
    make_template()

    page = text_of(boss.client.post(f"{TEMPLATES}add/", form))

    assert "has a wording of its own in this language already" in page


def test_earlier_wordings_are_kept(
    boss: Desk, form: dict[str, str], channel: Channel
) -> None:
    boss.client.post(f"{TEMPLATES}add/", form)
    template = MailTemplate.objects.get()

    boss.client.post(f"{TEMPLATES}edit/{template.pk}/", {**form, "subject": "Kiitos"})

    template.refresh_from_db()
    assert template.subject == "Kiitos"
    assert template.revisions.count() == 2


@pytest.mark.parametrize("mode", ["letter", "plain"])
def test_a_preview_shows_sample_data(
    boss: Desk, form: dict[str, str], channel: Channel, mode: str
) -> None:
    template = make_template()
    address = f"{TEMPLATES}preview/{template.pk}/"
    form["body"] = "<b>{subject}</b>\n\n{next_date}"

    kept = boss.client.post(address, form)
    page = boss.client.get(address, {"mode": mode})

    assert kept.json()["is_valid"]
    assert "OSA-2026-17" in text_of(page)
    assert "17. maaliskuuta 2026" in text_of(page)
    assert "<b>" not in text_of(page)
    assert "style-src 'unsafe-inline'" in page["Content-Security-Policy"]


def test_a_wording_in_another_language_changes_nothing(
    case: Case, mailoutbox: list[EmailMessage]
) -> None:
    make_template(language="sv")

    outbox.drain(["mail"])

    assert mailoutbox[0].subject.startswith("Olemme saaneet aloitteesi")


def test_a_wording_that_a_version_lacks_words_for_gives_way(
    case: Case, mailoutbox: list[EmailMessage]
) -> None:
    make_template(body="Käsittelijä: {answers.from_a_later_version}")

    outbox.drain(["mail"])

    assert "asianumero on" in mailoutbox[0].body


def test_reviewers_do_not_change_mails(
    at_desk: dict[str, Desk], form: dict[str, str], channel: Channel
) -> None:
    response = at_desk["reviewer"].client.post(f"{TEMPLATES}add/", form)

    assert response.status_code == 302
    assert not MailTemplate.objects.exists()
