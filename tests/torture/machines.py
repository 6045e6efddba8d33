"""A PostgreSQL cluster and a Redis of the run's own, and how they are pulled down."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from cms.demo.processes import HOST, free_port, is_free

_START_SECONDS = 60


class Postgres:
    """A cluster in a directory of its own; as root it runs as the user postgres."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"postgres://postgres@{HOST}:{self.port}/postgres"
        self._bin = _postgres_binaries()
        self._directory = Path(tempfile.mkdtemp(prefix="torture-postgres-"))
        if os.getuid() == 0:
            shutil.chown(self._directory, "postgres", "postgres")
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8")
        self.start()

    def start(self) -> None:
        options = (
            f"-c listen_addresses={HOST} -c port={self.port} -c fsync=off"
            f" -c unix_socket_directories={self._directory}"
        )
        self._run("pg_ctl", "-w", "-o", options, "-l", self._directory / "log", "start")

    def restart(self) -> None:
        """Stop as a crash does, with no good-bye to anybody, and start again."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")
        self.start()

    def remove(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(self._directory, ignore_errors=True)

    def _run(self, program: str, *arguments: str | Path) -> None:
        command = [str(self._bin / program), "-D", str(self._directory / "data")]
        if os.getuid() == 0:
            command = ["setpriv", "--reuid=postgres", "--clear-groups", *command]
        subprocess.run(
            [*command, *map(str, arguments)],
            check=True,
            cwd=self._directory,
            stdout=subprocess.DEVNULL,
        )


class Redis:
    """A server that keeps nothing: what is in it is lost with every restart."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://{HOST}:{self.port}/0"
        self.start()

    def start(self) -> None:
        settings = {"port": self.port, "bind": HOST, "save": "", "appendonly": "no"}
        words = [
            word for key, one in settings.items() for word in (f"--{key}", str(one))
        ]
        self._process = subprocess.Popen(
            ["redis-server", *words], stdout=subprocess.DEVNULL
        )
        deadline = time.monotonic() + _START_SECONDS
        while is_free(self.port) and time.monotonic() < deadline:
            time.sleep(0.1)

    def restart(self) -> None:
        self.remove()
        self.start()

    def remove(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()


def _postgres_binaries() -> Path:
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    found = shutil.which("pg_ctl") or (str(installed[-1]) if installed else "")
    if not found:
        raise SystemExit("PostgreSQL is missing; run: sudo apt-get install postgresql")
    return Path(found).parent


def missing() -> str:
    """Return what the machine lacks for a run, empty when nothing."""
    has_postgres = shutil.which("pg_ctl") or list(
        Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")
    )
    lacking = [] if has_postgres else ["postgresql"]
    return " ".join(
        [*lacking, *([] if shutil.which("redis-server") else ["redis-server"])]
    )
