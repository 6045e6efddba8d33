"""Sizes and places of what is drawn."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

Key = Hashable
Pair = tuple[Key, Key]


@dataclass(frozen=True, kw_only=True)
class Size:
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where something stands: its middle and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def top(self) -> float:
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Everything placed, inside a picture that begins at 0, 0."""

    width: float
    height: float
    boxes: Mapping[Key, Place]
    #: label and way of each arrow; a way begins at the source and ends at the target
    labels: Mapping[Pair, Place]
    ways: Mapping[Pair, Sequence[tuple[float, float]]]
