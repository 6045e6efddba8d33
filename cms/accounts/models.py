"""A user of our own from the first migration, so that it can grow."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class User(AbstractUser):
    """A member of staff who signs in to the admin; residents have no account."""

    title = models.CharField(
        pgettext_lazy("of a person", "title"),
        max_length=120,
        blank=True,
        help_text=_("Shown as the signatory's title on decisions."),
    )

    def __str__(self) -> str:
        return self.get_full_name() or self.username
