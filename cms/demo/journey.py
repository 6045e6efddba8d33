"""
The main job, once, as people do it: by HTTP, from the form to a verified report.

Nothing here reaches into the system: what the resident and the staff cannot do in
a browser, this cannot do either.
"""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from cms.demo.browser import Browser, Page, Stranded
from cms.demo.people import PASSWORD
from participation.reports.verification import verify

TITLE = "Penkkejä terveysaseman pihalle"
_REFERENCE = re.compile(r"\b[A-ZÅÄÖ]+-\d{4}-\d+\b")

#: what the resident types, step by step
FORM: tuple[Mapping[str, str], ...] = (
    {"theme": "health_centre", "area": "Keskusta"},
    {
        "title": TITLE,
        "proposal": "Terveysaseman pihalle tarvitaan penkkejä kyytiä odottaville.",
    },
    {"effect": "Huonosti kävelevä jaksaa odottaa kyytiä."},
    {"ground": "resident"},
    {
        "name": "Esimerkki Asukas",
        "home_municipality": "Keski-Järvi",
        "email": "asukas@example.org",
    },
    {"publish_name": "no", "understands_public": "on", "privacy_read": "on"},
)

#: who does which transition, and what they write; the resident by the status page
RESIDENT = "resident"
HANDLING: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    (
        "registrar",
        "take",
        {"handled_by": "Osallisuusyksikkö", "estimate": "kuukauden kuluessa"},
    ),
    (
        "reviewer",
        "offer_hearing",
        {"matter": "Missä kohdassa pihaa penkit palvelisivat?"},
    ),
    (RESIDENT, "decline_hearing", {}),
    ("reviewer", "assess", {"assessment": "Mahtuu kunnossapidon rahoihin."}),
    (
        "reviewer",
        "respond",
        {
            "public_title": TITLE,
            "public_summary": "Aloitteessa ehdotetaan penkkejä pihalle.",
            "answer": "Ehdotus toteutetaan.",
            "measures": "Kaksi penkkiä asennetaan kesäkuussa.",
            "answered_by": "Kiinteistöpäällikkö",
        },
    ),
    ("approver", "approve", {}),
    ("publisher", "publish", {}),
)


class Journey:
    """One initiative on its way; `tell` gets a line for each stage that held."""

    def __init__(
        self, *, address: str, channel_path: str, tell: Callable[[str], None]
    ) -> None:
        self.address, self.channel_path, self.tell = address, channel_path, tell
        self.reference = ""

    def travel(self, *, directory: Path, patience_seconds: float) -> Path:
        """
        Go the whole way and return the file of the report, kept in the directory.

        :raises Stranded: at the first stage that does not hold
        """
        self.publish()
        with self._stage("The outcome is on the site"):
            self._wait_for(self._outcome, patience_seconds)
        with self._stage("The report was rendered, sealed and downloaded"):
            content = self._wait_for(self.find_report, patience_seconds).content
        with self._stage("The seal was verified, and one changed byte was noticed"):
            _verify(content, at=datetime.now(UTC))
        file = directory / f"{self.reference}.pdf"
        file.write_bytes(content)
        return file

    def publish(self) -> None:
        """
        Send an initiative and handle it until its answer is published.

        :raises Stranded: at the first stage that does not hold
        """
        with self._stage("An initiative was sent through every step of the form"):
            status = self._send_initiative()
        self.tell(f"          {self.reference}, status page {status}")
        for person, transition, written in HANDLING:
            with self._stage(f"The {person} did: {transition}"):
                if person == RESIDENT:
                    self._reply(status, transition)
                else:
                    self._handle(person, transition, written)

    def find_report(self) -> Page | None:
        """Return the report as the official downloads it, once there is one."""
        official = self._signed_in("official")
        rows = official.open(f"/admin/sealed-reports/?q={self.reference}")
        download = next((one for one in rows.links if "/download/" in one), None)
        return None if download is None else official.open(download)

    @contextmanager
    def _stage(self, name: str) -> Iterator[None]:
        start = time.monotonic()
        yield
        self.tell(f"{time.monotonic() - start:6.1f} s  {name}")

    def _send_initiative(self) -> str:
        resident = Browser(self.address)
        page = resident.open(self.channel_path)
        page = resident.send(page.form("/start/"))
        for typed in FORM:
            page = resident.send(page.form(next(iter(typed))), **typed)
        page = resident.send(page.form("/check/"))
        found = _REFERENCE.search(page.text)
        if found is None or "/received/" not in page.url:
            raise Stranded(f"There is no receipt at {page.url}.")
        self.reference = found[0]
        status = next(one for one in page.links if "/status/" in one)
        if self.reference not in Browser(self.address).open(status).text:
            raise Stranded("The status page does not know the initiative.")
        return status

    def _reply(self, status: str, transition: str) -> None:
        """Do, as the resident behind the link, what has no question to answer."""
        resident = Browser(self.address)
        form = next(
            one
            for one in resident.open(status).forms
            if one.values.get("transition") == transition
        )
        if "?done" not in resident.send(form).url:
            raise Stranded(f"The resident could not do: {transition}.")

    def _handle(self, person: str, transition: str, written: Mapping[str, str]) -> None:
        staff = self._signed_in(person)
        tasks = staff.open(f"/admin/tasks/?q={self.reference}")
        case = next((one for one in tasks.links if re.search(r"/cases/\d+/$", one)), "")
        if not case:
            raise Stranded(f"The {person} has no task for {self.reference}.")
        page = staff.open(staff.open(case).link(f"/{transition}/"))
        page = staff.send(page.form("revision"), **written)
        if page.url.endswith(f"/{transition}/"):
            raise Stranded(f"The {person} could not do: {transition}.")

    def _outcome(self) -> Page | None:
        try:
            return Browser(self.address).open(
                f"{self.channel_path}outcomes/{self.reference}/"
            )
        except Stranded:
            return None

    def _signed_in(self, person: str) -> Browser:
        browser = Browser(self.address)
        form = browser.open("/admin/login/").form("password")
        browser.send(form, username=person, password=PASSWORD)
        return browser

    def _wait_for(self, look: Callable[[], Page | None], patience: float) -> Page:
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            if found := look():
                return found
            time.sleep(0.5)
        raise Stranded(f"Nothing came within {patience:.0f} seconds.")


def _verify(content: bytes, *, at: datetime) -> None:
    roots = settings.REPORT_SEAL["trust_roots"]
    if not verify(content, trust_roots=roots, expected_sha256=None, at=at).holds:
        raise Stranded("The seal does not hold.")
    middle = len(content) // 2
    changed = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    if verify(changed, trust_roots=roots, expected_sha256=None, at=at).holds:
        raise Stranded("A changed byte was not noticed.")
