"""An outcome, a test seal, and reports made of them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import storages

import pytest
from pytest_django.fixtures import Settings

from cms.accounts.models import User
from cms.storage import PrivateFileStorage
from participation.actions import outcomes, reports
from participation.models import Channel, Outcome, Report, SealRecord
from participation.models.reports import private_storage
from participation.reports.documents import (
    Document,
    Issue,
    make_document,
    print_document,
)
from participation.reports.kinds.outcome import OutcomeLetter, name_of
from participation.reports.sandbox_authority import (
    ensure_sandbox_authority,
    sandbox_seal_settings,
)
from participation.reports.seal import Seal, open_seal
from tests.cases import WAY, act, make_case
from tests.reports.samples import (
    councillors,
    dossier_subject,
    forum_page,
    forum_session_subject,
    outcome_subject,
    programme_page,
    programme_subject,
    yearly_list_subject,
)

__all__ = [
    "councillors",
    "dossier_subject",
    "forum_page",
    "forum_session_subject",
    "outcome_subject",
    "programme_page",
    "programme_subject",
    "yearly_list_subject",
]

CODE = "7KQM-3XWR-9DBT"
#: after `at` of the fixtures, within the test certificate's validity
SEALED = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a test authority, valid in 2026."""
    folder = tmp_path_factory.mktemp("authority") / "seal"
    made_at = datetime(2026, 1, 1, tzinfo=UTC)
    ensure_sandbox_authority(directory=folder, organisation="Osallistu", at=made_at)
    return folder


@pytest.fixture
def seal(authority: Path, settings: Settings) -> Seal:
    settings.REPORT_SEAL = sandbox_seal_settings(authority)
    return open_seal(at=SEALED)


@pytest.fixture
def outcome(channel: Channel, people: dict[str, User], at: datetime) -> Outcome:
    """Return what was published of a case that went the whole way."""
    return published(channel, people, at=at)


def published(channel: Channel, people: dict[str, User], *, at: datetime) -> Outcome:
    """Take a new case the whole way and publish its outcome."""
    case = make_case(channel, at=at)
    steps = WAY[: [step for step, _ in WAY].index("publish") + 1]
    events = {step: act(case, step, people[role], at=at) for step, role in steps}
    return outcomes.publish_outcome(
        case=case, answered=events["respond"], approved=events["approve"], at=at
    )


def letter_of(
    outcome: Outcome, language: str = "fi", *, is_test: bool = True
) -> Document:
    issue = Issue(language=language, code=CODE, is_test=is_test)
    return make_document(OutcomeLetter(), outcome, issue)


def printed(letter: Document) -> bytes:
    return print_document(OutcomeLetter(), letter)


def issued(outcome: Outcome, language: str = "fi") -> Report:
    return reports.issue_report(
        kind="outcome", subject=name_of(outcome), language=language, at=SEALED
    )


@pytest.fixture
def sealed(outcome: Outcome, seal: Seal) -> bytes:
    """Return a sealed letter."""
    return seal.apply(printed(letter_of(outcome)), at=SEALED).data


@pytest.fixture
def report(outcome: Outcome, seal: Seal) -> Report:
    return issued(outcome)


def _files_in(folder: str) -> list[str]:
    storage = private_storage()
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return []
    deeper = [file for name in folders for file in _files_in(f"{folder}/{name}")]
    return [f"{folder}/{name}" for name in files] + deeper


@pytest.fixture
def kept_files() -> Callable[[], list[str]]:
    """Return a function that lists the files of reports in the private storage."""
    return lambda: _files_in("reports")


@pytest.fixture
def files_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep files where another process finds them, too."""
    storage = PrivateFileStorage(location=tmp_path / "private")
    # Other STORAGES would part the storage of every file field from this one.
    monkeypatch.setitem(storages._storages, settings.PRIVATE_STORAGE, storage)
    for model in (Report, SealRecord):
        monkeypatch.setattr(model._meta.get_field("file"), "storage", storage)


@pytest.fixture(autouse=True)
def _empty_storage() -> Iterator[None]:
    """Leave no files of reports behind."""
    yield
    for file in _files_in("reports"):
        private_storage().delete(file)


@pytest.fixture
def nobody_has_asked() -> Iterator[None]:
    """Forget who has checked how much."""
    cache.clear()
    yield
    cache.clear()
