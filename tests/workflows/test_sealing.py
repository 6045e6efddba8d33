"""Personal data stands in the database only sealed."""

from datetime import datetime
from typing import Any

from django.core.management import call_command
from django.db import connection

import pytest

from cms.accounts.models import User
from participation.models import Channel
from tests.cases import ANSWERS, act, make_case
from workflows.engine.sealing import UnknownMasterKey, Unreadable
from workflows.models import Case, EventAnswers, Submission
from workflows.models.sealing import Sealed, open_value, seal_value

OLD, NEW = b"o" * 32, b"n" * 32


def stored(table: str) -> str:
    """Return all that the table holds, as the database hands it out."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        rows = [
            [bytes(cell) if isinstance(cell, memoryview) else cell for cell in row]
            for row in cursor.fetchall()
        ]
    return str(rows)


def test_answers_keep_their_meaning(case: Case) -> None:
    submission = Submission.objects.get(pk=case.submission_id)

    assert submission.answers["proposal"] == ANSWERS["proposal"]
    assert submission.email == "resident@example.org"
    assert submission.subject == ANSWERS["title"]


def test_no_free_text_and_nothing_personal_is_stored_in_clear(
    case: Case, registrar: User, at: datetime
) -> None:
    act(case, "take", registrar, at=at)

    kept = stored("workflows_submission") + stored("workflows_eventanswers")

    for typed in ("kyytiä", "Tekijä", "Esimerkkilä", "resident@", "suunnittelija"):
        assert typed not in kept
    assert "health_centre" in kept


def test_what_is_counted_stays_readable(case: Case) -> None:
    figures = Submission.objects.get(pk=case.submission_id).figures

    assert figures["theme"] == "health_centre"
    assert figures.keys().isdisjoint({"title", "proposal", "name", "email"})


def test_a_saved_change_is_sealed_again(case: Case) -> None:
    submission = Submission.objects.get(pk=case.submission_id)
    submission.answers = {**submission.answers, "proposal": "Toisin", "theme": "other"}
    submission.save()

    again = Submission.objects.get(pk=submission.pk)

    assert again.answers["proposal"] == "Toisin"
    assert again.figures["theme"] == "other"
    assert "Toisin" not in stored("workflows_submission")


def test_each_submission_has_a_key_of_its_own(channel: Channel, at: datetime) -> None:
    one, other = make_case(channel, at=at), make_case(channel, at=at)

    assert one.submission.data_key() != other.submission.data_key()


def test_what_is_moved_to_another_submission_does_not_open(
    channel: Channel, at: datetime
) -> None:
    one, other = make_case(channel, at=at), make_case(channel, at=at)
    rows = Submission.objects.filter(pk=one.submission_id)
    moved = rows.values("answers", "key_id", "wrapped_key").get()
    Submission.objects.filter(pk=other.submission_id).update(**moved)

    with pytest.raises(Unreadable):
        _ = Submission.objects.get(pk=other.submission_id).answers


def test_a_changed_byte_does_not_open(case: Case) -> None:
    rows = Submission.objects.filter(pk=case.submission_id)
    kept = bytearray(rows.values_list("answers", flat=True).get())
    kept[20] ^= 1
    rows.update(answers=Sealed(kept))

    with pytest.raises(Unreadable):
        _ = rows.get().answers


def test_other_text_of_the_case_is_sealed_for_its_purpose(case: Case) -> None:
    sealed = seal_value(case.submission, "Tuttu soitti.", purpose="note")

    assert b"Tuttu" not in sealed
    assert open_value(case.submission, sealed, purpose="note") == "Tuttu soitti."
    with pytest.raises(Unreadable):
        open_value(case.submission, sealed, purpose="mail")


def test_a_sealed_column_is_neither_searched_by_nor_set_in_clear(case: Case) -> None:
    with pytest.raises(TypeError):
        Submission.objects.filter(email="resident@example.org").exists()
    with pytest.raises(TypeError):
        Submission.objects.update(answers={"name": "x"})


def test_an_answer_left_for_later_is_loaded_by_one_query(
    case: Case, django_assert_num_queries: Any
) -> None:
    submission = Submission.objects.defer("answers").get(pk=case.submission_id)

    with django_assert_num_queries(1):
        assert submission.answers["name"] == ANSWERS["name"]


def test_what_was_written_in_a_case_opens_without_more_queries(
    case: Case,
    registrar: User,
    at: datetime,
    django_assert_num_queries: Any,
) -> None:
    act(case, "take", registrar, at=at)
    found = Case.objects.select_related("submission").get(pk=case.pk)

    with django_assert_num_queries(1):
        events = found.events.filter(transition="take").select_related("answers")
        assert [one.answers.answers["estimate"] for one in events] == ["toukokuu"]
    with django_assert_num_queries(1):
        assert EventAnswers.objects.with_key().get().answers["estimate"] == "toukokuu"


def test_master_keys_roll_over_while_the_old_one_is_named(
    channel: Channel, at: datetime, settings: Any, capsys: Any
) -> None:
    settings.MASTER_KEYS = {"old": OLD}
    case = make_case(channel, at=at)
    settings.MASTER_KEYS = {"new": NEW, "old": OLD}

    assert Submission.objects.get().answers == case.submission.answers
    call_command("rewrap_keys")
    settings.MASTER_KEYS = {"new": NEW}

    assert Submission.objects.get().answers["name"] == ANSWERS["name"]
    call_command("rewrap_keys")
    assert [line[-1] for line in capsys.readouterr().out.splitlines()] == ["1", "0"]


def test_a_master_key_taken_away_too_early_is_said(
    channel: Channel, at: datetime, settings: Any, capsys: Any
) -> None:
    settings.MASTER_KEYS = {"old": OLD}
    make_case(channel, at=at)
    settings.MASTER_KEYS = {"new": NEW}

    with pytest.raises(UnknownMasterKey, match="old"):
        _ = Submission.objects.get().answers
    with pytest.raises(SystemExit) as stop:
        call_command("rewrap_keys")

    assert stop.value.code == 1
    assert Submission.objects.get().key_id == "old"
