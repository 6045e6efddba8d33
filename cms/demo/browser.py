"""A browser small enough to read: cookies, links and forms, no JavaScript."""

import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin

_TIMEOUT_SECONDS = 60


class Stranded(Exception):
    """The way does not go on from this page."""


@dataclass
class Form:
    """A form as it stands on a page, with what it already holds."""

    action: str
    names: set[str] = field(default_factory=set)
    values: dict[str, str] = field(default_factory=dict)

    def fill(self, typed: Mapping[str, str]) -> None:
        """
        Type into the fields; a field is found by its name or the end of it.

        :raises Stranded: if the form has no such field
        """
        for key, value in typed.items():
            named = {one for one in self.names if one == key or one.endswith(f"-{key}")}
            if not named:
                raise Stranded(f"The form {self.action} has no field {key}.")
            self.values[named.pop()] = value


class Page(HTMLParser):
    """What came back: its links and its forms."""

    def __init__(self, *, url: str, content: bytes, content_type: str) -> None:
        super().__init__()
        self.url, self.content = url, content
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._open: Form | None = None
        self._textarea = ""
        if content_type.startswith("text/html"):
            self.feed(content.decode())

    @property
    def text(self) -> str:
        return self.content.decode(errors="replace")

    def link(self, ending: str) -> str:
        """Return the first link that ends so."""
        for one in self.links:
            if one.endswith(ending):
                return one
        raise Stranded(f"{self.url} has no link that ends in {ending}.")

    def form(self, holding: str) -> Form:
        """Return the first form that posts to, or has a field that ends, so."""
        for form in self.forms:
            ends = (form.action, *form.names)
            if any(one.endswith(holding) for one in ends):
                return form
        raise Stranded(f"{self.url} has no form with {holding}.")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {key: value or "" for key, value in attrs}
        if tag == "a" and "href" in facts:
            self.links.append(urljoin(self.url, facts["href"]))
        elif tag == "form":
            self._open = Form(action=urljoin(self.url, facts.get("action", "")))
            self.forms.append(self._open)
        elif self._open is not None and facts.get("name"):
            self._add_field(self._open, tag, facts)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._open is not None and self._textarea:
            self._open.values[self._textarea] += data

    def _add_field(self, form: Form, tag: str, facts: Mapping[str, str]) -> None:
        name, kind = facts["name"], facts.get("type", "text")
        if tag == "button" or kind in ("submit", "file", "image"):
            return
        form.names.add(name)
        if tag == "textarea":
            self._textarea = name
            form.values[name] = ""
        elif kind not in ("radio", "checkbox") or "checked" in facts:
            form.values[name] = facts.get("value", "")


class Browser:
    """One person at one browser."""

    def __init__(self, address: str) -> None:
        self.address = address
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(cookies)

    def open(self, path: str) -> Page:
        """
        Open an address.

        :raises Stranded: if the site answers with an error
        """
        return self._ask(urllib.request.Request(urljoin(self.address, path)))  # noqa: S310

    def send(self, form: Form, **typed: str) -> Page:
        """
        Fill in a form and send it.

        :raises Stranded: if the form lacks a field, or the answer is an error
        """
        form.fill(typed)
        body = urlencode(form.values).encode()
        return self._ask(urllib.request.Request(form.action, data=body))  # noqa: S310

    def _ask(self, request: urllib.request.Request) -> Page:
        request.add_header("Accept-Language", "fi")
        try:
            with self._opener.open(request, timeout=_TIMEOUT_SECONDS) as answer:
                return Page(
                    url=answer.url,
                    content=answer.read(),
                    content_type=answer.headers.get("Content-Type", ""),
                )
        except urllib.error.HTTPError as error:
            raise Stranded(f"{request.full_url} answered {error.code}.") from error
