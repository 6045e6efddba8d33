"""
Every kind of report in every language, sealed: what all of them must keep.

A new kind is taken up by itself. It must bring a fixture `<key>_subject` (see
`samples.py`) with a subject that shows everything the kind can show; until then
these tests fail.
"""

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.test import Client
from django.utils import translation

import jsonschema
import pytest
from weasyprint import HTML

from participation.reports.documents import (
    Issue,
    make_document,
    print_document,
    schema_url,
)
from participation.reports.kinds import registry
from participation.reports.kinds.kind import Kind
from participation.reports.seal import Seal
from participation.reports.texts import LANGUAGES
from tests.reports.conftest import CODE, SEALED
from tests.reports.reading import attachments, spoken_text
from tests.verapdf.validator import broken_rules

ISSUE = Issue(language="fi", code=CODE, is_test=True)
pytestmark = pytest.mark.django_db
KINDS = pytest.mark.parametrize("kind", registry.kinds(), ids=lambda kind: kind.key)
IN_EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def subject(kind: Kind[Any], request: pytest.FixtureRequest) -> Any:
    """Return the sample of the kind."""
    return request.getfixturevalue(f"{kind.key}_subject")


@pytest.mark.once
@KINDS
def test_a_sealed_report_keeps_both_standards_in_every_language(
    kind: Kind[Any], subject: Any, seal: Seal, tmp_path: Path
) -> None:
    documents = {
        language: make_document(kind, subject, replace(ISSUE, language=language))
        for language in LANGUAGES
    }
    files = {language: tmp_path / f"{language}.pdf" for language in LANGUAGES}
    for language, document in documents.items():
        content = print_document(kind, document)
        files[language].write_bytes(
            seal.apply(content, at=SEALED).data if kind.is_kept else content
        )

    assert broken_rules(*files.values()) == ""
    for language, document in documents.items():
        heard = " ".join(spoken_text(files[language]).split())
        with translation.override(language):
            publicity = str(kind.publicity)
        for words in (document.title, document.about.reference, publicity):
            assert words in heard
        assert (CODE in heard) is kind.is_kept


@KINDS
@IN_EVERY_LANGUAGE
def test_the_data_in_a_report_is_as_its_published_schema_says(
    kind: Kind[Any], language: str, subject: Any, client: Client, tmp_path: Path
) -> None:
    document = make_document(kind, subject, replace(ISSUE, language=language))
    file = tmp_path / "report.pdf"
    file.write_bytes(print_document(kind, document))

    ((name, data, _),) = attachments(file)

    told = json.loads(data)
    assert told["schema"] == schema_url(kind)
    published = client.get(re.sub("^https?://[^/]+", "", told["schema"]))
    schema = json.loads(published.content)
    jsonschema.validate(
        told,
        schema,
        format_checker=jsonschema.FormatChecker(),
        cls=jsonschema.Draft202012Validator,
    )
    assert name == document.about.data_name
    assert told["document"]["kind"] == kind.key
    assert told["document"]["language"] == language


@KINDS
def test_the_same_facts_give_the_same_bytes(kind: Kind[Any], subject: Any) -> None:
    first = print_document(kind, make_document(kind, subject, ISSUE))
    found = kind.find(kind.about(subject, language="fi").subject)

    assert print_document(kind, make_document(kind, found, ISSUE)) == first


@KINDS
def test_a_draft_says_so_on_every_page_and_promises_no_seal(
    kind: Kind[Any], subject: Any, tmp_path: Path
) -> None:
    issue = replace(ISSUE, code="", is_test=False, is_draft=True)
    file = tmp_path / "draft.pdf"

    file.write_bytes(print_document(kind, make_document(kind, subject, issue)))

    pages = _pages(file)
    assert all("LUONNOS" in page for page in pages)
    assert "verify" not in "".join(pages)


def test_a_kind_cannot_take_the_key_of_another() -> None:
    with pytest.raises(ValueError, match="already"):
        registry.register(type(registry.kind("outcome")))


@KINDS
def test_a_schema_says_under_which_address_it_is(
    kind: Kind[Any], db: None, client: Client
) -> None:
    address = re.sub("^https?://[^/]+", "", schema_url(kind))

    first, second = client.get(address), client.get(address)

    schema = json.loads(first.content)
    assert schema["$id"] == schema_url(kind)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)
    assert first.content == second.content


def test_the_schema_of_no_kind_is_not_found(db: None, client: Client) -> None:
    assert client.get("/schemas/reports/nothing.json").status_code == 404


def test_validation_can_fail(tmp_path: Path) -> None:
    file = tmp_path / "plain.pdf"
    file.write_bytes(HTML(string="<p>Ei rakennetta").write_pdf())

    assert "ua1 FAIL" in broken_rules(file)


def _pages(file: Path) -> list[str]:
    done = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True
    )
    return done.stdout.decode().split("\f")[:-1]
