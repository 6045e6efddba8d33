"""Whatever is changed in a dossier, its verifier finds it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cms.accounts.models import User
from tests.desk.files import attached
from tests.workflows.dossiers import (
    FILE,
    changed,
    exported,
    loaded,
    packed,
    relisted,
    verdict,
)
from workflows.engine import verify_dossier
from workflows.models import Attachment, Case

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


def test_a_file_of_staff_that_was_exchanged_is_found_even_with_a_new_manifest(
    rich: Case, people: dict[str, User], at: datetime, tmp_path: Path, capsys: Any
) -> None:
    attached(rich, people["registrar"], at=at)
    file = Attachment.objects.get(case=rich)
    files = exported(loaded(rich), at)
    assert verdict(packed(files, tmp_path), capsys)[0] == 0

    files[f"attachments/{file.pk}"] = b"another"
    code, said = verdict(packed(relisted(files), tmp_path), capsys)

    assert code == 1
    assert "is not the one that event" in said


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
