"""The input of a whole definition: its JSON on one side, blocks on the other."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wagtail.blocks.base import BlockField, BlockWidget
from wagtail.blocks.struct_block import StructValue

from workflows.editor.keys import with_keys
from workflows.editor.parts import Part
from workflows.editor.references import editor_options
from workflows.editor.trouble import Trouble
from workflows.engine.codec import BadDefinition, Problem, read_form, read_workflow

#: what keeps even an unfinished definition from being saved
_UNSAVEABLE = frozenset(
    {"pattern", "maxLength", "maxItems", "maximum", "minimum", "unstorable"}
    | {"too_deep", "propertyNames", "duplicate_key", "duplicate_option"}
)


class SpecWidget(BlockWidget):
    """The blocks, with what their inputs offer to choose from."""

    def render_with_errors(
        self,
        name: str,
        value: Any,
        attrs: Any = None,
        errors: Any = None,
        renderer: Any = None,
    ) -> SafeString:
        blocks = super().render_with_errors(name, value, attrs, errors, renderer)
        offered = json.dumps(editor_options(), ensure_ascii=True)
        script = offered.replace("<", "\\u003c")
        return format_html(
            '<script id="definition-options" type="application/json">{}</script>{}',
            SafeString(script),
            blocks,
        )

    @property
    def media(self) -> forms.Media:
        blocks: forms.Media = super().media
        return blocks + forms.Media(css={"all": ["workflows/editor.css"]})


class SpecField(BlockField):
    """
    A definition's JSON, edited as blocks.

    :param block: the definition's own block
    :param look: finds everything that keeps a definition from being published
    """

    def __init__(self, block: Part, look: Callable[[Any], list[Problem]]) -> None:
        super().__init__(block=block, widget=SpecWidget(block), required=False)
        self.look = look
        #: the lasting key, which no block shows
        self.key = ""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, StructValue):
            return value
        return self.block.from_spec(value if isinstance(value, Mapping) else {})

    def has_changed(self, initial_value: Any, data_value: Any) -> bool:
        before = self.block.to_spec(self.prepare_value(initial_value))
        return bool(before != self.block.to_spec(self.prepare_value(data_value)))

    def clean(self, value: Any) -> Any:
        """
        Return the definition's JSON.

        :raises ValidationError: with each problem at its input; of a draft, only with
            those that no later work mends
        """
        spec = with_keys(self.block.to_spec(super().clean(value)))
        named = {**spec, "key": self.key or "new"}
        if getattr(self, "is_deferred_validation", False):
            problems = [*_structure(named)]
        else:
            problems = self.look(named)
        if problems and (error := self.block.errors(value, Trouble.of(problems))):
            raise error
        return named


def _structure(spec: Any) -> list[Problem]:
    read = read_form if spec["kind"] == "form" else read_workflow
    try:
        read(spec)
    except BadDefinition as bad:
        return [
            one
            for one in bad.problems
            if one.code in _UNSAVEABLE and not _is_empty(spec, one.path)
        ]
    return []


def _is_empty(spec: Any, path: str) -> bool:
    """Tell whether nothing has been filled in yet at the pointer."""
    part = spec
    for step in path.split("/")[1:]:
        try:
            part = part[int(step)] if isinstance(part, list) else part[step]
        except (KeyError, IndexError, ValueError, TypeError):
            return True
    return part in ("", None)
