"""The renderer reaches nothing of others, whatever the content holds."""

import json
import socket
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from participation.models import Outcome
from participation.reports import pdf, press
from participation.reports.apart import ROOT, Limits, run_apart
from participation.reports.child import Refused
from participation.reports.errors import ApartFailed, RenderFailed
from tests.reports.conftest import letter_of, printed
from tests.reports.hostile import SECRET, SNIPPETS, listening, written

# WeasyPrint leaves a file open, which a child does not live to see.
pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning"
)


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.txt"
    file.write_text(SECRET)
    return file


def page_of(html: str) -> str:
    return f'<html lang="fi"><title>x</title><body><p>x</p>{html}</body></html>'


def everything_in(data: bytes) -> bytes:
    """Return the file and all that is packed or attached in it."""
    with pikepdf.open(BytesIO(data)) as document:
        streams = [
            each.read_bytes()
            for each in document.objects
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") != "/Image"
        ]
    return b"\n".join([data, *streams])


@pytest.mark.parametrize("name", SNIPPETS)
def test_nothing_is_fetched_and_no_file_is_read(name: str, secret: Path) -> None:
    with listening() as (web, visitors):
        html = page_of(written(SNIPPETS[name], web=web, secret=secret))
        request = json.dumps({"html": html, "css": "", "attachments": []})
        try:
            made = press.print_page(request.encode())
        except Refused:
            made = b""

    assert visitors == []
    assert not made or SECRET.encode() not in everything_in(made)


def test_the_server_of_these_tests_would_notice() -> None:
    with listening() as (web, visitors):
        host, port = web.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as visitor:
            visitor.recv(1)

    assert len(visitors) == 1


def test_all_at_once_in_the_child_reach_nothing_either(secret: Path) -> None:
    with listening() as (web, visitors):
        html = "".join(
            written(each, web=web, secret=secret) for each in SNIPPETS.values()
        )
        with pytest.raises(RenderFailed) as refusal:
            pdf.render_pdf(html=page_of(html), css="", attachments=[])

    assert refusal.value.code == "refused"
    assert visitors == []


@pytest.mark.django_db
def test_what_people_type_is_printed_as_they_typed_it(
    outcome: Outcome, secret: Path
) -> None:
    with listening() as (web, visitors):
        typed = [written(each, web=web, secret=secret) for each in SNIPPETS.values()]
        outcome.title = "<script>alert(1)</script>"
        outcome.answer = "\n\n".join(typed)
        letter = letter_of(outcome)
        made = printed(letter)

    assert visitors == []
    assert SECRET.encode() not in everything_in(made)
    assert "<script" not in letter.html
    assert letter.html.count("&lt;svg") >= 4


# --- The child itself, should a library be talked into something ---------------------


@pytest.fixture
def deeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let children find a module of ours that does what its request says."""
    folder = tmp_path / "deeds"
    folder.mkdir()
    (folder / "deed.py").write_text(
        "import sys\n"
        f"sys.path.append({str(ROOT)!r})\n"
        "from participation.reports import child\n"
        "def work(request):\n"
        "    told = {}\n"
        "    exec(request.decode(), told)\n"
        "    return str(told.get('result', '')).encode()\n"
        "child.main(work)\n"
    )
    monkeypatch.setattr("participation.reports.apart.ROOT", folder)
    return folder


def done(code: str, *, reads: tuple[Path, ...] = ()) -> str:
    return run_apart("deed", code.encode(), limits=Limits(), reads=reads).decode()


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', {port}))",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import socket; socket.socket().bind(('127.0.0.1', 0))",
        "import socket as s; s.socket(type=2).sendto(b'x', ('127.0.0.1', {port}))",
        "import urllib.request; urllib.request.urlopen('{web}')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "import os; os.fork()",
        "import os; os.execv('/bin/true', ['true'])",
        "open('{file}').read()",
        "import os; os.open('{file}', os.O_RDONLY)",
        "open('{root}/README.md').read()",
        "open('/etc/passwd').read()",
        "open('{home}/x', 'w')",
        "import os; os.symlink('{file}', 'link'); open('link').read()",
    ],
)
@pytest.mark.usefixtures("deeds")
def test_a_child_may_do_nothing_outside(code: str, secret: Path) -> None:
    with listening() as (web, visitors):
        asked = code.format(
            web=web,
            port=web.rpartition(":")[2],
            file=secret,
            home=secret.parent,
            root=ROOT,
        )
        with pytest.raises(ApartFailed) as failure:
            done(asked)

    assert "PermissionError" in failure.value.detail
    assert visitors == []


@pytest.mark.usefixtures("deeds")
def test_a_child_reads_what_it_was_given_and_keeps_notes(secret: Path) -> None:
    code = (
        f"result = open({str(secret)!r}).read()\n"
        "open('note', 'w').write(result)\n"
        "assert open('note').read() == result"
    )

    assert done(code, reads=(secret,)) == SECRET


@pytest.mark.usefixtures("deeds")
@pytest.mark.parametrize(
    "code",
    [
        "f = open('big', 'wb')\nwhile True: f.write(bytes(1 << 20))",
        "import os; files = [os.dup(0) for _ in range(1000)]",
    ],
    ids=["a large file", "many files"],
)
def test_a_child_can_fill_neither_the_disk_nor_the_table_of_files(code: str) -> None:
    with pytest.raises(ApartFailed) as failure:
        done(code)

    assert failure.value.code == "broken"


@pytest.mark.usefixtures("deeds")
def test_a_child_that_is_stopped_leaves_nothing_behind(tmp_path: Path) -> None:
    code = "import tempfile, time; result = tempfile.mkdtemp()"
    made = Path(done(code))

    assert not made.exists()
    assert not made.parent.exists()


def test_the_inspector_knows_nothing_of_django() -> None:
    program = (
        "import participation.reports.inspector, sys; print('django' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert answer.stdout == "False\n"
