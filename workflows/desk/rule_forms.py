"""The forms of deadline rules and of days on which an office is shut."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wagtail.admin.forms import WagtailAdminModelForm

from workflows.engine.calendars import OFFICE_TIME, Calendar, Period, Unit
from workflows.engine.deadline_checks import is_longer
from workflows.engine.terms import WARN
from workflows.engine.texts import REQUIRED_LANGUAGES
from workflows.engine.workflow_spec import Clock
from workflows.models import Closure, DatedRule

#: columns that hold a text in each language
TEXTS = ("title", "trigger", "basis")
_MAX_WARNINGS = 5
_KEY = RegexValidator(
    r"^[a-z][a-z0-9_]*\Z",
    _("Use small letters, digits and underscores, a letter first."),
)


def _words(label: Any, *, long: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput()
    return forms.CharField(label=label, max_length=1000 if long else 200, widget=widget)


class DatedRuleForm(WagtailAdminModelForm):
    """One version of a rule: the organisation's own, or one unit's."""

    title_fi = _words(_("Name in Finnish"))
    title_sv = _words(_("Name in Swedish"))
    title_en = _words(_("Name in English"))
    trigger_fi = _words(_("What starts the time, in Finnish"))
    trigger_sv = _words(_("What starts the time, in Swedish"))
    trigger_en = _words(_("What starts the time, in English"))
    basis_fi = _words(_("Basis in Finnish"), long=True)
    basis_sv = _words(_("Basis in Swedish"), long=True)
    basis_en = _words(_("Basis in English"), long=True)
    warnings = forms.CharField(
        label=_("Warnings"),
        required=False,
        help_text=_(
            "Percents of the time after which somebody is warned, for instance 50, 80."
            " The first warning goes to the handler, the next ones to the substitute."
            " Empty: no warnings."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].validators.append(_KEY)
        self.fields["amount"].min_value = 1
        rule = self.instance
        for name in TEXTS:
            for language in REQUIRED_LANGUAGES:
                words = (getattr(rule, name) or {}).get(language, "")
                self.initial.setdefault(f"{name}_{language}", words)
        percents = rule.warn if rule.key else WARN
        self.initial.setdefault("warnings", ", ".join(map(str, percents)))

    def clean_warnings(self) -> list[int]:
        """Return the percents, rising."""
        typed = re.split(r"[,\s%]+", self.cleaned_data["warnings"].strip(" ,%"))
        numbers = [one for one in typed if one]
        if not all(one.isdecimal() and 0 < int(one) < 100 for one in numbers):  # noqa: PLR2004
            raise ValidationError(gettext("Give whole percents between 1 and 99."))
        percents = sorted({int(one) for one in numbers})
        if len(percents) > _MAX_WARNINGS:
            raise ValidationError(gettext("Give at most five warnings."))
        return percents

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self._check_dates(cleaned)
        self._check_clock(cleaned)
        self._check_extension(cleaned)
        if not self.errors:
            self._check_once(cleaned)
            self._keep_texts(cleaned)
        return cleaned

    def _check_dates(self, cleaned: dict[str, Any]) -> None:
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_to")
        if begins and ends and ends <= begins:
            self.add_error("valid_to", gettext("This must be after the first day."))

    def _check_clock(self, cleaned: dict[str, Any]) -> None:
        units = (cleaned.get("unit_of_time"), cleaned.get("extended_unit"))
        working_days = any(unit in OFFICE_TIME for unit in units)
        if cleaned.get("amount") == 0:
            self.add_error("amount", gettext("This must be at least one."))
        if cleaned.get("clock") == Clock.STATUTORY:
            if cleaned.get("pauses"):
                self.add_error(
                    "pauses", gettext("A period of the law never stands still.")
                )
            if working_days:
                self.add_error(
                    "unit_of_time",
                    gettext("A period of the law is counted by the calendar."),
                )
        if working_days and cleaned.get("calendar") != Calendar.FI:
            self.add_error(
                "calendar", gettext("Working days are counted by act 150/1930.")
            )

    def _check_extension(self, cleaned: dict[str, Any]) -> None:
        amount, unit = cleaned.get("extended_amount"), cleaned.get("extended_unit")
        if bool(amount) != bool(unit):
            missing = "extended_unit" if amount else "extended_amount"
            self.add_error(missing, gettext("Give both the length and its unit."))
        elif amount and unit and cleaned.get("amount") and cleaned.get("unit_of_time"):
            period = Period(cleaned["amount"], Unit(cleaned["unit_of_time"]))
            if not is_longer(Period(amount, Unit(unit)), period):
                self.add_error(
                    "extended_amount", gettext("An extended period must be longer.")
                )

    def _check_once(self, cleaned: dict[str, Any]) -> None:
        same = DatedRule.objects.filter(
            key=cleaned["key"],
            valid_from=cleaned["valid_from"],
            unit=cleaned.get("unit"),
            is_shipped=False,
        ).exclude(pk=self.instance.pk)
        if same.exists():
            self.add_error(
                "valid_from", gettext("There is a version from this day already.")
            )

    def _keep_texts(self, cleaned: dict[str, Any]) -> None:
        for name in TEXTS:
            words = {one: cleaned[f"{name}_{one}"] for one in REQUIRED_LANGUAGES}
            setattr(self.instance, name, words)
        self.instance.warn = cleaned["warnings"]


class ClosureForm(WagtailAdminModelForm):
    """One day on which an office is shut."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if day := cleaned.get("day"):
            same = Closure.objects.filter(day=day, unit=cleaned.get("unit"))
            if same.exclude(pk=self.instance.pk).exists():
                self.add_error("day", gettext("This day is there already."))
        return cleaned
