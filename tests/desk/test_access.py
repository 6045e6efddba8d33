"""Who reaches which page of the desk: every address by everybody."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

import pytest

from cms.accounts.models import User
from participation.models import Report
from tests.cases import bring_to
from tests.desk.conftest import Desk, is_not_found, text_of
from tests.kept_files import keep_file
from tests.people import make_person
from workflows.models import Attachment, Case, Effect, Unit

PEOPLE = (
    "registrar",
    "reviewer",
    "approver",
    "publisher",
    "official",
    "outsider",
    "unitless",
    "editor",
    "superuser",
)
DESK = {"registrar", "reviewer", "approver", "publisher", "superuser"}
#: may work at a desk, but not at this one: other unit or none
ELSEWHERE = {"outsider", "unitless"}
#: pages of the one case
OF_CASE = {"case", "file", "transition", "erasure", "dossier"}
REPORTS = {"publisher", "official", "superuser"}


@pytest.fixture
def unitless(roles: None) -> User:
    return make_person("unitless", "reviewer", unit=None)


@pytest.fixture
def file(case: Case) -> Attachment:
    return keep_file(
        content=b"<script>alert(1)</script>",
        name="kuva.html",
        content_type="text/html",
        at=case.arrived_at,
        submission=case.submission,
    )


@pytest.fixture
def addresses(case: Case, file: Attachment, report: Report) -> dict[str, str]:
    effect = Effect.objects.filter(case=case).first()
    assert effect is not None
    return {
        "tasks": reverse("desk_tasks:index"),
        "tasks_results": reverse("desk_tasks:index_results"),
        "cases": reverse("desk_cases:index"),
        "cases_results": reverse("desk_cases:index_results"),
        "case": reverse("desk_cases:case", args=[case.pk]),
        "file": reverse("desk_cases:attachment", args=[case.pk, file.pk]),
        "erasure": reverse("desk_cases:erasure", args=[case.pk]),
        "dossier": reverse("desk_cases:dossier", args=[case.pk]),
        "readings": "/admin/readings/",
        "transition": reverse("desk_cases:transition", args=[case.pk, "take"]),
        "incidents": "/admin/incidents/",
        "incident": f"/admin/incidents/inspect/{effect.pk}/",
        "reports": "/admin/sealed-reports/",
        "download": reverse("desk_report_download", args=[report.pk]),
    }


def expected(place: str, person: str) -> str:
    """Return what the person gets there: "page", "denied", "missing" or "refused"."""
    records = {"erasure": {"superuser"}, "dossier": {"superuser", "registrar"}}
    unseen = person in DESK - records.get(place, DESK)
    if unseen or place in {"incidents", "incident", "readings"}:
        return "page" if person == "superuser" else "denied"
    if place in {"reports", "download"}:
        return "page" if person in REPORTS else "denied"
    if person not in DESK | ELSEWHERE:
        return "denied"
    if place in OF_CASE and person in ELSEWHERE:
        return "missing"
    if place == "transition" and person not in {"registrar", "reviewer"}:
        return "refused"
    return "page"


@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_reaches_their_own_pages_and_no_others(
    person: str, addresses: dict[str, str], request: pytest.FixtureRequest
) -> None:
    client = Client()
    client.force_login(request.getfixturevalue(person))

    for place, address in addresses.items():
        response = client.get(address)
        got = {200: "page", 403: "refused"}.get(response.status_code, "")
        if response.status_code == 302 and response["Location"] == "/admin/":
            got = "denied"
        elif is_not_found(response):
            got = "missing"

        assert got == expected(place, person), (place, response.status_code)


def test_a_stranger_is_asked_to_sign_in_everywhere(addresses: dict[str, str]) -> None:
    for address in addresses.values():
        response = Client().get(address)

        assert response.status_code == 302, address
        assert response["Location"].startswith("/admin/login/"), address


@pytest.mark.parametrize("person", ["outsider", "unitless", "editor", "official"])
def test_a_forged_post_of_somebody_elsewhere_changes_nothing(
    case: Case, person: str, request: pytest.FixtureRequest
) -> None:
    client = Client()
    client.force_login(request.getfixturevalue(person))
    before = case.revision

    response = client.post(
        reverse("desk_cases:transition", args=[case.pk, "take"]),
        {"revision": before, "request_key": "forged", "answer-handled_by": "minä"},
    )

    assert response.status_code in (302, 404)  # sent to the dashboard, or nothing
    case.refresh_from_db()
    assert case.revision == before


@pytest.mark.parametrize("person", ["outsider", "unitless"])
def test_lists_of_somebody_elsewhere_are_empty(
    case: Case, person: str, request: pytest.FixtureRequest
) -> None:
    client = Client()
    client.force_login(request.getfixturevalue(person))

    for name in ("desk_tasks:index", "desk_cases:index"):
        page = text_of(client.get(reverse(name), {"q": case.reference}))

        assert case.submission.subject not in page


def test_an_editor_sees_nothing_of_the_desk(
    case: Case, editor: User, sit_down: Callable[[User], Desk]
) -> None:
    page = text_of(sit_down(editor).get("wagtailadmin_home"))

    for trace in ("/admin/tasks/", "/admin/cases/", "sealed-reports", "incidents"):
        assert trace not in page


@pytest.mark.parametrize("person", ["reviewer", "official", "superuser"])
def test_the_menu_has_what_the_person_may_open(
    person: str, sit_down: Callable[[User], Desk], request: pytest.FixtureRequest
) -> None:
    page = text_of(sit_down(request.getfixturevalue(person)).get("wagtailadmin_home"))

    assert ("/admin/tasks/" in page) == (person != "official")
    assert ("/admin/cases/" in page) == (person != "official")
    assert ("/admin/sealed-reports/" in page) == (person != "reviewer")
    assert ("/admin/incidents/" in page) == (person == "superuser")


def test_an_attachment_is_saved_and_never_shown(
    case: Case, file: Attachment, at_desk: dict[str, Desk]
) -> None:
    response = at_desk["reviewer"].get("desk_cases:attachment", case.pk, file.pk)

    assert response.status_code == 200
    assert response["Content-Disposition"] == 'attachment; filename="kuva.html"'
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_an_attachment_is_found_only_at_its_own_case(
    case: Case, file: Attachment, second_case: Case, at_desk: dict[str, Desk]
) -> None:
    response = at_desk["reviewer"].get("desk_cases:attachment", second_case.pk, file.pk)

    assert is_not_found(response)


def test_an_attachment_whose_file_is_gone_is_not_found(
    case: Case, file: Attachment, at_desk: dict[str, Desk]
) -> None:
    file.file.storage.delete(file.file.name)

    response = at_desk["reviewer"].get("desk_cases:attachment", case.pk, file.pk)

    assert is_not_found(response)


def test_what_the_resident_sent_is_kept_out_of_shared_caches(
    case: Case, at_desk: dict[str, Desk], people: dict[str, User], unit: Unit
) -> None:
    bring_to(case, "review", people, at=case.arrived_at)

    response = at_desk["reviewer"].case(case)

    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
