"""The shipped roles, made once and brought up to date ever after."""

from typing import Any

from django.contrib.auth.models import Permission

import pytest

from participation.actions import setup
from participation.actions.setup import create_roles
from workflows.models import Role


def held(key: str) -> set[str]:
    group = Role.objects.get(key=key).group
    return set(group.permissions.values_list("codename", flat=True))


def permission(codename: str) -> Permission:
    return Permission.objects.get(
        codename=codename, content_type__app_label="workflows"
    )


def test_a_role_gets_what_was_shipped_since(roles: None, monkeypatch: Any) -> None:
    name, permissions = setup.ROLES["ombudsperson"]
    more = (*permissions, "workflows.export_dossier")
    monkeypatch.setitem(setup.ROLES, "ombudsperson", (name, more))

    create_roles()

    assert "export_dossier" in held("ombudsperson")


def test_doing_it_again_changes_nothing(
    roles: None, django_assert_max_num_queries: Any
) -> None:
    before = {key: held(key) for key in setup.ROLES}

    with django_assert_max_num_queries(4):
        create_roles()

    assert {key: held(key) for key in setup.ROLES} == before


def test_what_an_administrator_gave_or_took_stays_so(roles: None) -> None:
    group = Role.objects.get(key="reviewer").group
    group.permissions.add(permission("export_dossier"))
    group.permissions.remove(permission("view_task"))

    create_roles()

    assert "export_dossier" in held("reviewer")
    assert "view_task" not in held("reviewer")


def test_a_role_from_before_permissions_were_noted_gets_all_of_them_once(
    roles: None,
) -> None:
    Role.objects.filter(key="reviewer").update(granted=[])
    Role.objects.get(key="reviewer").group.permissions.clear()

    create_roles()

    assert "view_case" in held("reviewer")


def test_a_permission_that_does_not_exist_is_refused(
    roles: None, monkeypatch: Any
) -> None:
    name, permissions = setup.ROLES["reviewer"]
    wrong = (*permissions, "workflows.fly")
    monkeypatch.setitem(setup.ROLES, "reviewer", (name, wrong))

    with pytest.raises(Permission.DoesNotExist):
        create_roles()
