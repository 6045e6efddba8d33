"""Questions that are answered by writing."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator, RegexValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from workflows.forms.field_type import FieldType
from workflows.forms.identity_codes import holds_identity_code

MOST_CHARACTERS = {
    "text": 500,
    "long_text": 10_000,
    "email": 254,
    "phone": 30,
    "case": 40,
}
LONG_TEXT_ROWS = 8


def refuse_identity_code(text: str) -> None:
    """
    Refuse a text with a Finnish personal identity code in it.

    :raises ValidationError: saying what was found and what to do about it
    """
    if holds_identity_code(text):
        raise ValidationError(
            gettext(
                "The text seems to hold a Finnish personal identity code. Take it "
                "out: it is not needed here. If it is something else, write it "
                "with a space in the middle."
            ),
            code="identity_code",
        )


class TextField(forms.CharField):
    """
    A text whose limit is checked here and not by the browser.

    A `maxlength` attribute would cut a pasted text without a word.
    """

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text

    def widget_attrs(self, _widget: forms.Widget) -> dict[str, Any]:
        return {}


class EmailField(TextField, forms.EmailField):
    pass


class WrittenType(FieldType):
    """Shared by all that is kept as the text that was written."""

    def display(self, stored: Any, _language: str) -> str:
        return str(stored or "")

    def text_settings(self, language: str, **errors: Any) -> dict[str, Any]:
        """Return the settings with the limits of length and their sentences."""
        most = self.spec.max_length or MOST_CHARACTERS[self.spec.type]
        too_long = gettext("Shorten the answer to %(most)s characters.")
        return {
            **self.settings(
                language,
                missing=_("Write an answer."),
                max_length=too_long.replace("%(most)s", str(most)),
                **errors,
            ),
            "max_length": most,
        }

    def attributes(self, **more: str) -> dict[str, str]:
        """Return the HTML attributes of the input."""
        if self.spec.autocomplete:
            more["autocomplete"] = self.spec.autocomplete
        return more

    def checks(self) -> list[Callable[[str], None]]:
        """Return what free text must fulfil beside its longest length."""
        if not (least := self.spec.min_length):
            return [refuse_identity_code]
        sentence = gettext("Tell a little more: at least %(least)s characters.")
        return [
            MinLengthValidator(least, sentence.replace("%(least)s", str(least))),
            refuse_identity_code,
        ]


class TextType(WrittenType):
    def form_field(self, language: str) -> forms.Field:
        return TextField(
            widget=forms.TextInput(attrs=self.attributes()),
            validators=self.checks(),
            **self.text_settings(language),
        )


class LongTextType(WrittenType):
    def form_field(self, language: str) -> forms.Field:
        return TextField(
            widget=forms.Textarea(attrs={**self.attributes(), "rows": LONG_TEXT_ROWS}),
            validators=self.checks(),
            **self.text_settings(language),
        )


class EmailType(WrittenType):
    def form_field(self, language: str) -> forms.Field:
        return EmailField(
            widget=forms.EmailInput(
                attrs=self.attributes(spellcheck="false", autocapitalize="none")
            ),
            **self.text_settings(
                language,
                invalid=_("Write the e-mail address like this: name@example.org."),
            ),
        )


class PhoneType(WrittenType):
    def form_field(self, language: str) -> forms.Field:
        return TextField(
            widget=forms.TextInput(attrs=self.attributes(type="tel", inputmode="tel")),
            validators=[
                RegexValidator(
                    r"^\+?[0-9 ()/-]{5,}$",
                    gettext(
                        "Write the phone number with digits, for example "
                        "040 123 4567 or +358 40 123 4567."
                    ),
                )
            ],
            **self.text_settings(language),
        )


class CaseType(WrittenType):
    """The reference of another case; whether there is one, the deed finds out."""

    def form_field(self, language: str) -> forms.Field:
        given = self.text_settings(language)
        return TextField(strip=True, **given | {"help_text": self._hint(given)})

    def _hint(self, given: dict[str, Any]) -> str:
        """Return the hint, or an example of how references begin here."""
        example = f"{settings.REFERENCE_PREFIX}-2026-17"
        own = gettext("Write the reference, for example %(example)s.")
        return str(given["help_text"]) or own % {"example": example}

    def to_json(self, value: str) -> str:
        return value.upper()
