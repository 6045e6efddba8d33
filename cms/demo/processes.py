"""The web server and the background worker of the demo, under one supervisor."""

import socket
import sys
import time
import urllib.error
import urllib.request

from workflows.queue.supervisor import Child, Supervisor, django_command

HOST = "127.0.0.1"
WEB_WORKERS = 2
GRACE_SECONDS = 30.0


def is_free(port: int) -> bool:
    """Tell whether the port can be listened on."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def address(port: int) -> str:
    return f"http://localhost:{port}"


def supervisor(port: int) -> Supervisor:
    """Return the supervisor of a server on the port and of the worker."""
    environment = {"OSALLISTU_URL": address(port)}
    children = [
        Child("web", _server(port), environment),
        Child("worker", django_command("worker"), environment),
    ]
    return Supervisor(children, grace_seconds=GRACE_SECONDS)


def wait_for_answer(port: int, running: Supervisor, *, seconds: float) -> bool:
    """Wait until the site answers; False when it did not, or a signal came first."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not running.wait(0.2):
        if _answers(port):
            return True
    return False


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/", timeout=10):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _server(port: int) -> list[str]:
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--host", HOST, "--port", str(port), "--log-level", "warning"),
        *("--workers", str(WEB_WORKERS), "--blocking-threads", "1"),
        *("--respawn-failed-workers", "cms.wsgi:application"),
    ]
