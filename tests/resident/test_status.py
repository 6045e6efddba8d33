"""The status page behind the submitter's link."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

import pytest

from tests.cases import act
from tests.resident.walker import Walker
from workflows.effects.status_links import status_token, status_url
from workflows.engine.texts import say
from workflows.models import Case
from workflows.views import public_links


def url_of(case: Case) -> str:
    return reverse("workflows:status", args=[status_token(case)])


def page_of(response) -> str:
    return response.content.decode()


def do(case: Case, transition: str, *, key: str = "key", revision=None, **typed):
    """Post a small form of the status page."""
    data = {
        "transition": transition,
        "revision": case.revision if revision is None else revision,
        "request_key": key,
    } | {f"{transition}-{name}": value for name, value in typed.items()}
    return Client().post(url_of(case), data)


@pytest.fixture
def case(case: Case, clock) -> Case:
    return case


@pytest.fixture
def asked(case, people, at) -> Case:
    """Return a case whose submitter has been asked for more."""
    act(case, "take", people["registrar"], at=at)
    act(case, "ask_completion", people["reviewer"], at=at)
    case.refresh_from_db()
    return case


def test_the_page_tells_where_the_case_is_and_when_it_moves(case):
    page = page_of(Client().get(url_of(case)))

    assert case.reference in page
    assert "Penkkejä terveysaseman pihalle" in page
    assert "10. huhtikuuta 2026" in page
    assert "resident@example.org" not in page
    assert "Aloitteen Tekijä" not in page


def test_the_link_of_the_receipt_opens_it(resident):
    resident.fill()
    receipt = page_of(resident.client.get(resident.send()["Location"]))
    case = Case.objects.get()

    assert status_url(case, language="fi") in receipt
    assert Client().get(url_of(case)).status_code == 200


def test_the_page_speaks_the_language_of_its_address(case):
    page = page_of(Client().get(url_of(case).replace("/fi/", "/sv/")))

    assert '<html lang="sv">' in page
    assert "10 april 2026" in page


@pytest.mark.parametrize("token", ["x", "a" * 48, "ä", "A" * 400])
def test_a_made_up_link_opens_nothing(case, token):
    assert Client().get(f"/fi/status/{token}/").status_code == 404


def test_a_changed_link_opens_nothing(case):
    token = status_token(case)
    changed = ("B" if token[30] != "B" else "C").join([token[:30], token[31:]])

    assert Client().get(f"/fi/status/{changed}/").status_code == 404


def test_a_revoked_link_opens_nothing(case):
    url = url_of(case)
    Case.objects.update(link_number=2)

    assert Client().get(url).status_code == 404
    assert Client().post(url, {"transition": "withdraw"}).status_code == 404


def test_the_address_is_kept_from_others(case):
    answer = Client().get(url_of(case))

    assert answer["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


def test_what_staff_wrote_for_the_submitter_is_shown_and_nothing_else(
    asked, people, at
):
    waiting = page_of(Client().get(url_of(asked)))
    act(asked, "complete", None, at=at)
    act(asked, "offer_hearing", people["reviewer"], at=at)
    act(asked, "note_hearing", people["reviewer"], at=at)
    act(asked, "assess", people["reviewer"], at=at)
    later = page_of(Client().get(url_of(asked)))

    assert "Mitä pihaa ehdotus koskee?" in waiting
    assert "Toteutettavissa kunnossapidon rahoilla." not in later


def test_the_submitter_completes_the_case(asked):
    answer = do(asked, "complete", reply="Pääoven puoleista pihaa.")
    page = page_of(Client().get(answer["Location"]))

    asked.refresh_from_db()
    assert answer.status_code == 302
    assert asked.stage == "review"
    assert 'role="status"' in page
    assert asked.events.get(transition="complete").actor_kind == "submitter"


def test_an_empty_completion_is_refused_on_the_page(asked):
    answer = do(asked, "complete", reply="")

    asked.refresh_from_db()
    assert answer.status_code == 422
    assert "error-summary" in page_of(answer)
    assert asked.stage == "completion"


def test_completing_twice_with_one_page_happens_once(asked):
    first = do(asked, "complete", reply="Pääoven puoleista pihaa.")
    second = do(asked, "complete", reply="Pääoven puoleista pihaa.")

    assert (first.status_code, second.status_code) == (302, 302)
    assert asked.events.filter(transition="complete").count() == 1


def test_a_page_that_is_too_old_keeps_what_was_typed(asked, people, at):
    act(asked, "go_on", people["reviewer"], at=at)

    answer = do(asked, "complete", reply="Pääoven puoleista pihaa.")

    assert answer.status_code == 409
    assert "Pääoven puoleista pihaa." in page_of(answer)
    assert not asked.events.filter(transition="complete").exists()


def test_the_submitter_withdraws(case):
    answer = do(case, "withdraw")

    case.refresh_from_db()
    assert answer.status_code == 302
    assert case.stage == "withdrawn"
    assert "withdraw" not in page_of(Client().get(url_of(case)))


@pytest.mark.parametrize("transition", ["take", "approve", "nothing", ""])
def test_the_submitter_does_nothing_that_is_not_theirs(case, transition):
    answer = do(case, transition, handled_by="minä", estimate="huomenna")

    case.refresh_from_db()
    assert answer.status_code == 409
    assert case.revision == 1


def test_questions_for_staff_are_not_shown_to_the_submitter(case):
    answer = do(case, "take", handled_by="minä", estimate="huomenna")

    take = case.workflow_version.compiled.transition_by_key["take"]
    assert say(take.fields[0].label, "fi") not in page_of(answer)
    assert "huomenna" not in page_of(answer)


@pytest.mark.parametrize("key", ["", "k\0y", "k" * 81])
def test_a_strange_request_key_is_no_error(case, key):
    assert do(case, "withdraw", key=key).status_code == 409


@pytest.mark.parametrize("revision", ["", "x", "-1", "²", "9" * 30, "9" * 5000])
def test_a_strange_revision_is_no_error(case, revision):
    assert do(case, "withdraw", revision=revision).status_code == 409


def test_stages_passed_are_listed_once_with_their_dates(asked, at):
    act(asked, "complete", None, at=at + timedelta(days=3))
    page = page_of(Client().get(url_of(asked)))

    assert "10. maaliskuuta 2026" in page
    assert "13. maaliskuuta 2026" in page


def test_the_published_answer_is_linked_once_there_is_one(case, monkeypatch):
    monkeypatch.setattr(public_links, "_finders", [])
    public_links.register(lambda case, language: f"/{language}/o/{case.reference}/")

    assert f"/fi/o/{case.reference}/" in page_of(Client().get(url_of(case)))


def test_the_page_takes_few_queries(asked, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        Client().get(url_of(asked))


def test_reading_the_page_changes_nothing(asked):
    before = Case.objects.values().get()

    Client().get(url_of(asked) + "?transition=withdraw&revision=3")

    assert Case.objects.values().get() == before
    assert Walker().client.head(url_of(asked)).status_code == 200
