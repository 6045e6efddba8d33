"""Officials who may publish pages, and the addresses of reports on pages."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, Permission
from django.urls import reverse

import pytest
from wagtail.models import GroupPagePermission, Page

from cms.accounts.models import User
from cms.models import ForumPage, ProgrammePage
from cms.reports.monitoring import Period
from cms.reports.programme import name_of
from participation.desk.report_topics import topic_url
from participation.models import Report
from tests.people import make_person
from workflows.models import Unit

if TYPE_CHECKING:
    from tests.desk.conftest import Desk

NOW = datetime(2026, 4, 20, 9, 0, tzinfo=UTC)


def let_publish(user: User, page: Page) -> None:
    """Let the person change and publish that page and those below it."""
    group = Group.objects.create(name=f"Publishers of {page.slug}")
    for codename in ("change_page", "publish_page"):
        GroupPagePermission.objects.create(
            group=group, page=page, permission=Permission.objects.get(codename=codename)
        )
    user.groups.add(group)


@pytest.fixture
def writer(roles: None, unit: Unit, sit_down: "Callable[[User], Desk]") -> "Desk":
    """Return an official who may publish every page."""
    user = make_person("writer", "official", unit=unit)
    let_publish(user, Page.objects.get(depth=1))
    return sit_down(user)


@pytest.fixture
def stranger(
    roles: None,
    unit: Unit,
    forum_page: ForumPage,
    sit_down: "Callable[[User], Desk]",
) -> "Desk":
    """Return an official who may publish the forum, and not the programme."""
    user = make_person("stranger", "official", unit=unit)
    let_publish(user, forum_page)
    return sit_down(user)


@pytest.fixture
def quarter(programme_page: ProgrammePage) -> str:
    return name_of(programme_page, Period(year=2026, quarter=1))


def key_of(page: Page) -> str:
    return str(page.translation_key)


def ordering(page: Page, kind: str) -> str:
    return topic_url(kind, key_of(page))


def of_page(page: Page) -> str:
    return reverse("desk_report_of_page", args=[page.pk])


def kept(subject: str, language: str = "fi") -> Report:
    """Return a report in the register; its file is no PDF."""
    return Report.objects.create(
        kind="programme",
        subject=subject,
        reference="osallisuusohjelma-2026-1",
        is_public=True,
        language=language,
        title="Osallisuusohjelma 1/2026",
        code=f"ABCD-EFG{language}",
        file="reports/x",
        size_bytes=8,
        sha256=language * 32,
        content_sha256="2" * 64,
        sealed_at=NOW,
        seal_level="B-B",
        signer_subject="CN=Test",
        signer_issuer="CN=Test CA",
        signer_serial="1",
        signer_valid_from=NOW,
        signer_valid_to=NOW,
        is_test=True,
    )
