"""What every test may use, and what the suite asks of the machine."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.files.storage import storages

import pytest
from django_q.brokers import get_broker
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished

from tests.guards import let_tests_empty_tables

pytest_plugins = ["tests.people", "tests.cases", "tests.desk.places"]

let_tests_empty_tables()

#: fixtures of tests that touch the database; what touches none runs on SQLite only
ON_DATABASE = {"db", "transactional_db", "live_server"}
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Return the path of the system's Chromium; CHROMIUM names another."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out what this database cannot do; skip what this machine lacks."""
    is_sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
    left_out = {item for item in items if _is_left_out(item, is_sqlite=is_sqlite)}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]
    items.sort(key=_empties_the_database)
    if chromium() is None:
        _skip(
            items, "browser", "Chromium is missing; run: sudo apt-get install chromium"
        )
    if shutil.which("ps") is None:
        _skip(items, "process", "ps is missing; run: sudo apt-get install procps")


def _is_left_out(item: pytest.Item, *, is_sqlite: bool) -> bool:
    """Tell whether the test belongs to the other database, or was run there as well."""
    if is_sqlite:
        return item.get_closest_marker("postgres") is not None
    # Those of processes bring an SQLite installation of their own.
    return any(map(item.get_closest_marker, ("process", "once"))) or not (
        item.get_closest_marker("django_db")
        or ON_DATABASE & set(getattr(item, "fixturenames", ()))
    )


def _skip(items: list[pytest.Item], mark: str, reason: str) -> None:
    for item in items:
        if item.get_closest_marker(mark):
            item.add_marker(pytest.mark.skip(reason))


def _empties_the_database(item: pytest.Item) -> bool:
    """
    Tell whether the test flushes every table, what migrations made included.

    Such tests come last, in every random order.
    """
    mark = item.get_closest_marker("django_db")
    fixtures = getattr(item, "fixturenames", ())
    return "transactional_db" in fixtures or bool(
        mark and mark.kwargs.get("transaction")
    )


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say once for each reason why tests were skipped."""
    reasons = [
        report.longrepr[2].removeprefix("Skipped: ")
        for report in _skipped(terminalreporter)
    ]
    for reason in sorted(set(reasons)):
        terminalreporter.write_line(f"{reasons.count(reason)} not run: {reason}")
    if reasons and os.environ.get("CI"):
        terminalreporter.write_line("In CI nothing may be skipped.", red=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a CI run that skipped anything."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    controller = not hasattr(session.config, "workerinput")
    if controller and os.environ.get("CI") and reporter and _skipped(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _skipped(terminalreporter: Any) -> list[Any]:
    reports = terminalreporter.stats.get("skipped", [])
    return [report for report in reports if isinstance(report.longrepr, tuple)]


@pytest.fixture(autouse=True)
def _empty_private_storage() -> Iterator[None]:
    """Forget the files of a test: the storage in memory lives as long as we do."""
    storage = storages[settings.PRIVATE_STORAGE]
    yield
    storage._root._children.clear()


@pytest.fixture(autouse=True, scope="session")
def _no_old_messages() -> None:
    """Empty the queue that an earlier run left in Redis."""
    if settings.Q_CLUSTER.get("redis"):
        get_broker().delete_queue()


@pytest.fixture(autouse=True)
def _no_task_fails_unseen() -> Iterator[None]:
    """Fail a test whose background task failed; django-tasks would only log it."""
    failed: list[str] = []

    def note(task_result: Any, **_: Any) -> None:
        if task_result.status == TaskResultStatus.FAILED:
            failed.append("".join(error.traceback for error in task_result.errors))

    task_finished.connect(note)
    yield
    task_finished.disconnect(note)
    assert not failed, failed[0]
