"""
Where the boxes and arrows of a graph stand: layers from top to bottom.

Arrows that lead back are turned round for the time of the layout. Every label takes a
place of its own in a layer between the boxes, so that no two ever overlap.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from workflows.drawing.places import Key, Layout, Pair, Place, Size

#: how often the order within the layers is improved
_SWEEPS = 12
_GAP_X, _GAP_Y = 28, 22


def lay_out(
    boxes: Mapping[Key, Size], arrows: Mapping[Pair, Size], *, start: Key
) -> Layout:
    """
    Place the boxes and the arrows between them.

    :param arrows: size of the label of each arrow by its two ends, which differ
    """
    turned = _leading_back(boxes, arrows, start)
    forward = {_turn(pair) if pair in turned else pair for pair in arrows}
    layer = _layers(boxes, forward)
    rows, chains, sizes = _rows(boxes, arrows, turned, layer)
    links = [link for chain in chains.values() for link in pairwise(chain)]
    _untangle(rows, links)
    places = _placed(rows, links, sizes)
    ways = {}
    for pair, chain in chains.items():
        points = _way([places[one] for one in chain])
        ways[pair] = points[::-1] if pair in turned else points
    return Layout(
        width=max((one.x + one.width / 2 for one in places.values()), default=0),
        height=max((one.bottom for one in places.values()), default=0),
        boxes={key: places[key] for key in boxes},
        labels={pair: places[("label", pair)] for pair in arrows},
        ways=ways,
    )


def _turn(pair: Pair) -> Pair:
    return pair[1], pair[0]


def _leading_back(
    boxes: Iterable[Key], arrows: Iterable[Pair], start: Key
) -> set[Pair]:
    """Return the arrows that close a circle on a walk from the start."""
    leaving: dict[Key, list[Key]] = {key: [] for key in boxes}
    for source, target in arrows:
        leaving[source].append(target)
    back: set[Pair] = set()
    done: set[Key] = set()
    order = sorted(leaving, key=lambda key: key != start)
    for root in order:
        if root in done:
            continue
        path: list[tuple[Key, list[Key]]] = [(root, [*leaving[root]])]
        above = {root}
        while path:
            here, rest = path[-1]
            if not rest:
                path.pop()
                above.discard(here)
                done.add(here)
                continue
            target = rest.pop(0)
            if target in above:
                back.add((here, target))
            elif target not in done:
                above.add(target)
                path.append((target, [*leaving[target]]))
    return back


def _layers(boxes: Iterable[Key], arrows: set[Pair]) -> dict[Key, int]:
    """Return the layer of each box: one below the lowest that leads to it."""
    layer = dict.fromkeys(boxes, 0)
    for _ in layer:
        moved = False
        for source, target in arrows:
            if layer[target] <= layer[source]:
                layer[target] = layer[source] + 1
                moved = True
        if not moved:
            break
    return layer


def _rows(
    boxes: Mapping[Key, Size],
    arrows: Mapping[Pair, Size],
    turned: set[Pair],
    layer: Mapping[Key, int],
) -> tuple[list[list[Key]], dict[Pair, list[Key]], dict[Key, Size]]:
    """Put boxes into even rows, labels and bends of long arrows between them."""
    rows: list[list[Key]] = [[] for _ in range(2 * max(layer.values(), default=0) + 1)]
    sizes: dict[Key, Size] = dict(boxes)
    for key in boxes:
        rows[2 * layer[key]].append(key)
    chains = {}
    for pair, label in arrows.items():
        upper, lower = _turn(pair) if pair in turned else pair
        first, last = 2 * layer[upper] + 1, 2 * layer[lower] - 1
        chain = [upper]
        for row in range(first, last + 1):
            at_label = row == (last if pair in turned else first)
            link: Key = ("label", pair) if at_label else ("bend", pair, row)
            sizes[link] = label if at_label else Size(width=8, height=8)
            rows[row].append(link)
            chain.append(link)
        chains[pair] = [*chain, lower]
    return rows, chains, sizes


def _untangle(rows: list[list[Key]], links: list[tuple[Key, Key]]) -> None:
    """Order each row by the middle of what it is linked to, down and up by turns."""
    above: dict[Key, list[Key]] = {}
    below: dict[Key, list[Key]] = {}
    for upper, lower in links:
        above.setdefault(lower, []).append(upper)
        below.setdefault(upper, []).append(lower)
    for sweep in range(_SWEEPS):
        down = sweep % 2 == 0
        linked = above if down else below
        order = range(1, len(rows)) if down else range(len(rows) - 2, -1, -1)
        for index in order:
            fixed = rows[index - 1 if down else index + 1]
            at = {key: place for place, key in enumerate(fixed)}
            now = {key: place for place, key in enumerate(rows[index])}

            def middle(
                key: Key,
                linked: dict[Key, list[Key]] = linked,
                at: dict[Key, int] = at,
                now: dict[Key, int] = now,
            ) -> float:
                places = sorted(at[one] for one in linked.get(key, ()))
                return places[len(places) // 2] if places else now[key]

            rows[index].sort(key=middle)


def _placed(
    rows: list[list[Key]], links: list[tuple[Key, Key]], sizes: Mapping[Key, Size]
) -> dict[Key, Place]:
    """Place each row below the last, and everything near what it is linked to."""
    x: dict[Key, float] = {}
    for row in rows:
        edge = 0.0
        for key in row:
            x[key] = edge + sizes[key].width / 2
            edge += sizes[key].width + _GAP_X
    linked: dict[Key, list[Key]] = {key: [] for key in x}
    for upper, lower in links:
        linked[upper].append(lower)
        linked[lower].append(upper)
    for _ in range(2 * _SWEEPS):
        for row in [*rows, *rows[::-1]]:
            _straighten(row, x, linked, sizes)
    left = min((x[key] - sizes[key].width / 2 for key in x), default=0)
    places = {}
    y = 0.0
    for row in rows:
        height = max((sizes[key].height for key in row), default=0)
        for key in row:
            size = sizes[key]
            places[key] = Place(
                x=x[key] - left,
                y=y + height / 2,
                width=size.width,
                height=size.height,
            )
        y += height + _GAP_Y
    return places


def _straighten(
    row: Sequence[Key],
    x: dict[Key, float],
    linked: Mapping[Key, list[Key]],
    sizes: Mapping[Key, Size],
) -> None:
    """Draw the row towards what it is linked to, keeping its order and its gaps."""
    wanted = [
        sum(x[one] for one in linked[key]) / len(linked[key]) if linked[key] else x[key]
        for key in row
    ]
    apart = [(sizes[a].width + sizes[b].width) / 2 + _GAP_X for a, b in pairwise(row)]
    right, left = [*wanted], [*wanted]
    for index in range(1, len(row)):
        right[index] = max(right[index], right[index - 1] + apart[index - 1])
    for index in range(len(row) - 2, -1, -1):
        left[index] = min(left[index], left[index + 1] - apart[index])
    for key, one, other in zip(row, right, left, strict=True):
        x[key] = (one + other) / 2


def _way(places: Sequence[Place]) -> list[tuple[float, float]]:
    first, *between, last = places
    return [
        (_towards(first, between[0]), first.bottom),
        *((one.x, one.y) for one in between),
        (_towards(last, between[-1]), last.top),
    ]


def _towards(box: Place, other: Place) -> float:
    """Return where on its edge an arrow leaves a box, so that arrows part early."""
    most = box.width * 0.35
    return box.x + max(-most, min(most, (other.x - box.x) * 0.3))
