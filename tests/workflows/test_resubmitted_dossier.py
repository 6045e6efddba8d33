"""The dossier of a case whose answers were changed holds and proves all of them."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cms.accounts.models import User
from tests.cases import ANSWERS, act
from tests.workflows.dossiers import (
    changed,
    exported,
    loaded,
    packed,
    relisted,
    verdict,
)
from workflows.actions.resubmissions import resubmit_draft, start_changes
from workflows.models import Case


@pytest.fixture
def resubmitted(case: Case, people: dict[str, User], at: datetime) -> Case:
    act(case, "take", people["registrar"], at=at)
    act(case, "ask_completion", people["reviewer"], at=at)
    draft = start_changes(
        case=Case.objects.get(pk=case.pk),
        transition="revise",
        typed={},
        language="fi",
        at=at,
    )
    draft.answers["proposal"] = "Viisi penkkiä."
    draft.save()
    resubmit_draft(draft_id=draft.pk, at=at)
    return loaded(case)


def test_both_answers_are_there_and_hold(
    resubmitted: Case, at: datetime, tmp_path: Path, capsys: Any
) -> None:
    files = exported(resubmitted, at)
    answers = json.loads(files["answers.json"])

    assert answers["answers"]["proposal"] == "Viisi penkkiä."
    assert [one["answers"] for one in answers["earlier"]] == [ANSWERS]
    assert verdict(packed(files, tmp_path), capsys)[0] == 0


def test_earlier_answers_that_were_changed_or_left_out_are_found(
    resubmitted: Case, at: datetime, tmp_path: Path, capsys: Any
) -> None:
    files = exported(resubmitted, at)

    for forge in (
        lambda value: value["earlier"][0]["answers"].update(title="Muuta"),
        lambda value: value["earlier"].clear(),
    ):
        forged = relisted(changed(files, "answers.json", forge))
        code, said = verdict(packed(forged, tmp_path), capsys)
        assert code != 0
        assert "What was sent is not what the events say." in said
