"""The whole way through the form, without JavaScript."""

from django.core import mail
from django.test import Client

from tests.resident.walker import TYPED, Walker, pdf
from workflows.models import Attachment, Case, Draft


def test_a_resident_walks_to_the_receipt(resident):
    first = resident.get("topic")
    last = resident.fill()
    check = resident.get("check")
    sent = resident.send()
    receipt = resident.client.get(sent["Location"])

    case = Case.objects.get()
    assert first.status_code == 200
    assert last["Location"] == resident.url("check")
    assert "Penkkejä terveysaseman pihalle" in check.content.decode()
    assert sent["Location"] == f"{resident.home}received/{resident.draft_id}/"
    assert case.reference in receipt.content.decode()
    assert case.submission.answers["title"] == TYPED["proposal"]["title"]
    assert case.submission.language == "fi"


def test_the_receipt_says_what_happens_next_and_when(resident):
    resident.fill()
    receipt = resident.client.get(resident.send()["Location"])

    page = receipt.content.decode()
    assert "Kuukauden kuluessa" in page
    assert "10. huhtikuuta 2026" in page
    assert "/fi/status/" in page


def test_each_step_leads_to_the_next_one_that_is_relevant(resident):
    resident.fill("topic", "proposal", "effect")

    assert resident.fill("maker")["Location"] == resident.url("contact")
    assert resident.fill("maker", ground="service_user")["Location"] == resident.url(
        "service"
    )
    assert resident.fill("maker", ground="municipality")["Location"] == resident.url(
        "organisation"
    )


def test_an_answer_is_changed_from_the_check_page_and_back(resident):
    resident.fill()
    check = resident.get("check").content.decode()

    changed = resident.post(
        "effect", "?change", effect="Odottaminen on kaikille mukavampaa."
    )

    assert f"{resident.url('effect')}?change" in check
    assert changed["Location"] == resident.url("check")
    assert "mukavampaa" in resident.get("check").content.decode()


def test_a_change_that_brings_a_new_step_asks_it_before_the_check_page(resident):
    resident.fill()

    changed = resident.post("maker", "?change", ground="organisation")
    asked = resident.post(
        "organisation",
        "?change",
        organisation_name="Esimerkkiyhdistys",
        organisation_position="puheenjohtaja",
    )

    assert changed["Location"] == resident.url("organisation") + "?change"
    assert asked["Location"] == resident.url("check")


def test_answers_of_steps_that_no_longer_count_are_not_sent(resident):
    resident.fill("topic", "proposal", "effect")
    resident.fill("maker", ground="organisation")
    resident.post(
        "organisation", organisation_name="Yhdistys", organisation_position="jäsen"
    )
    resident.fill("maker", "contact", "consent")
    resident.send()

    assert "organisation_name" not in Case.objects.get().submission.answers


def test_a_file_travels_with_the_case(resident):
    resident.fill("topic")
    resident.post("proposal", **TYPED["proposal"], attachments=[pdf()])
    resident.fill("effect", "maker", "contact", "consent")
    check = resident.get("check").content.decode()
    resident.send()

    kept = Attachment.objects.get()
    assert "suunnitelma.pdf" in check
    assert kept.submission == Case.objects.get().submission
    assert Case.objects.get().submission.answers["attachments"] == [kept.described()]


def test_sending_twice_makes_one_case(resident):
    resident.fill()

    first, second = resident.send(), resident.send()

    assert first["Location"] == second["Location"]
    assert Case.objects.count() == 1


def test_the_receipt_may_be_reloaded(resident):
    resident.fill()
    where = resident.send()["Location"]

    assert resident.client.get(where).content == resident.client.get(where).content
    assert Case.objects.count() == 1


def test_the_addresses_of_a_sent_form_lead_to_the_receipt(resident):
    resident.fill()
    where = resident.send()["Location"]

    assert resident.get("topic")["Location"] == where
    assert resident.get("check")["Location"] == where
    assert resident.fill("topic")["Location"] == where
    assert (
        resident.client.get(f"{resident.home}form/{resident.draft_id}/")["Location"]
        == where
    )


def test_the_language_may_be_switched_on_the_way(resident):
    resident.fill("topic", "proposal")
    in_swedish = Walker(
        client=resident.client,
        home=resident.home.replace("/fi/", "/sv/"),
        draft_id=resident.draft_id,
    )

    page = in_swedish.get("proposal").content.decode()
    in_swedish.fill("effect", "maker", "contact", "consent")
    in_swedish.send()

    assert "Initiativets rubrik" in page
    assert "Penkkejä terveysaseman pihalle" in page
    assert Case.objects.get().submission.language == "sv"


def test_nothing_is_kept_in_the_session(resident):
    resident.fill()
    resident.send()

    assert "sessionid" not in resident.client.cookies


def test_every_page_says_until_when_the_answers_are_kept(resident, clock):
    assert "9. huhtikuuta 2026" in resident.get("topic").content.decode()

    clock.shift(24 * 3600)
    resident.fill()

    assert "10. huhtikuuta 2026" in resident.get("check").content.decode()


def test_the_answers_are_deleted_when_asked(resident):
    resident.fill("topic")
    resident.post("proposal", **TYPED["proposal"], attachments=[pdf()])

    answer = resident.client.post(
        f"{resident.home}form/{resident.draft_id}/", {"discard": "1"}
    )

    assert answer.status_code == 200
    assert not Draft.objects.exists()
    assert not Attachment.objects.exists()
    assert resident.get("topic").status_code == 404


def test_starting_is_only_possible_by_post(channel):
    client = Client()

    answer = client.get("/fi/take-part/initiative/start/")

    assert answer["Location"] == "/fi/take-part/initiative/"
    assert not Draft.objects.exists()
    assert not mail.outbox
