"""
Who reaches what: every address of ours in the admin, by every role, for cases in and
out of sight.

The addresses come from the resolver, so a new one is in the matrix by itself: what
`TABLE` does not name, nobody reaches.
"""

import fnmatch
import re
from typing import Any

from django.db import models
from django.test import Client
from django.urls import reverse

import pytest

from cms.accounts.models import User
from participation.actions.setup import ROLES
from tests.desk.addresses import Address, addresses
from tests.desk.places import PLACES
from tests.people import make_person
from workflows.models import Case, MailTemplate, Unit

#: work at cases
DESK = {
    "registrar",
    "reviewer",
    "approver",
    "publisher",
    "complaint_handler",
    "ombudsperson",
    "data_protection_officer",
    "coordinator",
}

#: Address: the roles that reach it. "*" stands for anything; the first that fits holds.
TABLE = {
    "desk_tasks:*": DESK,
    "desk_cases:transition": {"registrar", "reviewer"},  # of "take", as it is here
    "desk_cases:erasure": {"data_protection_officer"},
    "desk_cases:moving": set(),  # for who sees cases and administers, too
    "desk_cases:dossier": {"registrar", "data_protection_officer"},
    "desk_cases:*": DESK,
    "incidents_modeladmin_*": {"complaint_handler", "administrator"},
    "sealed-reports_modeladmin_*": {"publisher", "official"},
    "desk_report_download": {"publisher", "official"},
    "desk_report": {"publisher", "official"},
    "desk_report_orders": {"official"},
    "desk_report_preview": set(),  # without saying of what, nobody
    "desk_report_topic": set(),  # of a page that they may publish: test_page_reports
    "desk_report_of_page": set(),
    "desk_case_print": {"registrar", "data_protection_officer"},
    "report_schedules:*": {"official"},
    "readings_modeladmin_*": {"data_protection_officer"},
    "second_factor": set(ROLES),  # of one's own
    "second_factor_reset": {"administrator"},
    "desk_units:*": {"administrator"},
    "closures:*": {"administrator"},
    "deadline_rules:edit": set(),  # of a shipped rule, as it is here
    "deadline_rules:delete": set(),
    "deadline_rules:*": {"administrator"},
    "webhooks:*": {"administrator"},
    "wagtailsnippets_workflows_mailtemplate:*": {"administrator"},
    "wagtailsnippets_workflows_workflow:move": {"administrator"},
    "wagtailsnippets_*:confirm_workflow_cancellation": set(ROLES),  # it tells nothing
    "channels:*": {"administrator"},
    "definitions*": {"administrator"},
    **{  # no draft of one waits for moderation here
        f"wagtailsnippets_workflows_[fw]or*:{name}": set()
        for name in (
            "collect_workflow_action_data",
            "compare",
            "revisions_*",
            "workflow_action",
            "workflow_history_detail",
            "workflow_preview",
        )
    },
    "wagtailsnippets_workflows_form:*": {"administrator"},
    "wagtailsnippets_workflows_workflow:*": {"administrator"},
    "wagtailsnippetchoosers_*:create": {"administrator"},
    "wagtailsnippetchoosers_*": set(ROLES),  # Wagtail shows them to all; no secrets
}

#: What an address takes that names a case or something of one.
OF_CASE = ("case_id", "report_id", "instance_pk")


def reached(address: str) -> set[str]:
    return next(
        (roles for name, roles in TABLE.items() if fnmatch.fnmatch(address, name)),
        set(),
    )


def arguments(address: Address, case: Case) -> list[Any]:
    """Return what the address takes, of the case or of its model's first row."""
    effect = case.effects.order_by("pk").first()
    known = {
        "case_id": case.pk,
        "task_id": case.tasks.first().pk,
        "attachment_id": case.submission.attachments.get().pk,
        "report_id": case.outcome.reports.get().pk,
        "instance_pk": effect.pk if effect else 0,
        "transition": "take",
        "state": 1,  # the number of a version
        **dict.fromkeys(("revision_id", "revision_id_a", "revision_id_b"), revision()),
    }
    return [known.get(name) or _first_of(address.model) for name in address.takes]


def revision() -> int:
    """Return the wording of a mail, the one thing of ours with revisions."""
    return MailTemplate.objects.get().latest_revision_id or 0


def _first_of(model: type[models.Model] | None) -> Any:
    row = model._default_manager.first() if model else None
    return row.pk if row else 1


def outcome(client: Client, address: str) -> str:
    """Return "reached", "missing" or "denied"."""
    response = client.get(address)
    if response.status_code == 405:
        response = client.post(address, {"do": "release"})
    if response.streaming:  # read to its end: closing it here would close the database
        response.getvalue()
    if response.status_code == 404:
        return "missing"
    to = response.get("Location", "")
    sent_away = to == "/admin/" or to.startswith("/admin/login/")
    return "denied" if sent_away or response.status_code == 403 else "reached"


@pytest.mark.timeout(900)  # some thousand requests
def test_every_role_reaches_its_addresses_and_no_others(
    staff: dict[str, User], places: dict[str, Case]
) -> None:
    wrong = []
    for role, person in staff.items():
        client = Client()
        client.force_login(person)
        for address in addresses():
            of_case = any(name in OF_CASE for name in address.takes)
            may = role in reached(address.name)
            for place in PLACES if of_case else PLACES[:1]:
                case = places[place]
                url = reverse(address.name, args=arguments(address, case))
                got = outcome(client, url)
                fits = got == "reached" if may and place == "here" else got != "reached"
                if not fits:
                    wrong.append((address.name, role, place, got))

    assert wrong == [], "\n".join(map(str, wrong))


def test_no_list_shows_a_case_that_is_out_of_sight(
    staff: dict[str, User], places: dict[str, Case]
) -> None:
    lists = [one.name for one in addresses() if not one.takes]
    shown = set()
    for person in staff.values():
        client = Client()
        client.force_login(person)
        for name in (*lists, "wagtailadmin_home"):
            page = client.get(reverse(name)).content.decode()
            for place, case in places.items():
                if re.search(rf"{case.reference}(?!\d)", page):
                    shown.add((place, name))

    assert {place for place, _ in shown} == {"here"}
    assert {"desk_tasks:index", "desk_cases:index", "incidents_modeladmin_index"} <= {
        name for _, name in shown
    }


def test_a_reader_of_a_restricted_procedure_sees_its_cases(
    staff: dict[str, User], places: dict[str, Case], unit: Unit
) -> None:
    case = places["restricted"]
    reader = make_person("a-reader", "registrar", "reader", unit=unit)
    of_another_unit = make_person("b-reader", "registrar", "reader", unit=None)

    assert case in Case.objects.visible_to(reader)
    assert case.tasks.get() in case.tasks.visible_to(reader)
    assert case not in Case.objects.visible_to(of_another_unit)
    assert case not in Case.objects.visible_to(staff["ombudsperson"])
