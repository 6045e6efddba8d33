"""What holds of every channel that is shipped, whoever it serves."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from participation.actions.policies import read_policy
from participation.actions.setup import DEFINITIONS, install_channel
from workflows.engine.codec import read_form, read_workflow
from workflows.engine.workflow_spec import StageKind
from workflows.models import Unit

SHIPPED = sorted(folder.name for folder in DEFINITIONS.iterdir() if folder.is_dir())

#: what people are known or reached by
TELLING = ("name", "email", "phone", "address", "birth_date", "patient_name")
_BRACES = re.compile(r"\{([a-z0-9_.]+)\}")


def _read(key: str, part: str) -> Any:
    return json.loads((DEFINITIONS / key / f"{part}.json").read_text(encoding="utf-8"))


def _texts(part: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every text in several languages, with where it stands."""
    if isinstance(part, dict):
        if "fi" in part:
            yield path, part
            return
        for key, one in part.items():
            yield from _texts(one, f"{path}/{key}")
    elif isinstance(part, list):
        for index, one in enumerate(part):
            yield from _texts(one, f"{path}/{index}")


@pytest.mark.parametrize("key", SHIPPED)
def test_it_is_published_without_a_problem_and_only_once(
    key: str, roles: None, unit: Unit, at: datetime
) -> None:
    channel = install_channel(key=key, unit=unit, by=None, at=at)
    again = install_channel(key=key, unit=unit, by=None, at=at)

    assert again == channel
    assert channel.procedure.form.versions.count() == 1
    assert channel.procedure.workflow.versions.count() == 1


@pytest.mark.parametrize("key", SHIPPED)
def test_its_policy_can_be_read(key: str) -> None:
    read_policy(DEFINITIONS / key / "policy.json")


@pytest.mark.parametrize("key", SHIPPED)
def test_every_sentence_is_said_in_each_language_and_not_copied(key: str) -> None:
    """A long sentence that reads the same in two languages was left untranslated."""
    copied = [
        path
        for part in ("form", "workflow")
        for path, text in _texts(_read(key, part))
        if len(text["fi"].split()) > 3
        and len({text["fi"], text["sv"], text["en"]}) < 3
        and not _BRACES.fullmatch(text["fi"])
    ]

    assert copied == []


@pytest.mark.parametrize("key", SHIPPED)
def test_every_language_of_a_mail_tells_the_same(key: str) -> None:
    for mail in read_workflow(_read(key, "workflow")).mails:
        told = {tuple(sorted(_BRACES.findall(text))) for text in mail.body.values()}
        assert len(told) == 1, mail.key


@pytest.mark.parametrize("key", SHIPPED)
def test_every_mail_has_a_sender(key: str) -> None:
    spec = _read(key, "workflow")
    effects = [*spec.get("on_start", [])]
    for transition in spec["transitions"]:
        effects += transition.get("effects", [])
    sent = {one["params"]["mail"] for one in effects if one["kind"] == "mail"}

    assert {mail["key"] for mail in spec.get("mails", [])} == sent


@pytest.mark.parametrize("key", SHIPPED)
def test_what_tells_of_a_person_is_marked(key: str) -> None:
    unmarked = [
        field.key
        for field in read_form(_read(key, "form")).fields()
        if not field.personal
        and (field.type in ("email", "phone") or field.key in TELLING)
    ]

    assert unmarked == []


@pytest.mark.parametrize("key", SHIPPED)
def test_every_end_has_a_lasting_meaning(key: str) -> None:
    stages = read_workflow(_read(key, "workflow")).stages
    ends = [stage for stage in stages if stage.kind is StageKind.FINAL]

    assert ends
    assert all(stage.result for stage in ends)
