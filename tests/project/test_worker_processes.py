"""The worker survives the death of any of its processes, and stops when told."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

import pytest

pytestmark = [pytest.mark.process, pytest.mark.timeout(120)]

DJANGO = [sys.executable, "-m", "django"]


def descendants(pid):
    """Return the ids of the processes below one, nearest first."""
    listed = subprocess.run(
        ["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True
    )
    pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
    found, level = [], [pid]
    while level := [child for child, parent in pairs if parent in level]:
        found += level
    return found


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)],
        capture_output=True,
        check=False,
        text=True,
    )
    return not state.stdout.startswith("Z")


def wait_until(holds, *, seconds=30):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := holds():
            return value
        time.sleep(0.1)
    pytest.fail(f"not so within {seconds} seconds")


class Installation:
    """A demo installation of its own with a running worker."""

    #: a cluster's main process, its sentinel, and a worker, a monitor and a pusher
    PROCESSES = 5

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.project.worker_settings",
            "PYTHONPATH": str(settings.BASE_DIR),
            "OSALLISTU_VAR": str(directory),
        }

    def manage(self, *arguments):
        subprocess.run([*DJANGO, *arguments], env=self.environment, check=True)

    def start(self):
        self.worker = subprocess.Popen([*DJANGO, "worker"], env=self.environment)
        self.cluster()

    def cluster(self):
        """Return the processes of a complete cluster, main and sentinel first."""

        def complete():
            found = descendants(self.worker.pid)
            return found if len(found) == self.PROCESSES else None

        return wait_until(complete)

    def send(self, function, argument):
        code = (
            f"from django_q.tasks import async_task as a; a({function!r}, {argument!r})"
        )
        self.manage("shell", "--no-imports", "-c", code)

    def works(self, name):
        """Wait until the worker has executed one more task."""
        place = self.directory / name
        self.send("os.mkdir", str(place))
        return wait_until(place.exists)

    def stop(self):
        if self.worker.poll() is None:
            left = descendants(self.worker.pid)
            self.worker.kill()
            for pid in filter(is_running, left):
                os.kill(pid, signal.SIGKILL)
        self.worker.wait()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    installation = Installation(tmp_path_factory.mktemp("var"))
    installation.manage("migrate", "--verbosity", "0")
    return installation


@pytest.fixture
def installation(migrated):
    migrated.start()
    yield migrated
    migrated.stop()


@pytest.mark.parametrize("round_", range(2))
def test_a_killed_idle_worker_does_not_freeze_the_cluster(installation, round_):
    main, _sentinel, *children = installation.cluster()

    os.kill(children[0], signal.SIGKILL)

    wait_until(lambda: not is_running(main))
    assert main not in installation.cluster()
    assert installation.works(f"idle-{round_}")


@pytest.mark.parametrize("place", [0, 1], ids=["main", "sentinel"])
def test_a_killed_cluster_leaves_nobody_behind(installation, place):
    before = installation.cluster()

    os.kill(before[place], signal.SIGKILL)

    wait_until(lambda: not any(map(is_running, before)))
    assert installation.works(f"cluster-{place}")


def test_a_terminated_worker_finishes_its_task_and_leaves_nobody(installation):
    before = installation.cluster()
    started = installation.directory / "started"
    command = f"touch {started}; sleep 2; touch {started}-finished"
    installation.send("os.system", command)
    wait_until(started.exists)

    installation.worker.terminate()

    assert installation.worker.wait(timeout=20) == 0
    assert Path(f"{started}-finished").exists()
    assert not any(map(is_running, before))


def test_a_terminated_worker_learns_that_it_is_to_stop_soon(installation):
    place = installation.directory / "lingering"
    installation.send("tests.project.lingering.linger", str(place))
    wait_until(place.exists)

    installation.worker.terminate()

    assert installation.worker.wait(timeout=20) == 0
    assert place.read_text() == "told to stop"


def test_a_cluster_stops_when_its_supervisor_was_killed(installation):
    before = installation.cluster()

    installation.worker.kill()

    wait_until(lambda: not any(map(is_running, before)))
