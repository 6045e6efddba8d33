from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    name = "participation"
    verbose_name = _("Participation")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register effects, kinds of reports and figures of participation."""
        from participation import effects  # noqa: F401
        from participation.reports import metrics  # noqa: F401
        from participation.reports.kinds import outcome  # noqa: F401
