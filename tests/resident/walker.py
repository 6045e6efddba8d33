"""A resident at a browser without JavaScript."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from workflows.models import Draft

HOME = "/fi/take-part/initiative/"

#: what is typed on each step, in order; a resident of the area
TYPED: Mapping[str, Mapping[str, Any]] = {
    "topic": {"theme": "health_centre", "area": "Keskusta"},
    "proposal": {
        "title": "Penkkejä terveysaseman pihalle",
        "proposal": "Terveysaseman pihalle tarvitaan penkkejä kyytiä odottaville.",
    },
    "effect": {"effect": "Huonosti kävelevä jaksaa odottaa kyytiä."},
    "maker": {"ground": "resident"},
    "contact": {
        "name": "Aloitteen Tekijä",
        "home_municipality": "Esimerkkilä",
        "email": "resident@example.org",
        "phone": "",
    },
    "consent": {
        "publish_name": "no",
        "understands_public": "on",
        "privacy_read": "on",
    },
}

PDF = b"%PDF-1.7\n%example\n"


def pdf(name: str = "suunnitelma.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@dataclass
class Walker:
    """Fills in one draft; `home` is the channel's address in a language."""

    client: Client = field(default_factory=Client)
    home: str = HOME
    draft_id: str = ""

    def start(self) -> HttpResponse:
        response = self.client.post(f"{self.home}start/")
        if response.status_code == 302:
            self.draft_id = response["Location"].split("/")[-3]
        return response

    @property
    def draft(self) -> Draft:
        return Draft.objects.get(pk=self.draft_id)

    def url(self, step: str) -> str:
        return f"{self.home}form/{self.draft_id}/{step}/"

    def get(self, step: str, query: str = "") -> HttpResponse:
        return self.client.get(self.url(step) + query)

    def post(self, step: str, query: str = "", **typed: Any) -> HttpResponse:
        """Post the step as its page would: `typed` by field key, and buttons."""
        buttons = {"back", "remove", "upload"}
        prefix = f"draft{self.draft_id.replace('-', '')}"
        data = {f"{prefix}-current_step": step} | {
            key if key in buttons else f"{step}-{key}": value
            for key, value in typed.items()
        }
        return self.client.post(self.url(step) + query, data)

    def fill(self, *steps: str, **instead: Any) -> HttpResponse:
        """Fill in the steps, or all of them, rightly."""
        response = HttpResponse()
        for step in steps or tuple(TYPED):
            typed = {key: instead.get(key, value) for key, value in TYPED[step].items()}
            response = self.post(step, **typed)
        return response

    def send(self) -> HttpResponse:
        return self.client.post(self.url("check"))
