"""Deadline rules and office closures in the admin."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

import pytest
from time_machine import TimeMachineFixture

from cms.accounts.models import User
from participation.models import Channel
from workflows.actions.rules import import_rules
from workflows.models import Case, Closure, DatedRule, Recount, Unit

WORDS = {
    f"{name}_{language}": f"{name} {language}"
    for name in ("title", "trigger", "basis")
    for language in ("fi", "sv", "en")
}
FORM: dict[str, Any] = {
    **WORDS,
    "key": "feedback_answer",
    "unit": "",
    "valid_from": "2026-03-01",
    "valid_to": "",
    "clock": "service",
    "amount": "2",
    "unit_of_time": "working_day",
    "calendar": "fi",
    "pauses": "on",
    "extended_amount": "",
    "extended_unit": "",
    "warnings": "40, 90",
    "link": "",
}


@pytest.fixture
def clock(time_machine: TimeMachineFixture, at: datetime) -> None:
    time_machine.move_to(at, tick=False)


@pytest.fixture
def rules(db: None) -> None:
    import_rules()


@pytest.fixture
def admin(rules: None, clock: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("boss", password="x"))
    return client


def shipped(key: str = "feedback_answer") -> DatedRule:
    return DatedRule.objects.get(key=key, is_shipped=True)


def errors(response: Any) -> dict[str, list[str]]:
    found = response.context["form"].errors
    return {name: [*map(str, listed)] for name, listed in found.items()}


def test_the_library_is_listed(admin: Client) -> None:
    page = admin.get(reverse("deadline_rules:index")).content.decode()

    assert "complaint_answer" in page
    assert reverse("deadline_rules:copy", args=[shipped().pk]) in page
    assert reverse("deadline_rules:edit", args=[shipped().pk]) not in page


@pytest.mark.parametrize("page", ["edit", "delete"])
def test_what_is_shipped_is_neither_changed_nor_deleted(
    admin: Client, page: str
) -> None:
    address = reverse(f"deadline_rules:{page}", args=[shipped().pk])

    assert admin.get(address).status_code in (302, 403)
    assert admin.post(address, FORM).status_code in (302, 403)
    assert shipped().amount == 5


def test_an_own_version_begins_with_what_the_shipped_one_says(admin: Client) -> None:
    page = admin.get(reverse("deadline_rules:copy", args=[shipped().pk]))

    form = page.context["form"]
    assert form["key"].value() == "feedback_answer"
    assert form["basis_fi"].value() == shipped().basis["fi"]
    assert form["warnings"].value() == "50, 80"
    assert form.instance.pk is None


def test_an_own_version_is_made_and_changed(admin: Client) -> None:
    admin.post(reverse("deadline_rules:add"), FORM)

    own = DatedRule.objects.get(key="feedback_answer", is_shipped=False)
    assert (own.amount, own.warn, own.title["sv"]) == (2, [40, 90], "title sv")

    address = reverse("deadline_rules:edit", args=[own.pk])
    admin.post(address, {**FORM, "amount": "3", "warnings": ""})

    own.refresh_from_db()
    assert (own.amount, own.warn) == (3, [])


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"clock": "statutory"}, "pauses"),
        ({"clock": "statutory", "pauses": ""}, "unit_of_time"),
        ({"calendar": "none"}, "calendar"),
        ({"valid_to": "2026-03-01"}, "valid_to"),
        ({"amount": "0"}, "amount"),
        ({"extended_amount": "4"}, "extended_unit"),
        ({"extended_unit": "day"}, "extended_amount"),
        ({"extended_amount": "1", "extended_unit": "day"}, "extended_amount"),
        ({"warnings": "0, 50"}, "warnings"),
        ({"warnings": "half"}, "warnings"),
        ({"warnings": "1 2 3 4 5 6"}, "warnings"),
        ({"key": "Palaute!"}, "key"),
        ({"basis_sv": ""}, "basis_sv"),
        ({"link": "javascript:alert(1)"}, "link"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_on_its_field(
    admin: Client, given: dict[str, str], field: str
) -> None:
    response = admin.post(reverse("deadline_rules:add"), {**FORM, **given})

    assert field in errors(response)
    assert not DatedRule.objects.filter(is_shipped=False).exists()


def test_a_day_has_one_version(admin: Client) -> None:
    admin.post(reverse("deadline_rules:add"), FORM)

    response = admin.post(reverse("deadline_rules:add"), FORM)

    assert list(errors(response)) == ["valid_from"]


def test_who_may_not_see_cases_only_sees_no_rules(
    rules: None, reviewer: User, clock: None
) -> None:
    client = Client()
    client.force_login(reviewer)

    for name in ("deadline_rules", "closures"):
        assert client.get(reverse(f"{name}:index")).status_code == 302
        assert client.post(reverse(f"{name}:add"), FORM).status_code == 302
    assert not DatedRule.objects.filter(is_shipped=False).exists()


def test_an_administrator_needs_no_superuser(
    rules: None, reviewer: User, clock: None
) -> None:
    for codename in ("add_closure", "change_closure", "delete_closure"):
        reviewer.user_permissions.add(Permission.objects.get(codename=codename))
    client = Client()
    client.force_login(reviewer)

    client.post(reverse("closures:add"), {"day": "2026-07-06", "label": "Kesätauko"})

    assert Closure.objects.get().label == "Kesätauko"


def test_a_closure_counts_dates_again_and_says_how_far(
    admin: Client, case: Case, unit: Unit
) -> None:
    admin.post(reverse("closures:add"), {"day": "2026-03-12", "label": "Koulutus"})

    assert Recount.objects.get(unit=unit).total == 3
    page = admin.get(reverse("closures:index"))
    assert any("0" in str(one) for one in page.context["messages"])


def test_a_closure_that_is_changed_or_deleted_counts_again(
    admin: Client, case: Case, unit: Unit
) -> None:
    closure = Closure.objects.create(day=date(2026, 3, 12), label="Koulutus")
    before = unit.__class__.objects.get(pk=unit.pk).calendar

    admin.post(
        reverse("closures:edit", args=[closure.pk]),
        {"day": "2026-03-13", "label": "Koulutus"},
    )
    changed = unit.__class__.objects.get(pk=unit.pk).calendar
    admin.post(reverse("closures:delete", args=[closure.pk]))
    deleted = unit.__class__.objects.get(pk=unit.pk).calendar

    assert len({before, changed, deleted}) == 2
    assert deleted == before
    assert not Closure.objects.exists()


def test_the_same_day_is_refused(admin: Client, channel: Channel, at: datetime) -> None:
    given = {"day": "2026-07-06", "label": "Kesätauko"}
    admin.post(reverse("closures:add"), given)

    response = admin.post(reverse("closures:add"), given)

    assert list(errors(response)) == ["day"]
