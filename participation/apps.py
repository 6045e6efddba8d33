from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    name = "participation"
    verbose_name = _("Participation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register effects, kinds of reports, figures, and what is done by the clock."""
        from participation import effects  # noqa: F401
        from participation.reports import metrics  # noqa: F401
        from participation.reports.kinds import dossier, outcome, yearly_list  # noqa: F401
        from workflows.queue.schedules import Plan, register_plan

        register_plan(
            Plan(
                name="reports-sweep",
                function="participation.queue.sweep",
                every_minutes=1,
            )
        )
        register_plan(
            Plan(
                name="seals-sweep",
                function="participation.queue.sweep_seals",
                every_minutes=60,
            )
        )
