from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import pgettext_lazy

#: modules that register effects when they are imported
REGISTERING = (
    "workflows.actions.places",
    "workflows.effects.deadline_notices",
    "workflows.effects.files",
    "workflows.effects.mail",
    "workflows.effects.notices",
    "workflows.effects.webhooks",
)


class WorkflowsConfig(AppConfig):
    name = "workflows"
    verbose_name = pgettext_lazy("the way of a case", "Workflows")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the effects of the engine itself, and who compiles definitions."""
        for module in REGISTERING:
            import_module(module)
        from workflows.actions.editing import compile_form, compile_workflow
        from workflows.models import Form, Workflow

        Form.compile, Workflow.compile = compile_form, compile_workflow
