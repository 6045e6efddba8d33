"""Inputs of the editor; `static/workflows/editor.js` brings them to life."""

import json
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info

from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter

from workflows.engine.texts import REQUIRED_LANGUAGES

#: after the name of an input, the language of the text in it
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class TextsInput(forms.Widget):
    """One text in each language of the site."""

    template_name = "workflows/editor/texts.html"
    show_add_comment_button = False

    def __init__(self, *, rows: int = 1) -> None:
        super().__init__()
        self.rows = rows

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["rows"] = self.rows
        context["languages"] = [
            {
                "code": code,
                "name": get_language_info(code)["name_local"],
                "required": code in REQUIRED_LANGUAGES,
            }
            for code, _ in settings.LANGUAGES
        ]
        return context

    def format_value(self, value: Any) -> Any:
        return value or {}

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> dict[str, str]:
        start = f"{name}-"
        given = {
            key.removeprefix(start): str(data[key])
            for key in data
            if key.startswith(start)
        }
        return {
            code: text.replace("\r\n", "\n")
            for code, text in given.items()
            if text.strip() and _LANGUAGE.fullmatch(code)
        }

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> bool:
        return not any(key.startswith(f"{name}-") for key in data)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-{settings.LANGUAGES[0][0]}"


class JsonInput(forms.Widget):
    """A hidden value that a script shows in its own way, never as JSON."""

    show_add_comment_button = False

    def __init__(self, attrs: Mapping[str, str]) -> None:
        super().__init__(dict(attrs))

    def format_value(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> Any:
        try:
            return json.loads(data.get(name) or "null")
        except (ValueError, RecursionError):
            return None


class ReferenceInput(forms.Widget):
    """
    The key of another part of the definition, or of what the site has.

    :param refers: "stage", "transition", "deadline", "mail", "field", "role", …
    :param none: what it means that nothing is chosen
    """

    template_name = "workflows/editor/reference.html"
    show_add_comment_button = False

    def __init__(self, refers: str, *, none: Any = "") -> None:
        super().__init__({"data-refers": refers, "data-none": none})


class ReferencesInput(JsonInput):
    """The keys of several other parts, in the order in which they were chosen."""

    template_name = "workflows/editor/references.html"

    def __init__(self, refers: str) -> None:
        super().__init__({"data-refers": refers})


class RuleInput(JsonInput):
    """A condition, put together from lists of facts and comparisons."""

    template_name = "workflows/editor/rule.html"

    def __init__(self, facts: str) -> None:
        super().__init__({"data-facts": facts})


class KeyInput(forms.TextInput):
    """A lasting name, made from the label; `kind` is what refers to it."""

    show_add_comment_button = False

    def __init__(self, kind: str) -> None:
        super().__init__({"data-key": kind, "autocomplete": "off"})


class ScriptedAdapter(WidgetAdapter):
    """An input whose behaviour is in our script."""

    def __init__(self, constructor: str) -> None:
        self.js_constructor = f"workflows.editor.{constructor}"

    def get_media(self, widget: Any) -> forms.Media:
        ours = forms.Media(js=["workflows/editor-rules.js", "workflows/editor.js"])
        media: forms.Media = super().get_media(widget) + ours
        return media


register(ScriptedAdapter("Texts"), TextsInput)
register(ScriptedAdapter("Reference"), ReferenceInput)
register(ScriptedAdapter("References"), ReferencesInput)
register(ScriptedAdapter("Rule"), RuleInput)
