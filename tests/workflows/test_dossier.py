"""The dossier of a case holds all of it, and proves itself to a bare Python."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from cms.accounts.models import User
from tests.cases import ANSWERS, WRITTEN, act
from tests.workflows.dossiers import FILE, exported, loaded, packed, verdict
from workflows.actions.actors import Actor
from workflows.actions.dossiers import dossier_of
from workflows.actions.erasure import erase_submission
from workflows.models import Case
from workflows.models.submissions import ErasureBasis


def test_the_dossier_holds_everything_of_the_case(rich: Case, at: datetime) -> None:
    files = exported(rich, at)

    answers = json.loads(files["answers.json"])
    assert answers["answers"] == ANSWERS
    attached = answers["attachments"][0]
    assert attached["name"] == "../../piha kartta.pdf"
    assert files[attached["path"]] == FILE
    events = json.loads(files["events.json"])
    assert [one["facts"]["transition"] for one in events][:3] == [
        "",
        "take",
        "offer_hearing",
    ]
    assert events[1]["written"] == WRITTEN["take"]
    notes = json.loads(files["notes.json"])
    assert notes[0]["what"] == "take"
    assert json.loads(files["outcome/outcome.json"])["answer"] == "Ehdotus toteutetaan."
    assert json.loads(files["deadlines.json"])
    assert json.loads(files["tasks.json"])
    assert "verify_dossier.py" in files["README.txt"].decode()


def test_the_script_in_the_dossier_checks_it_without_anything_else(
    rich: Case, at: datetime, tmp_path: Path
) -> None:
    files = exported(rich, at)
    script = tmp_path / "verify_dossier.py"
    script.write_bytes(files["verify_dossier.py"])

    # Isolated, without site packages: nothing of ours can be imported.
    run = subprocess.run(
        [sys.executable, "-I", "-S", str(script), str(packed(files, tmp_path))],
        capture_output=True,
        check=False,
        text=True,
    )

    assert (run.returncode, run.stderr) == (0, "")
    assert "Events: 9, one unbroken chain." in run.stdout
    assert "Texts: 7, each as its event says." in run.stdout
    assert "Definitions: 2, those that the case followed." in run.stdout
    assert "Anchors: 8 of 9 events lie under one." in run.stdout
    assert f"All of this holds for {rich.reference}." in run.stdout


def test_the_same_case_at_the_same_moment_gives_the_same_bytes(
    rich: Case, at: datetime
) -> None:
    once, again = (b"".join(dossier_of(case=loaded(rich), at=at)) for _ in range(2))

    assert once == again


def test_a_large_file_passes_in_small_pieces(rich: Case, at: datetime) -> None:
    pieces: Iterator[bytes] = dossier_of(case=rich, at=at)

    assert max(map(len, pieces)) < len(FILE) / 4


def test_a_file_that_is_gone_is_said_and_the_dossier_is_made(
    rich: Case, at: datetime, tmp_path: Path, capsys: Any
) -> None:
    attachment = rich.submission.attachments.get()
    attachment.file.storage.delete(attachment.file.name)

    files = exported(rich, at)

    assert json.loads(files["answers.json"])["attachments"][0]["is_missing"]
    assert verdict(packed(files, tmp_path), capsys)[0] == 0


def test_the_dossier_of_an_erased_case_still_proves_its_history(
    case: Case, protector: User, at: datetime, tmp_path: Path, capsys: Any
) -> None:
    act(case, "withdraw", None, at=at)
    actor = Actor.person(protector)
    erase_submission(case_id=case.pk, basis=ErasureBasis.REQUEST, actor=actor, at=at)

    files = exported(loaded(case), at)

    code, said = verdict(packed(files, tmp_path), capsys)
    assert (code, "Texts: none, the personal data has been erased." in said) == (
        0,
        True,
    )
    everything = b"".join(files.values()).decode()
    assert ANSWERS["name"] not in everything
    assert ANSWERS["title"] not in everything
