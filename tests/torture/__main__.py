"""Use a site, kill its processes at random, and see what is left: bin/torture."""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

from tests.torture.machines import Postgres, Redis

if TYPE_CHECKING:
    from tests.torture.load import Load, Seen
    from tests.torture.sink import Sink

#: seconds that everything gets to come to rest
CALM_SECONDS = 180
#: requests that are answered between two blows, and how long they are waited for
ANSWERS, RETURN_SECONDS = 5, 30


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/torture")
    parser.add_argument(
        "--seconds", type=int, default=60, help="of load and kills (60)"
    )
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    print(f"seed {options.seed}")
    postgres, redis = Postgres(), Redis()
    try:
        with tempfile.TemporaryDirectory(prefix="torture-") as directory:
            os.environ |= {
                "DATABASE_URL": postgres.url,
                "REDIS_URL": redis.url,
                "OSALLISTU_VAR": directory,
                "DJANGO_SETTINGS_MODULE": "tests.torture.settings",
            }
            return _run(options, postgres, redis)
    finally:
        redis.remove()
        postgres.remove()


def _run(options: Any, postgres: Postgres, redis: Redis) -> int:
    from tests.torture.sink import Sink

    sink = Sink()
    os.environ["TORTURE_SMTP_PORT"] = str(sink.port)
    django.setup()
    from django.utils import timezone

    from cms.demo import processes
    from cms.demo.installation import channel_path, prepare
    from tests.torture.checks import broken
    from tests.torture.load import Load

    port = processes.free_port()
    prepare(at=timezone.now(), port=port)
    path = channel_path()
    _forget_connections()
    command = [sys.executable, "-m", "tests.torture.site", str(port)]
    with (Path(os.environ["OSALLISTU_VAR"]) / "log").open("w") as log:
        site = subprocess.Popen(command, stdout=log, stderr=log)
    load = Load(processes.address(port), path, seed=options.seed)
    try:
        _until(lambda: processes._answers(port), seconds=120)
        load.start(residents=1, staff=3)
        _until(lambda: bool(load.seen.handled), seconds=120)
        before = Tally.of(load.seen, sink)
        kills = _wreck(site.pid, postgres, redis, load, sink, options)
        under_kills = Tally.of(load.seen, sink) - before
        load.stop()
        _forget_connections()
        calm = _until(_is_calm, seconds=CALM_SECONDS)
        problems = list(broken(load.seen, sink))
    finally:
        load.stopping.set()
        site.send_signal(signal.SIGTERM)
        site.wait(timeout=60)
        sink.stop()
    seen, doubled = load.seen, sum(one - 1 for one in sink.taken.values())
    print(
        f"{len(seen.accepted)} submissions accepted, {len(seen.handled)} transitions,"
        f" {sum(sink.taken.values())} mails ({doubled} again), {seen.troubles} requests"
        f" that met a dead server; {dict(kills)}"
    )
    print(f"Between the first kill and the last: {under_kills}")
    if not calm:
        problems.append(f"No rest within {CALM_SECONDS} seconds.")
    if not under_kills.is_enough:
        problems.append(f"Too little was done under the kills: {under_kills}")
    print("\n".join(problems) or "Everything holds.")
    return 1 if problems else 0


@dataclass(frozen=True)
class Tally:
    """How much was done: a run in which nothing happens shows nothing."""

    accepted: int
    handled: int
    mails: int

    @classmethod
    def of(cls, seen: "Seen", sink: "Sink") -> "Tally":
        mails = sum(sink.taken.values())
        return cls(len(seen.accepted), len(seen.handled), mails)

    def __sub__(self, earlier: "Tally") -> "Tally":
        return Tally(
            self.accepted - earlier.accepted,
            self.handled - earlier.handled,
            self.mails - earlier.mails,
        )

    def __str__(self) -> str:
        return (
            f"{self.accepted} submissions accepted, {self.handled} transitions,"
            f" {self.mails} mails."
        )

    @property
    def is_enough(self) -> bool:
        return self.accepted >= 2 and self.handled >= 5 and self.mails >= 5


def _wreck(
    site: int,
    postgres: Postgres,
    redis: Redis,
    load: "Load",
    sink: "Sink",
    options: Any,
) -> Counter[str]:
    """
    Pull something down every few seconds until the time is over.

    On a machine so slow that too little was done by then, it goes on for as long again,
    and again, up to four times.
    """
    chance, done = random.Random(options.seed), Counter[str]()
    began, before = time.monotonic(), Tally.of(load.seen, sink)
    while True:
        passed = time.monotonic() - began
        enough = (Tally.of(load.seen, sink) - before).is_enough
        if passed > options.seconds and (enough or passed > 4 * options.seconds):
            break
        _until_it_answers()
        time.sleep(chance.uniform(1, 4))
        what = chance.choices(["web", "worker", "redis", "postgres"], [4, 4, 1, 1])[0]
        if what == "redis":
            redis.restart()
        elif what == "postgres":
            postgres.restart()
        elif not _kill_one(site, "granian" if what == "web" else "worker", chance):
            continue
        done[what] += 1
    return done


def _until_it_answers() -> None:
    """
    Wait until the site has come back far enough to answer a few requests.

    A site that is killed faster than it starts does nothing, and so can break nothing.
    """
    from tests.torture.load import PatientBrowser

    before = PatientBrowser.answered
    _until(lambda: PatientBrowser.answered >= before + ANSWERS, seconds=RETURN_SECONDS)


def _kill_one(site: int, word: str, chance: random.Random) -> bool:
    """Kill one of the site's processes of that kind, if there is one."""
    listed = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,args="], capture_output=True, text=True, check=True
    )
    rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
    below, level = [], [site]
    while level:
        found = [(int(row[0]), row[-1]) for row in rows if int(row[1]) in level]
        below += found
        level = [pid for pid, _ in found]
    chosen = [pid for pid, command in below if word in command]
    if not chosen:
        return False
    try:
        os.kill(chance.choice(chosen), signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _is_calm() -> bool:
    """Let time pass for what waits for its next try; tell whether all is settled."""
    from django.utils import timezone

    from workflows.effects import outbox
    from workflows.models import Effect

    waiting = Effect.objects.filter(state=Effect.State.WAITING)
    waiting.filter(not_before__gt=timezone.now()).update(not_before=timezone.now())
    outbox.sweep()
    return not Effect.objects.filter(state__in=Effect.OPEN_STATES).exists()


def _forget_connections() -> None:
    from django.db import connections

    connections.close_all()


def _until(holds: Callable[[], bool], *, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(1)
    return False


if __name__ == "__main__":
    sys.exit(main())
