from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Site")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register checks, links to outcomes, and the kinds of reports of pages."""
        from cms import checks, outcome_links
        from cms.reports import forum, programme  # noqa: F401

        checks.register_all()
        outcome_links.register()
