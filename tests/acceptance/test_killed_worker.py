"""kill -9 in the middle of rendering: the report still comes, once."""

import os
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cms.demo.journey import Journey
from tests.acceptance.people import CHANNEL
from tests.acceptance.site import Site, wait_until

pytestmark = [
    pytest.mark.process,
    pytest.mark.timeout(600),
    pytest.mark.xdist_group("site"),
]

#: a press may be kept warm from the letters before, so a process alone tells nothing
RENDERED_NOW = (
    "select 1 from workflows_effect join workflows_case"
    " on case_id = workflows_case.id where kind = 'render_report'"
    " and workflows_effect.state = 'leased' and workflows_case.reference = ?"
)


def renderers(site: Site) -> list[int]:
    """Return the processes that render a report at this moment."""
    return [
        pid
        for pid, command in site.processes().items()
        if "participation.reports" in command
    ]


def ask(directory: Path, question: str, *values: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(directory / "osallistu.sqlite3")) as database:
        return database.execute(question, values).fetchall()


def test_a_killed_rendering_is_done_again_once(site: Site) -> None:
    files = site.directory
    open_effects = "select 1 from workflows_effect where state in (?, ?)"
    wait_until(lambda: not ask(files, open_effects, "waiting", "leased"), seconds=180)
    journey = Journey(address=site.address, channel_path=CHANNEL, tell=print)
    journey.publish()

    wait_until(lambda: ask(files, RENDERED_NOW, journey.reference), seconds=60)
    rendering = wait_until(lambda: renderers(site), seconds=10)
    workers = [pid for pid, command in site.processes().items() if "worker" in command]
    for pid in (*rendering, *workers):
        os.kill(pid, signal.SIGKILL)

    wait_until(journey.find_report, seconds=240)
    reports = ask(
        files,
        "select count(*) from participation_report join participation_outcome"
        " on outcome_id = participation_outcome.id join workflows_case"
        " on participation_outcome.case_id = workflows_case.id"
        " where workflows_case.reference = ?",
        journey.reference,
    )
    effect = ask(
        files,
        "select state, attempts from workflows_effect join workflows_case"
        " on case_id = workflows_case.id"
        " where kind = 'render_report' and workflows_case.reference = ?",
        journey.reference,
    )
    assert reports == [(1,)]
    assert effect == [("done", 2)]
