"""Blocks that hold other parts of a definition: an object, a list, a choice of kinds."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from wagtail.admin.telepath import register
from wagtail.blocks import (
    ListBlock,
    StreamBlock,
    StreamBlockValidationError,
    StructBlock,
    StructBlockValidationError,
)
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamValue
from wagtail.blocks.struct_block import StructBlockAdapter

from workflows.editor.leaves import LEFT_OUT
from workflows.editor.trouble import Trouble


class Part(StructBlock):
    """An object of the definition; each child is one of its properties."""

    #: properties that the kind of block says, with their values
    fixed: ClassVar[Mapping[str, Any]] = {}
    #: properties whose names a block can't have
    spec_names: ClassVar[Mapping[str, str]] = {}
    #: left out of the definition when nothing in it is filled in
    optional = False

    def spec_name(self, name: str) -> str:
        return self.spec_names.get(name, name)

    def to_spec(self, value: Any) -> Any:
        spec = dict(self.fixed)
        for name, block in self.child_blocks.items():
            part = block.to_spec(value.get(name))
            if part is not LEFT_OUT:
                spec[self.spec_name(name)] = part
        return LEFT_OUT if self.optional and not spec else spec

    def from_spec(self, spec: Any) -> Any:
        given = spec if isinstance(spec, Mapping) else {}
        return self._to_struct_value(
            [
                (name, block.from_spec(given.get(self.spec_name(name), LEFT_OUT)))
                for name, block in self.child_blocks.items()
            ]
        )

    def get_default(self) -> Any:
        return self.from_spec({})

    def errors(self, value: Any, trouble: Trouble) -> ValidationError | None:
        rest = dict(trouble.parts)
        inner = {}
        for name, block in self.child_blocks.items():
            part = rest.pop(self.spec_name(name), None)
            if part and (error := block.errors(value.get(name), part)):
                inner[name] = error
        own = [
            *trouble.messages,
            *(m for part in rest.values() for m in part.everything()),
        ]
        if not inner and not own:
            return None
        found: ValidationError = StructBlockValidationError(inner, own)
        return found


class Root(Part):
    """A whole definition."""

    class Meta:
        form_classname = "struct-block definition-root"


class RootAdapter(StructBlockAdapter):
    """Wagtail's own editor expects a list at the top; ours says where it stands."""

    js_constructor = "workflows.editor.Root"

    def get_media(self, block: Any) -> forms.Media:
        script = forms.Media(js=["workflows/editor-rules.js", "workflows/editor.js"])
        media: forms.Media = super().get_media(block)
        return media + script


register(RootAdapter(), Root)


class PartList(ListBlock):
    """A list of objects of one kind."""

    def to_spec(self, value: Any) -> Any:
        items = [self.child_block.to_spec(one) for one in value]
        return items or LEFT_OUT

    def from_spec(self, spec: Any) -> Any:
        given = spec if isinstance(spec, list) else []
        return self.normalize([self.child_block.from_spec(one) for one in given])

    def get_default(self) -> Any:
        return self.from_spec([])

    def errors(self, value: Any, trouble: Trouble) -> ValidationError | None:
        items, own = trouble.in_list(len(value))
        inner = {
            index: error
            for index, part in items.items()
            if (error := self.child_block.errors(value[index], part))
        }
        if not inner and not own:
            return None
        found: ValidationError = ListBlockValidationError(inner, own)
        return found


class Kinds(StreamBlock):
    """A list of objects of several kinds; subclasses tell the kinds apart."""

    always = False

    def kind_of(self, spec: Mapping[str, Any]) -> str:
        """Return the name of the block for the object."""
        raise NotImplementedError

    def to_spec(self, value: Any) -> Any:
        items = [child.block.to_spec(child.value) for child in value]
        return items if items or self.always else LEFT_OUT

    def from_spec(self, spec: Any) -> Any:
        given = [one for one in self.listed(spec) if isinstance(one, Mapping)]
        known = [(kind, one) for one in given if (kind := self.kind_of(one))]
        # The page tells its panels apart by these ids.
        items = [
            (kind, self.child_blocks[kind].from_spec(one), str(uuid.uuid4()))
            for kind, one in known
        ]
        return StreamValue(self, items)

    def listed(self, spec: Any) -> list[Any]:
        return spec if isinstance(spec, list) else []

    def get_default(self) -> Any:
        return self.from_spec([])

    def errors(self, value: Any, trouble: Trouble) -> ValidationError | None:
        items, own = trouble.in_list(len(value))
        inner = {
            index: error
            for index, part in items.items()
            if (error := value[index].block.errors(value[index].value, part))
        }
        if not inner and not own:
            return None
        found: ValidationError = StreamBlockValidationError(inner, own)
        return found


class OneOfKinds(Kinds):
    """At most one object of several kinds."""

    def to_spec(self, value: Any) -> Any:
        items = super().to_spec(value)
        return items if items is LEFT_OUT else items[0]

    def listed(self, spec: Any) -> list[Any]:
        return [spec] if isinstance(spec, Mapping) else []

    def errors(self, value: Any, trouble: Trouble) -> ValidationError | None:
        if not len(value):
            return super().errors(value, Trouble(messages=trouble.everything()))
        return super().errors(value, Trouble(parts={"0": trouble}))
