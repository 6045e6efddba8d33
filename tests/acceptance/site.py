"""A real site for the tests: server and worker as processes, files of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from cms.demo.processes import free_port

T = TypeVar("T")


class Site:
    """A running demo."""

    def __init__(
        self, process: "subprocess.Popen[str]", port: int, directory: Path
    ) -> None:
        self.process, self.directory = process, directory
        self.address = f"http://localhost:{port}"

    def url(self, path: str) -> str:
        return self.address + path

    def verifies(self, report: Path) -> bool:
        """Ask the site's own command whether the report is what was sealed."""
        command = [sys.executable, "manage.py", "verify_report", str(report)]
        environment = environment_of(self.directory)
        return subprocess.run(command, env=environment, check=False).returncode == 0

    def processes(self) -> dict[int, str]:
        """Return the command lines below the site's main process, by id."""
        listed = subprocess.run(
            ["ps", "-eo", "pid=,ppid=,args="],
            capture_output=True,
            text=True,
            check=True,
        )
        rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
        found: dict[int, str] = {}
        level = [self.process.pid]
        while level:
            below = [(int(p), args) for p, parent, args in rows if int(parent) in level]
            found.update(below)
            level = [pid for pid, _ in below]
        return found


@contextmanager
def running_site(directory: Path, **environment: str) -> Iterator[Site]:
    """Run a demo of its own in the directory until the block ends."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--port", str(port)],
        env=environment_of(directory, **environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        _wait_for_welcome(process)
        yield Site(process, port, directory)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def wait_until(look: Callable[[], T], *, seconds: float) -> T:
    """Return what the look finds, as soon as it finds something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.1)
    pytest.fail(f"Nothing came within {seconds} seconds.")


def environment_of(directory: Path, **more: str) -> dict[str, str]:
    """Return the environment of a demo in the directory, without other databases."""
    return {
        **{key: value for key, value in os.environ.items() if "_URL" not in key},
        "DJANGO_SETTINGS_MODULE": "cms.settings.demo",
        "OSALLISTU_VAR": str(directory),
        "PYTHONUNBUFFERED": "1",
        **more,
    }


def _wait_for_welcome(process: "subprocess.Popen[str]") -> None:
    lines = []
    for line in process.stdout or ():
        lines.append(line)
        if "Stop with Ctrl-C" in line:
            return
    pytest.fail("The site did not start:\n" + "".join(lines))
