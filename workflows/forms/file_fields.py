"""Questions that are answered with files."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext, ngettext, override
from django.utils.translation import gettext_lazy as _

from workflows.engine.file_kinds import limits_of
from workflows.forms.field_type import FieldType


class FilesInput(forms.FileInput):
    """A file input for several files at a time."""

    allow_multiple_selected = True

    def value_omitted_from_data(self, *_posted: Any) -> bool:
        return False


class FilesField(forms.Field):
    """
    The files kept for a question.

    Uploads are stored the moment they arrive, whatever else is wrong with the
    page, so the value is what is kept (`attached`) and not what was posted.
    """

    widget = FilesInput

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.attached: Sequence[dict[str, Any]] = ()

    def clean(self, _value: Any) -> list[dict[str, Any]]:
        kept = list(self.attached)
        self.validate(kept)
        return kept


class FilesType(FieldType):
    def form_field(self, language: str) -> forms.Field:
        settings = self.settings(language, missing=_("Add at least one file."))
        settings["help_text"] = " ".join(
            part for part in (settings["help_text"], self._limits()) if part
        )
        limits = limits_of(self.spec)
        return FilesField(
            widget=FilesInput(
                attrs={"accept": ",".join(f".{one}" for one in limits.endings)}
            ),
            **settings,
        )

    def typed(self, stored: Any) -> list[str]:  # noqa: ARG002 - kept as attachments
        return []

    def display(self, stored: Any, language: str) -> str:
        with override(language):
            return "\n".join(
                f"{one['name']} ({filesizeformat(one['size_bytes'])})"
                for one in stored or []
            )

    def _limits(self) -> str:
        limits = limits_of(self.spec)
        return ngettext(
            "You can add %(most)s file of %(size)s at most: %(endings)s.",
            "You can add %(most)s files of %(size)s each at most: %(endings)s.",
            limits.most,
        ) % {
            "most": limits.most,
            "size": filesizeformat(limits.max_bytes),
            "endings": gettext(", ").join(limits.endings),
        }
