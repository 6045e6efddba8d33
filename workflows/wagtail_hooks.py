"""What the engine adds to the Wagtail admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path

from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.permissions import policy_registry, register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from workflows.desk import effect_words
from workflows.desk.account import DigestPanel, SecondFactorPanel
from workflows.desk.case_panels import register_case_panel
from workflows.desk.home import TasksPanel
from workflows.desk.incidents import IncidentAdmin
from workflows.desk.mail_templates import MailTemplateViewSet
from workflows.desk.parts import parts_panel
from workflows.desk.policies import SeenByUnits
from workflows.desk.records import AccessRecordAdmin, records_panel
from workflows.desk.rules import DeadlinesGroup
from workflows.desk.second_factor import HISTORY, SecondFactorView
from workflows.desk.second_factor_reset import ResetView, reset_buttons
from workflows.desk.sent_mails import sent_mails_panel
from workflows.desk.turns import turns_panel
from workflows.desk.units import NeverDeleted, UnitViewSet
from workflows.desk.viewsets import CaseViewSet, TaskViewSet
from workflows.desk.webhooks import WebhookViewSet
from workflows.editor.import_page import ImportPage
from workflows.editor.policies import DefinitionPolicy
from workflows.editor.viewsets import DefinitionsGroup
from workflows.models import Case, Form, Task, Unit, Workflow

register_permission_policy(Case, SeenByUnits(Case))
register_permission_policy(Task, SeenByUnits(Task))
register_permission_policy(Unit, NeverDeleted(Unit))
register_permission_policy(Form, DefinitionPolicy(Form))
register_permission_policy(Workflow, DefinitionPolicy(Workflow))
modeladmin_register(IncidentAdmin)
register_case_panel(parts_panel)
register_case_panel(turns_panel)
register_snippet(MailTemplateViewSet)
register_case_panel(sent_mails_panel)
effect_words.register()
modeladmin_register(AccessRecordAdmin)
register_case_panel(records_panel)
register_snippet(DefinitionsGroup)


@hooks.register("register_admin_viewset")
def register_desk() -> list[ViewSet | ViewSetGroup]:
    lists = [TaskViewSet(), CaseViewSet()]
    return [*lists, DeadlinesGroup(), WebhookViewSet(), UnitViewSet()]


@hooks.register("construct_snippet_action_menu")
def never_unpublish(items: list[Any], _request: HttpRequest, context: Any) -> None:
    """Take away what a definition can't do: its published versions stay for ever."""
    if context["model"] in (Form, Workflow):
        items[:] = [one for one in items if one.name != "action-unpublish"]


@hooks.register("register_admin_urls")
def register_import() -> list[URLPattern]:
    page = ImportPage.as_view()
    return [path("definitions/import/", page, name="definitions_import")]


@hooks.register("register_permissions")
def register_desk_permissions() -> QuerySet[Permission]:
    """Offer what is meant to be given to groups, and nothing else of the engine."""
    records = ("erase_submission", "export_dossier", "view_accessrecord")
    incidents = ("view_effect", "change_effect")
    cases = ("view_case", "view_task", "migrate_case")
    people = ("reset_secondfactor",)
    seen = Q(codename__in=[*cases, *records, *incidents, *people])
    return Permission.objects.filter(seen, content_type__app_label="workflows")


@hooks.register("construct_homepage_panels")
def add_tasks_panel(request: HttpRequest, panels: list[Component]) -> None:
    if policy_registry.get_by_type(Task).user_has_permission(request.user, "view"):
        panels.append(TasksPanel())


@hooks.register("register_account_settings_panel")
def register_digest_panel(request: HttpRequest, user: Any, profile: Any) -> DigestPanel:
    return DigestPanel(request, user, profile)


@hooks.register("register_account_settings_panel")
def register_second_factor_panel(
    request: HttpRequest, user: Any, profile: Any
) -> SecondFactorPanel:
    return SecondFactorPanel(request, user, profile)


@hooks.register("register_admin_urls")
def register_second_factor() -> list[URLPattern]:
    own, reset = SecondFactorView.as_view(), ResetView.as_view()
    return [
        path("account/second-factor/", own, name="second_factor"),
        path("second-factors/<uuid:pk>/reset/", reset, name="second_factor_reset"),
    ]


@hooks.register("register_log_actions")
def register_second_factor_history(actions: Any) -> None:
    for action, (label, message) in HISTORY.items():
        actions.register_action(action, label, message)


hooks.register("register_user_listing_buttons", reset_buttons)
