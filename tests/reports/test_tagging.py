"""The tags of a page that has everything, checked beyond what veraPDF checks."""

from pathlib import Path

import pytest
from weasyprint import HTML

from participation.reports.pdf import render_pdf
from tests.reports.tag_checks import faults
from tests.reports.tag_tree import Tagged, read
from tests.verapdf.validator import broken_rules

LONG = "Osallistumisjärjestelmässä käsitellään sosiaali- ja terveyspalvelujen asioita. "
ROWS = "".join(
    f'<tr><th scope="row">Rivi {number}</th><td>{number}</td></tr>'
    for number in range(90)
)
CSS = """
@page { size: A5; @top-left { content: "Ylätunniste" }
        @bottom-right { content: counter(page) " / " counter(pages) } }
* { image-rendering: pixelated }
html { font: 10pt/14pt var(--serif); hyphens: auto; hyphenate-character: "-" }
ul { list-style-type: disc }
tr { break-inside: avoid }
[data-to]::after { content: target-counter(attr(data-to url), page) }
"""


def entry(target: str, text: str) -> str:
    return (
        f'<p data-pdf-tag="TOCI"><span data-pdf-tag="Reference"><a href="#{target}">'
        f'{text}</a></span> <span data-to="#{target}"></span></p>'
    )


PAGE = f"""<!DOCTYPE html><html lang="fi"><head><title>Kaikkea</title></head><body>
<h1>Kaikkea</h1>
<div data-pdf-tag="TOC">{entry("words", "Sanoja")}{entry("table", "Taulukko")}</div>
<section><h2 id="words">Sanoja</h2><p>{LONG * 60}</p><p lang="sv">Och på svenska.</p>
<ol><li>{LONG * 30}</li><li>kaksi<ul><li>sisällä</li></ul></li></ol>
<aside data-pdf-tag="Note">Ensimmäinen huomautus.</aside>
<aside data-pdf-tag="Note">Toinen huomautus.</aside>
<p><a href="https://example.com/">Lue lisää tästä</a></p></section>
<section><h2 id="table">Taulukko</h2><table><caption>Luvut</caption>
<thead><tr><th scope="col">Nimi</th><th scope="col">Luku</th></tr></thead>
<tbody>{ROWS}</tbody></table>
<div><svg width="40" height="20" viewBox="0 0 40 20"><title>Kuvio</title>
<rect width="40" height="20" fill="#1f857c"/></svg></div></section></body></html>"""


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("tags") / "everything.pdf"
    file.write_bytes(render_pdf(html=PAGE, css=CSS, attachments=[]))
    return file


@pytest.fixture(scope="module")
def found(everything: Path) -> Tagged:
    return read(everything)


def test_both_standards_are_kept(everything: Path) -> None:
    assert broken_rules(everything) == ""


def test_nothing_is_missing_for_those_who_listen(found: Tagged) -> None:
    assert faults(found) == []
    assert len(found.pages) > 5


def test_what_a_page_cuts_in_two_is_heard_as_one(found: Tagged) -> None:
    assert len(found.root.find("Sect")) == 2
    (words, swedish, *_) = found.root.find("Sect")[0].find("P")
    assert words.text == (LONG * 60).strip()
    assert swedish.text == "Och på svenska."
    (first, *_) = found.root.find("LBody")
    assert first.text == (LONG * 30).strip()


def test_a_table_over_several_pages_is_one_with_one_head(found: Tagged) -> None:
    (table,) = found.root.find("Table")

    (head,) = table.find("THead")
    assert [cell.text for cell in head.find("TH")] == ["Nimi", "Luku"]
    rows = table.find("TBody")[0].find("TR")
    assert [row.find("TD")[0].text for row in rows] == [str(n) for n in range(90)]
    last = rows[-1].find("TD")[0].source.A.Headers
    assert [str(name) for name in last] == [
        rows[-1].find("TH")[0].get("/ID"),
        head.find("TH")[1].get("/ID"),
    ]
    drawn_again = [
        text for page in found.pages for _, text in page.artifacts if text == "Nimi"
    ]
    assert drawn_again


def test_parts_say_their_language_links_their_text_and_notes_their_ids(
    found: Tagged,
) -> None:
    assert [tag.text for tag in found.root if tag.get("/Lang") == "sv"] == [
        "Och på svenska."
    ]
    assert [tag.annotations[0].Contents for tag in found.root.find("Link")] == [
        "Sanoja",
        "Taulukko",
        "Lue lisää tästä",
    ]
    assert [note.get("/ID") for note in found.root.find("Note")] == ["note-1", "note-2"]


def test_the_contents_are_tagged_as_contents_with_pages(found: Tagged) -> None:
    entries = [tag.text for tag in found.root.find("TOC")[0].find("TOCI")]

    assert [text.rpartition(" ")[0] for text in entries] == ["Sanoja", "Taulukko"]
    assert all(text.rpartition(" ")[2].isdigit() for text in entries)


@pytest.mark.filterwarnings("ignore:.*sRGB2014:pytest.PytestUnraisableExceptionWarning")
def test_the_checks_find_what_weasyprint_alone_leaves_out(tmp_path: Path) -> None:
    file = tmp_path / "bare.pdf"
    HTML(string=PAGE).write_pdf(
        file,
        pdf_variant="pdf/a-3a",
        pdf_tags=True,
        stylesheets=[],
    )

    told = " ".join(faults(read(file)))

    assert "has no scope" in told
    assert "is announced as {'https://example.com/'}" in told
    assert "does not say its number" in told
    assert "of the contents" not in told  # it has no tags of contents at all


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<h1>a</h1><h3>b</h3>", "a heading of level 3 follows one of level 1"),
        ("<h2>b</h2>", "the levels of headings begin or go on wrongly"),
        ("<h1>a</h1><p></p>", "an empty P"),
        ("<h1>a</h1><table><tr><td>1</td></tr></table>", "without header cells"),
        ("<h1>a</h1><p>Luku . . . . . . 7</p>", "dots are read aloud"),
        ('<h1>a</h1><p lang="xx">b</p>', "in the language 'xx'"),
        (
            '<h1>a</h1><p data-pdf-tag="TOCI">Sanoja 3</p>',
            "the entry 'Sanoja 3' of the contents leads nowhere",
        ),
    ],
)
def test_each_fault_is_found(body: str, fault: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.pdf"
    page = f'<html lang="fi"><title>x</title><body>{body}</body></html>'
    file.write_bytes(render_pdf(html=page, css=CSS, attachments=[]))

    assert fault in " ".join(faults(read(file)))
