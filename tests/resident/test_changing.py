"""Changing the answers behind the status link, when the case waits for that."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.test import Client

import pytest

from tests.cases import act, make_draft
from tests.resident.changer import NEW, Changer, again, page_of
from tests.resident.walker import PDF, pdf
from workflows.actions.draft_files import attach_file
from workflows.actions.resubmissions import resubmit_draft
from workflows.actions.submissions import submit_draft
from workflows.effects.status_links import status_token
from workflows.models import Attachment, Case, Draft, Submission


@pytest.fixture
def case(channel, clock, at, people) -> Case:
    """Return a case with a file, whose submitter has been asked for more."""
    draft = make_draft(channel, at=at)
    fields = draft.form_version.compiled.fields()
    spec = next(one for one in fields if one.key == "attachments")
    attach_file(
        draft_id=draft.pk, spec=spec, upload=ContentFile(PDF, "suunnitelma.pdf"), at=at
    )
    case = submit_draft(draft_id=draft.pk, at=at)
    act(case, "take", people["registrar"], at=at)
    act(case, "ask_completion", people["reviewer"], at=at)
    case.refresh_from_db()
    return case


@pytest.fixture
def changer(case) -> Changer:
    changer = Changer(case)
    assert changer.begin().status_code == 302
    return changer


def test_the_status_page_offers_to_change_the_answers(case):
    page = page_of(Client().get(Changer(case).home))

    assert "Muuta vastauksiasi" in page
    assert f'action="{Changer(case).home}start/"' in page


def test_the_answers_are_there_already(changer):
    check = page_of(changer.get("check"))
    step = page_of(changer.get("proposal"))

    assert "Terveysaseman pihalle tarvitaan penkkejä kyytiä odottaville." in check
    assert "suunnitelma.pdf" in check
    assert "Terveysaseman pihalle tarvitaan penkkejä kyytiä odottaville." in step


def test_changed_answers_take_the_place_of_the_earlier_ones_which_are_kept(
    changer, case
):
    sent_first = case.submission.answers

    changer.propose()
    sent = changer.send()

    after = again(case)
    assert sent.status_code == 302
    assert after.stage == "review"
    assert after.submission_id == case.submission_id
    assert after.submission.answers["proposal"] == NEW
    assert after.submission.subject == "Penkkejä pihalle"
    earlier, standing = Submission.objects.line_of(after)
    assert earlier.answers == sent_first
    assert standing == after.submission
    assert bytes(earlier.wrapped_key) != bytes(standing.wrapped_key)
    event = after.events.get(transition="revise")
    told = event.data["resubmitted"]
    assert told["changed"] == ["proposal", "title"]
    assert told["earlier"] == str(earlier.pk)
    arrived = changer.client.get(sent["Location"])
    assert 'role="status"' in page_of(changer.client.get(arrived["Location"]))


def test_what_staff_wrote_earlier_can_still_be_read(changer, case):
    changer.propose()
    changer.send()

    asked = again(case).events.get(transition="ask_completion")
    assert asked.answers.answers == {"request": "Mitä pihaa ehdotus koskee?"}


def test_the_case_is_found_by_its_new_words(changer, case):
    changer.propose(title="Istuimia pihalle")
    changer.send()

    words = set(case.words.values_list("word", flat=True))
    assert "istuimia" in words
    assert "penkkejä" not in words


def test_files_are_carried_over_and_can_be_replaced(changer, case):
    first = Attachment.objects.get(submission=case.submission)
    carried = Attachment.objects.get(draft__case=case)
    assert (carried.sha256, carried.file.name != first.file.name) == (
        first.sha256,
        True,
    )

    written = {"title": "Penkkejä pihalle", "proposal": NEW}
    changer.post("proposal", remove=str(carried.pk), **written)
    changer.post("proposal", upload="1", attachments=pdf("uusi.pdf"), **written)
    changer.propose()
    changer.send()

    earlier, standing = Submission.objects.line_of(again(case))
    assert [one.name for one in earlier.attachments.all()] == ["suunnitelma.pdf"]
    assert earlier.attachments.get().open().read() == PDF
    assert [one.name for one in standing.attachments.all()] == ["uusi.pdf"]


def test_sending_without_a_change_is_refused(changer, case):
    answer = changer.send()

    assert answer.status_code == 422
    assert 'role="alert"' in page_of(answer)
    assert again(case).stage == "completion"
    assert Submission.objects.count() == 1


def test_sending_twice_changes_the_case_once(changer, case, at):
    changer.propose()
    first, second = changer.send(), changer.send()
    resubmit_draft(draft_id=Draft.objects.get(case=case).pk, at=at)

    assert first["Location"] == second["Location"]
    assert again(case).events.filter(transition="revise").count() == 1
    assert Submission.objects.count() == 2


def test_a_case_that_moved_meanwhile_loses_nothing_that_was_typed(
    changer, case, people, at
):
    changer.propose()
    act(case, "go_on", people["reviewer"], at=at)

    answer = changer.send()

    assert answer.status_code == 409
    assert NEW in page_of(answer)
    assert NEW in page_of(changer.get("check"))
    after = again(case)
    assert after.submission.answers["proposal"] != NEW
    assert Submission.objects.count() == 1
    assert not after.events.filter(transition="revise").exists()


def test_a_second_browser_goes_on_with_the_same_changes(changer, case):
    changer.propose()

    other = Changer(case)
    other.begin()

    assert other.form == changer.form
    assert NEW in page_of(other.get("check"))


def test_the_changes_can_be_given_up_and_begun_again(changer, case):
    changer.propose()

    gone = changer.client.post(f"{changer.form}/", {"discard": "1"})
    again_begun = changer.begin()

    assert gone.status_code == 200
    assert again_begun.status_code == 302
    assert NEW not in page_of(changer.get("check"))
    assert Attachment.objects.get(submission=case.submission).open().read() == PDF


def test_changes_that_were_kept_for_their_time_are_begun_anew(changer, case, clock):
    changer.propose()
    clock.shift(timedelta(days=31))

    assert changer.send().status_code == 410
    assert changer.begin().status_code == 302
    assert NEW not in page_of(changer.get("check"))
    assert Draft.objects.filter(case=case).count() == 1


def test_a_closed_channel_takes_answers_that_were_asked_for(channel, changer, at, case):
    procedure = channel.procedure
    procedure.closes_at = at
    procedure.save()

    changer.propose()

    assert changer.send().status_code == 302
    assert again(case).stage == "review"


@pytest.mark.parametrize("transition", ["complete", "withdraw", "take", "", "x"])
def test_nothing_else_is_done_by_sending_the_form_again(case, transition):
    answer = Changer(case).begin(transition)

    assert answer.status_code == 409
    assert not Draft.objects.filter(case=case).exists()


def test_answers_cannot_be_changed_where_the_case_does_not_wait(case, people, at):
    act(case, "go_on", people["reviewer"], at=at)

    assert Changer(case).begin().status_code == 409
    assert "Muuta vastauksiasi" not in page_of(Client().get(Changer(case).home))


def test_the_small_form_cannot_stand_for_the_form(case):
    posted = {"transition": "revise", "revision": case.revision, "request_key": "k"}

    assert Client().post(Changer(case).home, posted).status_code == 409
    assert again(case).stage == "completion"


def test_only_the_link_opens_the_changes(changer, case, channel, at):
    other = submit_draft(draft_id=make_draft(channel, at=at).pk, at=at)
    strange = changer.form.replace(status_token(case), status_token(other))

    assert Client().get(f"{strange}/check/").status_code == 404
    assert Client().get(f"{changer.form}/check/").status_code == 200
    Case.objects.filter(pk=case.pk).update(link_number=2)
    for address in ("check/", "proposal/", ""):
        assert Client().get(f"{changer.form}/{address}").status_code == 404
    assert Client().post(f"{changer.home}start/").status_code == 404


def test_the_pages_are_kept_from_others(changer):
    answer = changer.get("check")

    assert answer["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


def test_no_draft_of_changes_opens_by_a_secret(changer, case):
    assert not Draft.objects.get(case=case).opens_with("")
