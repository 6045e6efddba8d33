"""Who may see what on the desk, as Wagtail asks for it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

from wagtail.permission_policies import ModelPermissionPolicy

if TYPE_CHECKING:
    from cms.accounts.models import User


class SeenByUnits(ModelPermissionPolicy):
    """
    Rows of a model that only actions change, seen by the units they belong to.

    Nobody may add, change or delete them through Wagtail, not even a superuser.
    The model's queryset has `visible_to(user)`.
    """

    def user_has_permission(self, user: "User", action: str) -> bool:
        return action == "view" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: "User", actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(
        self, user: "User", action: str, instance: models.Model
    ) -> bool:
        return self.instances_user_has_permission_for(user, action).contains(instance)

    def instances_user_has_any_permission_for(
        self, user: "User", actions: Iterable[str]
    ) -> models.QuerySet[Any]:
        if not self.user_has_any_permission(user, actions):
            nothing: models.QuerySet[Any] = self.model.objects.none()
            return nothing
        rows: models.QuerySet[Any] = self.model.objects.visible_to(user)
        return rows

    def instances_user_has_permission_for(
        self, user: "User", action: str
    ) -> models.QuerySet[Any]:
        return self.instances_user_has_any_permission_for(user, [action])
