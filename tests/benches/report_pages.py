"""Documents of any length for the bench, as our templates write them."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.template import engines
from django.utils.translation import override

from participation.reports.apart import FONTCONFIG, ROOT
from participation.reports.documents import Document, Issue, make_document
from participation.reports.kinds.outcome import OutcomeLetter

AT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
_TEXT = (
    "Terveysaseman pihalle tarvitaan penkkejä kyytiä odottaville. Huonosti kävelevät "
    "asiakkaat odottavat taksia seisten, ja lähin istumapaikka on bussikatoksessa. "
)
_ENTRY = """<section class="entry"><h3>EK-2026-{{ number }} {{ title }}</h3>
<p>{{ text }}</p><p>{{ text }}</p><p class="small">10.3.2026, Kiinteistöpalvelut,
toteutettu</p></section>"""
_HEAD = "</header>"


#: prints what it is handed, page by page of JSON lines, as plainly as can be
_BARE_RENDERER = """
import json, sys
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from participation.reports.assets import OurFilesOnly, font_sheet
from participation.reports.press import _teach_finnish
_teach_finnish()
for line in sys.stdin:
    page = json.loads(line)
    fonts, fetcher = FontConfiguration(), OurFilesOnly()
    sheet = CSS(string=font_sheet(page["html"]) + page["css"], url_fetcher=fetcher,
                font_config=fonts)
    HTML(string=page["html"], url_fetcher=fetcher).write_pdf(
        font_config=fonts, stylesheets=[sheet])
"""


class _Rows(list[Any]):
    """Rows in memory that answer as a query set does."""

    def order_by(self, *_names: str) -> "_Rows":
        return self

    def select_related(self, *_names: str) -> "_Rows":
        return self

    def first(self) -> Any:
        return self[0] if self else None


def letter(number: int = 1) -> Document:
    """Return a decision letter of two pages, another for each number."""
    promise = SimpleNamespace(
        number=1,
        text="Kaksi penkkiä asennetaan pihalle",
        promised_on=date(2026, 6, 30),
        status="planned",
        updated_at=AT,
        get_status_display=lambda: "suunniteltu",
    )
    subject = SimpleNamespace(
        case=SimpleNamespace(reference=f"EK-2026-{number:04}", public_id=number),
        channel=SimpleNamespace(
            yearly_list="resident",
            procedure=SimpleNamespace(form="Asukkaan aloite"),
        ),
        language="fi",
        title=f"Penkkejä terveysaseman pihalle {number}",
        summary=_TEXT * 3,
        hearing="Aloitteen tekijöitä kuultiin puhelimitse.",
        answer=f"{_TEXT * 4}\n\n{_TEXT * 3}",
        measures=_TEXT,
        answered_by="Kiinteistöpäällikkö",
        arrived_at=AT - timedelta(days=40),
        approved_at=AT - timedelta(days=1),
        published_at=AT,
        promised=_Rows([promise]),
        follow_ups=_Rows(),
        confirmed_at=None,
    )
    issue = Issue(language="fi", code="7KQM-3XWR-9DBT", is_test=True)
    return make_document(OutcomeLetter(), subject, issue)  # type: ignore[arg-type]


def long_list(entries: int) -> tuple[str, str]:
    """Return the HTML and the style of a list of so many cases, leanly written."""
    document = letter()
    template = engines["django"].from_string(_ENTRY)
    with override("fi"):
        written = "\n".join(
            template.render(
                {
                    "number": f"{number:04}",
                    "title": f"Penkkejä pihalle {number}",
                    "text": _TEXT,
                }
            )
            for number in range(entries)
        )
    before, head, after = document.html.partition(_HEAD)
    body = f"<section><h2>Aloitteet</h2></section>{written}"
    return f"{before}{head}{body}{after}", document.css


def print_bare(pages: Sequence[tuple[str, str]]) -> None:
    """Print the pages in one process with nothing but WeasyPrint."""
    lines = "".join(
        json.dumps({"html": html, "css": css}) + "\n" for html, css in pages
    )
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _BARE_RENDERER],
        input=lines.encode(),
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "FONTCONFIG_FILE": str(FONTCONFIG)},
    )
