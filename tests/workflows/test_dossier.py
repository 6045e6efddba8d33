"""The dossier of a case holds all of it, and proves itself to a bare Python."""

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

import pytest

from cms.accounts.models import User
from participation.actions.outcomes import publish_outcome
from tests.cases import ANSWERS, WAY, WRITTEN, act, bring_to, make_case
from workflows.actions.actors import Actor
from workflows.actions.anchors import add_anchor
from workflows.actions.dossiers import dossier_of
from workflows.actions.erasure import erase_submission
from workflows.engine import verify_dossier
from workflows.models import Attachment, Case
from workflows.models.submissions import ErasureBasis

Files = dict[str, bytes]
FILE = os.urandom(700_000)


@pytest.fixture
def rich(case: Case, people: dict[str, User], at: datetime) -> Case:
    """Return an answered case with a file; its last event is under no anchor."""
    Attachment.objects.create(
        submission=case.submission,
        field_key="attachments",
        file=ContentFile(FILE, name="x"),
        name="../../piha kartta.pdf",
        content_type="application/pdf",
        size_bytes=len(FILE),
        sha256=hashlib.sha256(FILE).hexdigest(),
        uploaded_at=at,
    )
    bring_to(case, "review", people, at=at)
    add_anchor(at=at)
    make_case(case.procedure.channel, at=at)
    published = [step for step, _ in WAY].index("publish") + 1
    for transition, role in WAY[1:published]:
        act(case, transition, people[role], at=at)
    answered = case.events.get(transition="respond")
    approved = case.events.get(transition="approve")
    publish_outcome(case=case, answered=answered, approved=approved, at=at)
    add_anchor(at=at)
    act(case, "note_follow_up", people["reviewer"], at=at)
    return loaded(case)


def loaded(case: Case) -> Case:
    rows = Case.objects.select_related("submission__form_version__form", "unit")
    return rows.get(pk=case.pk)


def exported(case: Case, at: datetime) -> Files:
    archive = io.BytesIO(b"".join(dossier_of(case=case, at=at)))
    with zipfile.ZipFile(archive) as opened:
        return {one: opened.read(one) for one in opened.namelist()}


def packed(files: Files, path: Path) -> Path:
    file = path / "dossier.zip"
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file


def relisted(files: Files) -> Files:
    """Write the manifest anew, as whoever changed a file would."""
    manifest = json.loads(files["manifest.json"])
    manifest["files"] = [
        {"path": one, "sha256": hashlib.sha256(content).hexdigest()}
        for one, content in files.items()
        if one != "manifest.json"
    ]
    return {**files, "manifest.json": json.dumps(manifest).encode()}


def verdict(file: Path, capsys: Any) -> tuple[int, str]:
    code = verify_dossier.main([str(file)])
    return code, capsys.readouterr().out


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
    assert "Anchors: 6 of 7 events lie under one." in run.stdout
    assert f"All of this holds for {rich.reference}." in run.stdout


def changed(files: Files, name: str, change: Callable[[Any], None]) -> Files:
    value = json.loads(files[name])
    change(value)
    return {**files, name: json.dumps(value).encode()}


FORGERIES: Mapping[str, tuple[str, Callable[[Any], None], str]] = {
    "an answer": (
        "answers.json",
        lambda value: value["answers"].update(title="Muuta"),
        "What was sent is not what the events say.",
    ),
    "a text of staff": (
        "events.json",
        lambda value: value[1]["written"].update(estimate="kesäkuu"),
        "What was written in event 2 is not what it says.",
    ),
    "a fact": (
        "events.json",
        lambda value: value[2]["facts"].update(transition="reject"),
        "Event 3 was changed",
    ),
    "who did it": (
        "events.json",
        lambda value: value[2]["facts"].update(actor=1_000),
        "Event 3 was changed",
    ),
    "an event left out": (
        "events.json",
        lambda value: value.pop(2),
        "Event 3 does not follow the one before.",
    ),
    "the last event left out": (
        "events.json",
        lambda value: value.pop(),
        "The last events are missing.",
    ),
    "all events": (
        "events.json",
        lambda value: value.clear(),
        "The last events are missing.",
    ),
    "an anchor": (
        "anchors.json",
        lambda value: value[0]["facts"].update(at="2020-01-01T00:00:00+00:00"),
        "Anchor 1 was changed.",
    ),
    "a proof": (
        "anchors.json",
        lambda value: value[1]["events"][0]["proof"].pop(),
        "is not under anchor 2.",
    ),
}


@pytest.mark.parametrize("what", FORGERIES)
def test_a_forgery_is_found_even_with_a_new_manifest(
    what: str, rich: Case, at: datetime, tmp_path: Path, capsys: Any
) -> None:
    name, change, sentence = FORGERIES[what]
    forged = relisted(changed(exported(rich, at), name, change))

    code, said = verdict(packed(forged, tmp_path), capsys)

    assert code == 1
    assert sentence in said
    assert "All of this holds" not in said


def test_another_definition_is_found(
    rich: Case, at: datetime, tmp_path: Path, capsys: Any
) -> None:
    files = exported(rich, at)
    name = next(one for one in files if one.startswith("definitions/"))
    forged = relisted({**files, name: files[name] + b" "})

    code, said = verdict(packed(forged, tmp_path), capsys)

    assert (code, "is not the definition of that hash" in said) == (1, True)


@pytest.mark.parametrize("how", ["changed", "missing", "added"])
def test_files_that_the_manifest_does_not_know_are_found(
    how: str, rich: Case, at: datetime, tmp_path: Path, capsys: Any
) -> None:
    files = exported(rich, at)
    name = next(one for one in files if one.startswith("attachments/"))
    if how == "changed":
        files[name] = FILE[:-1] + b"!"
    elif how == "missing":
        del files[name]
    else:
        files["attachments/x"] = b"x"

    code, said = verdict(packed(files, tmp_path), capsys)

    assert code == 1
    assert "attachments/" in said


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04"])
def test_what_is_no_dossier_is_said_to_be_none(
    content: bytes, tmp_path: Path, capsys: Any
) -> None:
    file = tmp_path / "x.zip"
    file.write_bytes(content)

    code, said = verdict(file, capsys)

    assert code == 2
    assert "not a dossier" in said


def test_the_verifier_says_how_it_is_used(capsys: Any) -> None:
    assert verify_dossier.main([]) == 2
    assert "Usage" in capsys.readouterr().out


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
