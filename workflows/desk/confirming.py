"""The one-time code on a transition's page."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from workflows.actions.second_factors import confirm
from workflows.errors import (
    NoSecondFactor,
    TooManyTries,
    WorkflowError,
    WrongCode,
    WrongPassword,
)
from workflows.models import SecondFactor

if TYPE_CHECKING:
    from datetime import datetime

    from cms.accounts.models import User
    from workflows.engine.confirmations import Confirmation

#: no key of a question has a hyphen
CODE = "one-time-code"

#: longer waits are told in minutes
_IN_SECONDS = 90

#: what is refused of what was typed, and can be typed again
REFUSED = (WrongCode, TooManyTries, NoSecondFactor, WrongPassword)


class CodeInput(forms.TextInput):
    """Digits for once: never shown again."""

    def __init__(self) -> None:
        super().__init__(
            {
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "autocapitalize": "off",
                "spellcheck": "false",
                "maxlength": 20,
            }
        )

    def format_value(self, value: Any) -> None:
        return None


class CodeField(forms.CharField):
    """Asks for a code of the app, or a backup code."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            **{
                "label": _("One-time code"),
                "help_text": _(
                    "Six digits from your authenticator app, or one of your backup "
                    "codes. Each code works once."
                ),
                "max_length": 20,
                "widget": CodeInput(),
                **settings,
            }
        )


def has_second_factor(user: "User") -> bool:
    """Tell whether the person has a second factor in use."""
    return SecondFactor.objects.in_use().filter(user=user).exists()


def confirmed(
    form: forms.Form, *, user: "User", at: "datetime"
) -> "Confirmation | None":
    """
    Return that the person confirmed with the code in the form.

    Nothing where the form asks for none, or where the code is refused: then the form
    says so beside it.
    """
    if CODE not in form.fields:
        return None
    try:
        return confirm(user=user, code=form.cleaned_data[CODE], at=at)
    except REFUSED as refused:
        form.add_error(CODE, in_words(refused, at=at))
        return None


def in_words(refused: WorkflowError, *, at: "datetime") -> str:
    """Return the refusal as a sentence; how long to wait is told in words."""
    if not isinstance(refused, TooManyTries):
        return str(refused)
    seconds = max(1, round((refused.until - at).total_seconds()))
    if seconds <= _IN_SECONDS:
        return ngettext(
            "There were wrong codes before. Wait %(n)s second and try again.",
            "There were wrong codes before. Wait %(n)s seconds and try again.",
            seconds,
        ) % {"n": seconds}
    return gettext(
        "There were many wrong codes before. Wait %(n)s minutes and try again, or ask "
        "an administrator to reset your second factor."
    ) % {"n": -(-seconds // 60)}
