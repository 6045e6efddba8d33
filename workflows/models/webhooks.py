"""Other systems that are told of cases."""

from datetime import datetime
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from workflows.models.definitions import Workflow


class WebhookEndpointQuerySet(models.QuerySet["WebhookEndpoint"]):
    def told_of(self, happening: str, *, workflow_id: int) -> Self:
        """Return the endpoints in use that want to hear of it, of that workflow."""
        chosen = models.Q(workflows=None) | models.Q(workflows=workflow_id)
        wanted = self.filter(chosen, is_active=True, **{f"tells_{happening}": True})
        return wanted.order_by("pk").distinct()


class WebhookEndpoint(models.Model):
    """
    An address of another system, and what it is told of.

    Its secret is not stored: it is derived from the id with the secret key, and
    `secret_number` is raised to change it.
    """

    name = models.CharField(_("name"), max_length=100)
    url = models.CharField(
        _("address"),
        max_length=500,
        help_text=_("Begins with https://. Redirects are not followed."),
    )
    tells_arrivals = models.BooleanField(_("a case arrived"), default=True)
    tells_moves = models.BooleanField(_("a case moved on"), default=True)
    tells_closings = models.BooleanField(_("a case was closed"), default=True)
    workflows = models.ManyToManyField(
        Workflow,
        blank=True,
        related_name="+",
        help_text=_("None chosen means all of them."),
    )
    is_active = models.BooleanField(_("in use"), default=True)
    secret_number = models.PositiveSmallIntegerField(default=1)
    #: the secret before this one signs too for a day, so that none is lost
    secret_made_at = models.DateTimeField(null=True, blank=True)
    #: when the first of the last deliveries failed, if the last one did
    failing_since = models.DateTimeField(null=True, blank=True)
    last_told_at = models.DateTimeField(null=True, blank=True)
    #: HTTP status of the last answer; none when nobody answered
    last_status = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = WebhookEndpointQuerySet.as_manager()

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse what is no plain https address."""
        super().clean()
        parts = urlsplit(self.url)
        schemes = {"https", "http"} if settings.WEBHOOK_PRIVATE_ADDRESSES else {"https"}
        try:
            is_plain = bool(parts.hostname) and parts.port != 0 and not parts.username
        except ValueError:  # no number for a port
            is_plain = False
        if parts.scheme not in schemes or not is_plain:
            raise ValidationError(
                {"url": gettext("Write an address that begins with https://.")}
            )

    def has_older_secret_at(self, at: datetime) -> bool:
        """Tell whether the secret before this one still counts."""
        made = self.secret_made_at
        return made is not None and (at - made).days < 1
