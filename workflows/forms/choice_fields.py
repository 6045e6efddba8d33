"""Questions that are answered by choosing."""

from typing import Any

from django import forms
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from workflows.engine.texts import say
from workflows.forms.field_type import FieldType

#: from so many options on, one box to pick from instead of a list of buttons
LONG_LIST = 15


class OptionsType(FieldType):
    """Shared by one choice and many."""

    def options(self, language: str) -> list[tuple[str, str]]:
        return [(one.value, say(one.label, language)) for one in self.spec.options]

    def words(self, chosen: list[str], language: str) -> str:
        """Return the labels of what was chosen, one on a line."""
        labels = dict(self.options(language))
        return "\n".join(labels.get(value, value) for value in chosen)

    def option_settings(self, language: str) -> dict[str, Any]:
        sentence = _("Choose from the list.")
        return {
            **self.settings(
                language,
                missing=sentence,
                invalid_choice=sentence,
                invalid_list=sentence,
            ),
            "choices": self.options(language),
        }


class HintedOptions:
    """Give the options of a widget their hints, for templates to show."""

    hints: dict[str, str]

    def create_option(self, name: str, value: Any, *args: Any, **more: Any) -> Any:
        option = super().create_option(name, value, *args, **more)  # type: ignore[misc]
        option["hint"] = self.hints.get(str(value), "")
        return option


class Radios(HintedOptions, forms.RadioSelect):
    pass


class Boxes(HintedOptions, forms.CheckboxSelectMultiple):
    pass


class ChoiceType(OptionsType):
    def form_field(self, language: str) -> forms.Field:
        settings = self.option_settings(language)
        if len(self.spec.options) >= LONG_LIST:
            settings["choices"] = [("", gettext("Choose")), *settings["choices"]]
            return forms.ChoiceField(widget=forms.Select(), **settings)
        field = forms.ChoiceField(widget=Radios(), **settings)
        field.widget.hints = _hints(self, language)
        return field

    def display(self, stored: Any, language: str) -> str:
        return self.words([stored], language) if stored else ""


class ChoicesType(OptionsType):
    def form_field(self, language: str) -> forms.Field:
        field = forms.MultipleChoiceField(
            widget=Boxes(), **self.option_settings(language)
        )
        field.widget.hints = _hints(self, language)
        return field

    def to_json(self, value: Any) -> list[str]:
        """Keep the choices in the order of the form, whatever the order of ticking."""
        return [one.value for one in self.spec.options if one.value in value]

    def typed(self, stored: Any) -> list[str]:
        return list(stored or [])

    def display(self, stored: Any, language: str) -> str:
        return self.words(stored or [], language)


class ConfirmType(FieldType):
    def form_field(self, language: str) -> forms.Field:
        return forms.BooleanField(
            **self.settings(language, missing=_("Tick the box to go on."))
        )

    def typed(self, stored: Any) -> list[str]:
        return ["on"] if stored else []

    def display(self, stored: Any, language: str) -> str:
        with override(language):
            return gettext("Yes") if stored else gettext("No")


def _hints(kind: OptionsType, language: str) -> dict[str, str]:
    return {one.value: say(one.hint, language) for one in kind.spec.options if one.hint}
