"""Promised measures in the sealed letter."""

import json
from pathlib import Path

import pytest

from participation.actions.measures import promise_measures
from participation.models import Outcome
from participation.reports.seal import Seal
from tests.reports.conftest import SEALED, letter_of, printed
from tests.reports.reading import attachments, spoken_text
from tests.verapdf.validator import broken_rules


@pytest.mark.once
def test_promised_measures_are_a_list_that_keeps_both_standards(
    outcome: Outcome, seal: Seal, tmp_path: Path
) -> None:
    file = tmp_path / "promises.pdf"
    text = "Penkit asennetaan pihalle 30.6.2026\nPihan valot 🙂 uusitaan"
    promise_measures(outcome=outcome, text=text)
    letter = letter_of(outcome, "sv")

    file.write_bytes(seal.apply(printed(letter), at=SEALED).data)

    assert broken_rules(file) == ""
    said = " ".join(spoken_text(file).split())
    assert "Penkit asennetaan pihalle" in said
    assert "30 juni 2026" in said
    ((_, data, _),) = attachments(file)
    assert [
        (one["number"], one["text"], one["by"]) for one in json.loads(data)["promises"]
    ] == [
        (1, "Penkit asennetaan pihalle", "2026-06-30"),
        (2, "Pihan valot 🙂 uusitaan", None),
    ]
