"""What differs between two states of a definition, in the words of the editor."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from wagtail.blocks import StructBlock

from workflows.desk.words import said
from workflows.editor.leaves import Leaf
from workflows.editor.parts import Kinds, Part, PartList
from workflows.editor.sentences import leaf_in_words

#: properties that hold the name of a part, in the order in which they are looked for
_NAMES = ("label", "title", "subject")
_GENERAL = ""


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One property that differs."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One part that differs."""

    change: Change
    name: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """The parts of one kind that differ."""

    title: str
    differences: tuple[Difference, ...]


def differences(block: Part, before: Any, after: Any) -> list[Section]:
    """
    Return what differs, by the sections of the editor; nothing if nothing does.

    :param block: the definition's own block
    :param before: JSON of the older state
    :param after: JSON of the newer state
    """
    old, new = _Told(block, before), _Told(block, after)
    return [
        Section(title=title, differences=tuple(found))
        for key, title in old.titles.items()
        if (found := [*_compared(old.parts[key], new.parts[key])])
    ]


def _compared(
    old: Mapping[str, "_Item"], new: Mapping[str, "_Item"]
) -> Iterator[Difference]:
    for key in dict.fromkeys([*old, *new]):
        if key not in new:
            yield Difference(change=Change.REMOVED, name=old[key].name)
        elif key not in old:
            yield Difference(change=Change.ADDED, name=new[key].name)
        elif lines := tuple(_lines(old[key].told, new[key].told)):
            yield Difference(change=Change.CHANGED, name=new[key].name, lines=lines)


def _lines(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Line]:
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            yield Line(name=name, before=before, after=after)


@dataclass(frozen=True)
class _Item:
    name: str
    told: Mapping[str, str]


class _Told:
    """A definition as sections of items, each told property by property."""

    def __init__(self, block: Part, spec: Any) -> None:
        self.labels = dict(_labels(spec))
        self.titles: dict[str, str] = {_GENERAL: _("In general")}
        self.parts: dict[str, dict[str, _Item]] = {_GENERAL: {}}
        value = block.from_spec(spec)
        for name, child in block.child_blocks.items():
            if isinstance(child, PartList | Kinds):
                self.titles[name] = str(child.label)
                self.parts[name] = dict(self.items(child, value[name]))
            else:
                told = dict(self.told(child, value[name], str(child.label)))
                self.parts[_GENERAL][name] = _Item(str(child.label), told)

    def items(self, block: Any, value: Any) -> Iterator[tuple[str, _Item]]:
        for index, (child, one) in enumerate(_children(block, value)):
            key = one.get("key") or one.get("value") or str(index)
            yield key, _Item(_name(one) or key, dict(self.told(child, one, "")))

    def told(self, block: Any, value: Any, path: str) -> Iterator[tuple[str, str]]:
        if isinstance(block, Leaf):
            for more, words in leaf_in_words(block, value, self.labels):
                yield f"{path} ({more})" if more else path, words
        elif isinstance(block, StructBlock):
            if path == "" and block.label:
                yield _("Kind"), str(block.label)
            for name, child in block.child_blocks.items():
                yield from self.told(child, value[name], _join(path, child.label))
        else:
            for index, (child, one) in enumerate(_children(block, value)):
                name = _name(one) or str(index + 1)
                yield from self.told(child, one, _join(path, name))


def _join(path: str, name: Any) -> str:
    return f"{path}: {name}" if path and str(name) else path or str(name)


def _children(block: Any, value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(block, PartList):
        for one in value:
            yield block.child_block, one
    else:
        for child in value:
            yield child.block, child.value


def _name(value: Mapping[str, Any]) -> str:
    texts = next((value[one] for one in _NAMES if value.get(one)), None)
    return said(texts) if isinstance(texts, Mapping) else ""


def _labels(spec: Any) -> Iterator[tuple[str, str]]:
    """Yield the name of each part of the definition by its key."""
    if isinstance(spec, Mapping):
        if isinstance(key := spec.get("key"), str):
            yield key, _name(spec) or key
        for part in spec.values():
            yield from _labels(part)
    elif isinstance(spec, list):
        for part in spec:
            yield from _labels(part)
