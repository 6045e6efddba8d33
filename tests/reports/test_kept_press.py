"""The warm press: the same letters, each under its own limits, and no way to stay."""

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from participation.reports.apart import ROOT, Limits
from participation.reports.errors import ApartFailed
from participation.reports.kept_press import KeptPress, kept_press
from participation.reports.warm_press import WarmPress

FLEX = "<div style='display:flex'>" * 16


def request_for(body: str) -> bytes:
    page = f'<html lang="fi"><title>x</title><body>{body}</body></html>'
    return json.dumps({"html": page, "css": "", "attachments": []}).encode()


@pytest.fixture
def press() -> Iterator[KeptPress]:
    """Return a press that has printed a letter just now."""
    made = KeptPress()
    made.print(request_for("<p>a</p>"), limits=Limits())
    yield made
    made.close()


def test_a_warm_press_prints_the_same_bytes(press: KeptPress) -> None:
    cold = KeptPress()

    warm = [press.print(request_for("<p>b</p>"), limits=Limits()) for _ in range(2)]

    assert press.is_warm
    assert not cold.is_warm
    assert {*warm} == {cold.print(request_for("<p>b</p>"), limits=Limits())}


@pytest.mark.parametrize(
    ("body", "limits", "code"),
    [
        (FLEX, Limits(cpu_seconds=2), "time"),
        (FLEX, Limits(wall_seconds=3), "wait"),
        ("<div>" * 400, Limits(), "depth"),
        ('<img src="http://127.0.0.1:9/" alt="x">', Limits(), "refused"),
    ],
    ids=["processor", "wall", "depth", "network"],
)
def test_a_letter_that_misbehaves_is_stopped_and_the_next_is_printed(
    body: str, limits: Limits, code: str, press: KeptPress
) -> None:
    press.print(request_for("<p>b</p>"), limits=Limits())

    with pytest.raises(ApartFailed) as failure:
        press.print(request_for(body), limits=limits)

    assert failure.value.code == code
    assert press.print(request_for("<p>b</p>"), limits=Limits()).startswith(b"%PDF")


def test_a_killed_press_is_made_anew(press: KeptPress) -> None:
    press.print(request_for("<p>b</p>"), limits=Limits())
    process = press._warm._process
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    process.wait()

    assert press.print(request_for("<p>b</p>"), limits=Limits()).startswith(b"%PDF")


def test_a_closed_press_leaves_no_process_and_no_folder(press: KeptPress) -> None:
    press.print(request_for("<p>b</p>"), limits=Limits())
    process, home = press._warm._process, Path(press._warm._home)
    assert process is not None
    assert home.exists()

    press.close()

    assert process.poll() is not None
    assert not home.exists()
    assert not press.is_warm


def test_while_one_thread_has_it_another_gets_a_press_of_its_own(
    press: KeptPress,
) -> None:
    with press._lock:
        printed = press.print(request_for("<p>b</p>"), limits=Limits())

    assert printed.startswith(b"%PDF")
    assert not press.is_warm


def test_a_document_whose_progress_is_told_gets_a_press_of_its_own(
    press: KeptPress,
) -> None:
    press.print(request_for("<p>b</p>"), limits=Limits(), on_page=lambda _number: None)

    assert not press.is_warm


def test_a_forked_worker_leaves_the_press_to_its_parent() -> None:
    for _ in range(2):
        kept_press.print(request_for("<p>a</p>"), limits=Limits())
    assert kept_press.is_warm

    pid = os.fork()
    if pid == 0:
        os._exit(int(kept_press.is_warm))

    assert os.waitpid(pid, 0) == (pid, 0)
    assert kept_press.is_warm
    kept_press.close()


# --- The warm press itself, with work of ours that does what its request says --------


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WarmPress]:
    (tmp_path / "deed_room.py").write_text(
        "import sys\n"
        f"sys.path.append({str(ROOT)!r})\n"
        "from participation.reports import press_room\n"
        "def work(request):\n"
        "    told = {}\n"
        "    exec(request.decode(), told)\n"
        "    return str(told.get('result', '')).encode()\n"
        "press_room.main(work)\n"
    )
    monkeypatch.setattr("participation.reports.apart.ROOT", tmp_path)
    made = WarmPress("deed_room")
    yield made
    made.close()


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.fork()",
        "open('/etc/passwd').read()",
        f"open('{ROOT}/README.md').read()",
        "import os; open(os.path.join(os.pardir, 'x'), 'w')",
    ],
)
def test_a_letter_may_do_nothing_outside(code: str, room: WarmPress) -> None:
    with pytest.raises(ApartFailed) as failure:
        room.print(code.encode(), limits=Limits())

    assert "PermissionError" in failure.value.detail
    assert room.is_running


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("text = 'x' * (2 << 30)", "memory"),
        ("import os; os.abort()", "crash"),
        ("open('big', 'wb').write(bytes(65 << 20))", "broken"),
        ("import os; [os.dup(0) for _ in range(1000)]", "broken"),
    ],
    ids=["memory", "crash", "a large file", "many files"],
)
def test_a_letter_is_limited_and_the_room_goes_on(
    code: str, expected: str, room: WarmPress
) -> None:
    with pytest.raises(ApartFailed) as failure:
        room.print(code.encode(), limits=Limits())

    assert failure.value.code == expected
    assert room.is_running
    assert room.print(b"result = 'next'", limits=Limits()) == b"next"


def test_nothing_of_a_letter_is_there_for_the_next(room: WarmPress) -> None:
    first = (
        b"import os, pyphen; open('note', 'w').write('x'); pyphen.note = 1\n"
        b"result = os.getcwd()"
    )
    home = room.print(first, limits=Limits()).decode()
    then = (
        f"import os, pyphen, sys; result = (os.listdir(), os.path.exists({home!r}), "
        "hasattr(pyphen, 'note'), sys.stdin.read())"
    )

    assert room.print(then.encode(), limits=Limits()) == b"([], False, False, '')"


def test_an_answer_that_was_not_taken_is_not_taken_for_the_next(
    room: WarmPress,
) -> None:
    room.print(b"", limits=Limits())

    with pytest.raises(ApartFailed, match="wait"):
        room.print(b"result = 'late'", limits=Limits(wall_seconds=0))

    assert not room.is_running
    assert room.print(b"result = 'next'", limits=Limits()) == b"next"
