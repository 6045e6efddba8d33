"""The letter as a PDF: both standards, the order of its text, and its limits."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from participation.models import Outcome
from participation.reports import pdf, tagging
from participation.reports.apart import Limits, child_environment
from participation.reports.errors import RenderFailed
from participation.reports.seal import Seal
from tests.reports.conftest import SEALED, letter_of, printed
from tests.reports.reading import attachments, spoken_text, structure
from tests.verapdf.validator import broken_rules

HOSTILE = {
    "title": "Hei 🙂 مرحبا 你好 <b>x</b> Привет Ελλάδα Việt \u202egnp",
    "summary": "<script>alert(1)</script> & {{ x }} {% now %} ' \" </p></div>",
    "answer": "\x00\x07 \ue000 \u2028 a\u0308 ﬁ → ① ❤\ufe0f 👩\u200d👧 z\u0337 नमस्ते\n\n\n\n"
    + "x" * 900,
    "measures": "* yksi\n* kaksi\n\n   \n\n1. kolme\t\tneljä " + "sana " * 1500,
    "answered_by": "<img src=http://localhost/x> Ürgüp & Łódź",
}


@pytest.mark.once
def test_hostile_text_breaks_neither_standard(
    outcome: Outcome, seal: Seal, tmp_path: Path
) -> None:
    file = tmp_path / "hostile.pdf"
    for name, text in HOSTILE.items():
        setattr(outcome, name, text)

    file.write_bytes(seal.apply(printed(letter_of(outcome)), at=SEALED).data)

    assert broken_rules(file) == ""
    text = " ".join(spoken_text(file).split())
    assert "<script>alert(1)</script> & {{ x }}" in text
    assert "Привет Ελλάδα Việt gnp" in text


def test_a_screen_reader_hears_the_letter_in_order(
    outcome: Outcome, tmp_path: Path
) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(printed(letter_of(outcome, "en")))

    text = spoken_text(file)

    heard = [
        "Osallistu",
        "Penkkejä terveysaseman pihalle",
        outcome.case.reference,
        "10 March 2026",
        "Aloitteessa ehdotetaan penkkejä pihalle.",
        "Ehdotus toteutetaan.",
        "Kaksi penkkiä asennetaan kesäkuussa.",
        "Kiinteistöpäällikkö",
        "7KQM-3XWR-9DBT",
    ]
    places = [text.find(words) for words in heard]
    assert -1 not in places
    assert places == sorted(places)


def test_tags_say_what_no_validator_asks_for(outcome: Outcome, tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(printed(letter_of(outcome, "sv")))

    found = structure(file)

    assert found.header_scopes == ["/Row"] * 6
    assert set(found.languages) == {"fi"}  # of the parts that are not in Swedish
    assert len(found.languages) == 5
    assert found.link_texts == [
        "http://testserver/sv/verify/7KQM-3XWR-9DBT/",
    ]
    assert found.fields == ["Seal"]
    assert found.artifacts == {"Footer"}


def test_each_page_of_a_test_letter_says_so(outcome: Outcome, tmp_path: Path) -> None:
    outcome.answer = "\n\n".join(["Vastaus on pitkä. " * 40] * 12)
    test, real = tmp_path / "test.pdf", tmp_path / "real.pdf"
    test.write_bytes(printed(letter_of(outcome)))
    real.write_bytes(printed(letter_of(outcome, is_test=False)))

    pages = _pages(test)

    assert len(pages) > 2
    assert all("TESTI / TEST" in page for page in pages)
    assert "TESTI" not in "".join(_pages(real))


def test_the_facts_lie_in_the_file_as_data(outcome: Outcome, tmp_path: Path) -> None:
    outcome.answer = "Kyllä 🙂"
    file = tmp_path / "letter.pdf"
    file.write_bytes(printed(letter_of(outcome)))

    ((name, data, relationship),) = attachments(file)

    assert name == f"{outcome.case.reference}.json"
    assert relationship == "/Data"
    facts = json.loads(data)
    assert facts["answer"] == "Kyllä 🙂"  # also what the page could not show
    assert facts["reference"] == outcome.case.reference


@pytest.mark.parametrize(
    ("html", "limits", "code"),
    [
        ("<div style='display:flex'>" * 16, Limits(cpu_seconds=3), "time"),
        ("<div style='display:flex'>" * 16, Limits(wall_seconds=4), "wait"),
        ("<div>" * 400, Limits(), "depth"),
        (
            "<p style='background:repeating-linear-gradient(red 0,blue 1e-6px)'>x",
            Limits(memory_bytes=700 * 1024 * 1024, cpu_seconds=40),
            "memory",
        ),
    ],
    ids=["processor", "wall", "depth", "memory"],
)
def test_a_bomb_is_stopped_and_named(html: str, limits: Limits, code: str) -> None:
    page = f'<html lang="fi"><title>x</title>{html}</html>'

    with pytest.raises(RenderFailed) as failure:
        pdf.render_pdf(html=page, css="", attachments=[], limits=limits)

    assert failure.value.code == code


def test_the_renderer_gets_no_secrets(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    monkeypatch.setenv("DATABASE_URL", "x")

    assert not {"SECRET_KEY", "DATABASE_URL"} & child_environment("/tmp").keys()


def test_the_tags_are_written_for_the_release_that_is_installed() -> None:
    assert tagging.is_known_weasyprint()


def test_the_press_knows_nothing_of_django() -> None:
    program = (
        "import sys, participation.reports.press as p; print('django' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "False\n"


def _pages(file: Path) -> list[str]:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is missing; run: sudo apt-get install poppler-utils")
    done = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True
    )
    return done.stdout.decode().split("\f")[:-1]
