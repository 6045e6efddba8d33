from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class WorkflowsConfig(AppConfig):
    name = "workflows"
    verbose_name = pgettext_lazy("the way of a case", "Workflows")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the effects of the engine itself, and who compiles definitions."""
        import workflows.actions.places
        import workflows.effects.deadline_notices
        import workflows.effects.files
        import workflows.effects.mail
        import workflows.effects.notices
        import workflows.effects.webhooks  # noqa: F401
        from workflows.actions.editing import compile_form, compile_workflow
        from workflows.models import Form, Workflow

        Form.compile, Workflow.compile = compile_form, compile_workflow
