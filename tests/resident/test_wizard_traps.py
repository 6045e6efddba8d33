"""What formtools is known to do badly, one test for each (and what we do instead)."""

import uuid

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import pytest

from tests.resident.walker import TYPED, Walker, pdf
from workflows.actions import drafts
from workflows.forms.steps import StepForm
from workflows.models import Attachment, Case


def test_1_a_get_never_sends(resident):
    resident.fill()

    for step in ("done", "check", "consent", "topic"):
        resident.get(step)

    assert not Case.objects.exists()


def test_2_two_drafts_in_one_browser_do_not_mix(resident):
    other = Walker(client=resident.client)
    other.start()

    resident.fill("topic", area="Pohjoinen")
    other.fill("topic", area="Etelä")
    resident.fill("proposal")

    assert resident.draft.answers["area"] == "Pohjoinen"
    assert other.draft.answers == {"theme": "health_centre", "area": "Etelä"}


@pytest.mark.parametrize("step", ["organisation", "nowhere", "consent", "done"])
def test_3_posting_a_step_that_is_hidden_unknown_or_later_leads_to_the_open_one(
    resident, step
):
    resident.fill("topic", "proposal")

    answer = resident.post(step, organisation_name="Yhdistys")

    assert answer.status_code == 302
    assert answer["Location"] == resident.url("effect")
    assert "organisation_name" not in resident.draft.answers


def test_3_a_post_without_the_name_of_its_step_is_no_error(resident):
    answer = resident.client.post(resident.url("topic"), {"topic-theme": "hospital"})

    assert answer["Location"] == resident.url("topic")


def test_4_the_list_of_steps_follows_the_answers_within_a_request(resident):
    resident.fill("topic", "proposal", "effect")

    answer = resident.fill("maker", ground="service_user")

    assert answer["Location"] == resident.url("service")


@pytest.mark.parametrize("step", ["proposal", "consent", "check", "nowhere", "done"])
def test_5_a_later_or_unknown_step_in_the_address_leads_to_the_open_one(resident, step):
    answer = resident.get(step)

    assert answer.status_code == 302
    assert answer["Location"].partition("?")[0] == resident.url("topic")


def test_5_the_draft_itself_leads_to_the_open_step(resident):
    resident.fill("topic", "proposal")

    answer = resident.client.get(f"{resident.home}form/{resident.draft_id}/")

    assert answer["Location"] == resident.url("effect")


def test_6_a_step_is_judged_once_however_many_conditions_ask(resident, monkeypatch):
    judged = []
    full_clean = StepForm.full_clean

    def noted(form):
        judged.append(form.prefix)
        full_clean(form)

    monkeypatch.setattr(StepForm, "full_clean", noted)
    resident.fill("topic", "proposal", "effect", "maker")

    assert judged == ["topic", "proposal", "effect", "maker"]


def test_7_going_back_keeps_what_was_typed(resident):
    resident.fill("topic")

    answer = resident.post("proposal", title="Kes", proposal="", back="1")
    page = resident.get("proposal").content.decode()

    assert answer["Location"] == resident.url("topic")
    assert 'value="Kes"' in page
    assert "Virhe" not in page


def test_7_going_back_from_the_first_step_leads_to_the_channel(resident):
    assert resident.post("topic", back="1")["Location"] == resident.home


def test_7_a_done_step_that_was_changed_on_the_way_back_is_open_again(resident):
    resident.fill()

    resident.post("effect", effect="", back="1")

    assert resident.get("check")["Location"].startswith(resident.url("effect"))


def test_8_a_reload_resets_nothing(resident):
    resident.fill("topic", "proposal")

    for _ in range(2):
        resident.get("topic")

    assert resident.draft.done_steps == ["topic", "proposal"]
    assert "Keskusta" in resident.get("topic").content.decode()


def test_9_files_are_many_and_each_can_be_removed(resident):
    resident.fill("topic")
    resident.post("proposal", attachments=[pdf("a.pdf"), pdf("b.pdf", b"%PDF-1.4 b")])
    first, second = sorted(Attachment.objects.all(), key=lambda one: one.name)

    answer = resident.post("proposal", title="Kesken", remove=str(first.pk))
    page = resident.get("proposal").content.decode()

    assert answer["Location"] == resident.url("proposal")
    assert list(Attachment.objects.all()) == [second]
    assert "b.pdf" in page
    assert "a.pdf" not in page
    assert "Kesken" in page


def test_9_a_stranger_s_file_is_not_removed(resident):
    other = Walker()
    other.start()
    other.fill("topic")
    other.post("proposal", attachments=[pdf()])
    resident.fill("topic")

    resident.post("proposal", remove=str(Attachment.objects.get().pk))
    resident.post("proposal", remove="nonsense")

    assert Attachment.objects.count() == 1


def test_10_losing_the_session_loses_no_answer(resident):
    resident.fill("topic", "proposal")

    del_session = [
        key for key in resident.client.cookies if not key.startswith("draft")
    ]
    for key in del_session:
        del resident.client.cookies[key]

    assert resident.get("effect").status_code == 200


def test_11_only_declared_questions_are_stored(resident):
    resident.post("topic", theme="hospital", area="", is_admin="yes")

    draft = resident.draft
    assert draft.typed == {"topic": {"theme": ["hospital"], "area": [""]}}
    assert draft.answers == {"theme": "hospital", "area": ""}


def test_12_a_step_that_is_missing_says_so_itself(resident):
    resident.fill("topic", "proposal")

    answer = resident.get("check")
    page = resident.client.get(answer["Location"]).content.decode()

    assert answer["Location"] == resident.url("effect") + "?missing"
    assert "error-summary" in page


def test_12_a_step_that_no_longer_holds_is_shown_when_sending(resident):
    resident.fill()
    draft = resident.draft
    draft.typed["contact"]["email"] = ["not an address"]
    draft.save()

    answer = resident.send()
    page = resident.client.get(answer["Location"]).content.decode()

    assert answer["Location"] == resident.url("contact") + "?missing"
    assert "not an address" in page
    assert not Case.objects.exists()


def test_a_changed_answer_opens_later_steps_that_now_ask_something_else(
    resident, channel, at
):
    resident.fill()
    before = resident.draft

    drafts.complete_step(
        draft_id=before.pk,
        step="maker",
        typed={"ground": ["organisation"]},
        answers={"ground": "organisation"},
        language="fi",
        at=at,
    )

    assert "organisation" not in resident.draft.done_steps
    assert resident.get("check")["Location"].startswith(resident.url("organisation"))


def test_the_draft_of_another_browser_does_not_exist(resident):
    stranger = Walker(client=Client(), draft_id=resident.draft_id)

    assert stranger.get("topic").status_code == 404
    assert stranger.fill("topic").status_code == 404
    assert stranger.send().status_code == 404
    for way in ("received", "form"):
        url = f"{stranger.home}{way}/{stranger.draft_id}/"
        assert stranger.client.get(url).status_code == 404
        assert stranger.client.post(url, {"discard": "1"}).status_code == 404
    assert resident.draft.done_steps == []


def test_a_draft_that_never_was_does_not_exist(resident):
    resident.draft_id = str(uuid.uuid4())

    assert resident.get("topic").status_code == 404


def test_a_step_takes_few_queries(resident):
    resident.fill("topic")

    with CaptureQueriesContext(connection) as queries:
        resident.post("proposal", **TYPED["proposal"])

    own = [one["sql"] for one in queries if "wagtail" not in one["sql"]]
    assert len(own) <= 12, own
