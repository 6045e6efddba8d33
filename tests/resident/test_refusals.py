"""What bad input gets."""

import io
import zipfile
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import pytest

from tests.resident.walker import PDF, TYPED, pdf
from workflows.models import Attachment, Case, Draft, Procedure


def page_of(response):
    return response.content.decode()


def test_missing_answers_are_listed_with_links_to_their_fields(resident):
    answer = resident.post("topic", theme="", area="Keskusta")

    page = page_of(answer)
    assert answer.status_code == 422
    assert page.split("<title>")[1].lstrip().startswith(("Error:", "Virhe:"))
    assert 'href="#id_topic-theme_0"' in page
    assert 'id="id_topic-theme_0"' in page
    assert 'value="Keskusta"' in page


def test_wrong_answers_are_kept_as_they_were_typed(resident):
    resident.fill("topic", "proposal", "effect", "maker")

    answer = resident.fill("contact", email="osoite ilman ättämerkkiä")

    assert answer.status_code == 422
    assert "osoite ilman ättämerkkiä" in page_of(answer)
    assert "osoite ilman ättämerkkiä" in page_of(resident.get("contact"))
    assert resident.get("check").status_code == 302


@pytest.mark.parametrize("key", ["title", "proposal"])
def test_a_personal_identity_code_in_a_text_is_refused_by_name(resident, key):
    resident.fill("topic")
    text = "Tunnukseni on 131052-308T, soittakaa."

    answer = resident.fill("proposal", **{key: text})

    assert answer.status_code == 422
    assert "error-summary" in page_of(answer)
    assert text in page_of(answer)


def test_too_long_and_too_short_texts_are_refused_and_kept(resident):
    resident.fill("topic")

    answer = resident.fill("proposal", title="a" * 121, proposal="lyhyt")

    assert answer.status_code == 422
    assert "a" * 121 in page_of(answer)


def test_an_option_that_is_not_there_is_refused(resident):
    assert resident.post("topic", theme="free beer").status_code == 422


def test_nul_characters_break_nothing(resident):
    answer = resident.post("topic", theme="hospital", area="a\0b")

    assert answer.status_code == 422
    assert resident.draft.typed["topic"]["area"] == ["ab"]


def office(*names: str, first: tuple[str, bytes] | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        if first:
            package.writestr(*first)
        for name in names:
            package.writestr(name, "<x/>")
    return stream.getvalue()


def damaged(offset: int, *signs: int) -> bytes:
    """Return a package that is spoilt at so many bytes after its list of contents."""
    package = bytearray(office("word/document.xml"))
    start = package.find(b"PK\x01\x02") + offset
    package[start : start + len(signs)] = bytes(signs)
    return bytes(package)


ODT = office(first=("mimetype", b"application/vnd.oasis.opendocument.text"))
GOOD = {
    "a.pdf": PDF,
    "a.PDF": PDF,
    "a.jpg": b"\xff\xd8\xff\xe0rest",
    "a.jpeg": b"\xff\xd8\xff\xe1rest",
    "a.png": b"\x89PNG\r\n\x1a\nrest",
    "a.odt": ODT,
    "a.docx": office("[Content_Types].xml", "word/document.xml"),
}
BAD = {
    "empty.pdf": b"",
    "program.exe": b"MZ",
    "no-ending": PDF,
    "program.pdf": b"MZ this is a program",
    "page.png": b"<html><script>alert(1)</script>",
    "archive.docx": office("evil.exe"),
    "broken.docx": b"PK\x03\x04 broken",
    "future.docx": damaged(6, 99),
    "unreadable-names.docx": damaged(8, 0, 8).replace(b"word/", b"\xff\xfe\xfd\xfc/"),
    "sheet.odt": office(
        first=("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")
    ),
    "big.pdf": PDF + b"0" * (10 * 1024 * 1024),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_file_of_an_accepted_kind_is_kept(resident, name):
    resident.fill("topic")

    resident.post("proposal", attachments=[SimpleUploadedFile(name, GOOD[name])])

    kept = Attachment.objects.get()
    assert kept.name == name
    assert kept.draft_id == resident.draft.pk
    assert kept.open().read() == GOOD[name]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_by_name_and_the_rest_is_kept(resident, name):
    resident.fill("topic")
    bad = SimpleUploadedFile(name, BAD[name])

    answer = resident.post(
        "proposal", title="Kesken jäänyt", attachments=[bad, pdf("hyvä.pdf")]
    )

    page = page_of(answer)
    assert answer.status_code == 422
    assert name in page
    assert "Kesken jäänyt" in page
    assert "hyvä.pdf" in page
    assert [one.name for one in Attachment.objects.all()] == ["hyvä.pdf"]


def test_files_beyond_the_limit_are_refused_by_name(resident):
    resident.fill("topic")
    files = [pdf(f"{n}.pdf", PDF + bytes([n])) for n in range(1, 7)]

    answer = resident.post("proposal", **TYPED["proposal"], attachments=files)

    assert answer.status_code == 422
    assert "6.pdf" in page_of(answer)
    assert Attachment.objects.count() == 5


def test_the_same_file_twice_is_kept_once(resident):
    resident.fill("topic")
    for _ in range(2):
        resident.post("proposal", upload="1", attachments=[pdf()])

    assert Attachment.objects.count() == 1


def test_files_stay_when_other_answers_are_wrong(resident):
    resident.fill("topic")

    answer = resident.post("proposal", title="", attachments=[pdf()])

    assert answer.status_code == 422
    assert "suunnitelma.pdf" in page_of(answer)


def test_an_expired_draft_is_explained_with_a_new_start(resident, clock):
    resident.fill("topic")

    clock.shift(timedelta(days=31))
    pages = [resident.get("topic"), resident.fill("topic"), resident.send()]

    assert [one.status_code for one in pages] == [410, 410, 410]
    assert f'action="{resident.home}start/"' in page_of(pages[0])
    assert not Case.objects.exists()


def test_saving_gives_the_draft_more_time(resident, clock):
    clock.shift(timedelta(days=29))
    resident.fill("topic")
    clock.shift(timedelta(days=29))

    assert resident.get("proposal").status_code == 200


def test_a_closed_channel_tells_when_it_closed(resident, at):
    resident.fill()
    Procedure.objects.update(closes_at=at)

    pages = [
        resident.start(),
        resident.get("topic"),
        resident.fill("topic"),
        resident.send(),
    ]

    assert [one.status_code for one in pages] == [410] * 4
    assert all("10. maaliskuuta 2026" in page_of(one) for one in pages)
    assert not Case.objects.exists()


def test_a_channel_that_is_not_open_yet_tells_when_it_opens(channel, clock, at):
    Procedure.objects.update(opens_at=at + timedelta(days=10))

    answer = Client().post("/fi/take-part/initiative/start/")

    assert answer.status_code == 410
    assert "20. maaliskuuta 2026" in page_of(answer)
    assert not Draft.objects.exists()


def test_the_secret_is_kept_well(resident):
    cookie = next(
        one for key, one in resident.client.cookies.items() if key.startswith("draft")
    )

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie.value not in resident.draft.secret_hash
    assert len(cookie.value) >= 40


def test_over_https_the_secret_travels_only_there(channel, clock):
    answer = Client().post("/fi/take-part/initiative/start/", secure=True)

    assert all(one["secure"] for one in answer.cookies.values() if one["httponly"])


def test_pages_of_a_draft_are_not_cached_and_not_indexed(resident):
    for page in (resident.get("topic"), resident.post("topic"), resident.get("x")):
        assert "no-store" in page["Cache-Control"]
        assert page["X-Robots-Tag"] == "noindex"
