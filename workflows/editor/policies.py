"""Who may do what with definitions."""

from typing import TYPE_CHECKING

from django.db import models

from wagtail.permission_policies import ModelPermissionPolicy

from workflows.models import Form, Workflow

if TYPE_CHECKING:
    from cms.accounts.models import User


class DefinitionPolicy(ModelPermissionPolicy):
    """
    Permissions of the model; what was ever published is not deleted in passing.

    Our own page for deleting says what stands against it, and takes the versions along.
    """

    def user_has_permission_for_instance(
        self, user: "User", action: str, instance: models.Model
    ) -> bool:
        if action == "delete":
            published = isinstance(instance, Form | Workflow) and instance.versions
            if published and published.exists():
                return False
        return bool(super().user_has_permission_for_instance(user, action, instance))
